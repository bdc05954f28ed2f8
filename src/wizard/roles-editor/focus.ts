import { instanceId, type Topology } from '../../topology/topology.js'

/** Everything that can be pointed at: each host by its name, then what it bears by `data-8700@h4`. */
export function focusables(order: readonly string[], topology: Topology): string[] {
  return order.flatMap((host) => [
    host,
    ...topology.instances.filter((instance) => instance.host === host).map(instanceId),
  ])
}

/** Where an arrow leads: up and down from one to the next, left and right from host to host. */
export function focusAfter(
  key: string,
  focus: string,
  order: readonly string[],
  topology: Topology,
): string | undefined {
  const by = BY_HOSTS[key]
  if (by !== undefined) return nearest(order, order.indexOf(hostOfFocus(focus)) + by)
  if (key !== 'up' && key !== 'down') return undefined
  const all = focusables(order, topology)
  return nearest(all, Math.max(0, all.indexOf(focus)) + (key === 'up' ? -1 : 1))
}

const BY_HOSTS: Readonly<Record<string, number>> = {
  left: -1,
  right: 1,
  home: Number.NEGATIVE_INFINITY,
  end: Number.POSITIVE_INFINITY,
  pageup: -8,
  pagedown: 8,
}

function nearest(all: readonly string[], at: number): string | undefined {
  return all[Math.max(0, Math.min(all.length - 1, at))]
}

/** `h4` of `data-8700@h4`; names of hosts have no `@`. */
export function hostOfFocus(focus: string): string {
  return focus.slice(focus.indexOf('@') + 1)
}
