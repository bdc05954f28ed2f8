import { serviceOf } from '../../roles/index.js'
import { instancesOn, isByHand, type Topology } from '../../topology/topology.js'
import type { KeptPart } from './kept-part.js'

/**
 * Where parts go: to the instance of that name on that host, or else to the only one of that name anywhere, which gets the first of
 * several unless it has its own. `left`: those that org.yaml has no place for. What all of a role keep goes to the first of them.
 */
export function placeParts<P extends KeptPart>(
  topology: Topology,
  parts: readonly P[],
): { readonly placed: readonly P[]; readonly left: readonly P[] } {
  const all = parts.map((part) => ({
    part,
    host: part.kind === 'snapshot' ? firstOf(topology, part) : hostFor(topology, part),
  }))
  const placed: P[] = []
  const left: P[] = []
  for (const { part, host } of all) {
    const rivals = all.filter((one) => one.host === host && one.part.name === part.name)
    const first = rivals.find((one) => one.part.host === host) ?? rivals[0]
    if (host === undefined || isByHand(topology, host) || first?.part !== part) left.push(part)
    else placed.push({ ...part, host })
  }
  return { placed, left }
}

function firstOf({ instances }: Topology, part: KeptPart): string | undefined {
  return instances.find((one) => one.name === part.instance && serviceOf(one).loads !== undefined)?.host
}

function hostFor(topology: Topology, part: KeptPart): string | undefined {
  const fitting = topology.instances.filter(({ host, name }) => {
    const instance = instancesOn(topology, host).find((one) => one.name === name)
    if (instance === undefined || name !== part.instance) return false
    return serviceOf(instance)
      .keep(instance)
      .some((one) => (one.kind === 'database' ? one.name === part.database : part.paths.includes(one.path)))
  })
  const same = fitting.find(({ host }) => host === part.host)
  return (same ?? (fitting.length === 1 ? fitting[0] : undefined))?.host
}
