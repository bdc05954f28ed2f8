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
  const all = focusables(order, topology)
  const at = Math.max(0, all.indexOf(focus))
  const host = order.indexOf(hostOfFocus(focus))
  switch (key) {
    case 'up':
      return all[Math.max(0, at - 1)]
    case 'down':
      return all[Math.min(all.length - 1, at + 1)]
    case 'left':
      return order[Math.max(0, host - 1)]
    case 'right':
      return order[Math.min(order.length - 1, host + 1)]
    case 'home':
      return order[0]
    case 'end':
      return order.at(-1)
    case 'pageup':
      return order[Math.max(0, host - HOSTS_OF_A_PAGE)]
    case 'pagedown':
      return order[Math.min(order.length - 1, host + HOSTS_OF_A_PAGE)]
    default:
      return undefined
  }
}

const HOSTS_OF_A_PAGE = 8

/** `h4` of `data-8700@h4`; names of hosts have no `@`. */
export function hostOfFocus(focus: string): string {
  return focus.slice(focus.indexOf('@') + 1)
}
