import { InstallerError, problem } from '../errors/problem.js'
import { isByHand } from '../topology/by-hand.js'
import type { Instance, Topology } from '../topology/topology.js'
import type { Session } from './session.js'

/** Instances whose hosts can be worked on from here; says where the others are done. Throws `kit.host-by-hand`. */
export function withoutByHand(
  { say, note }: Session,
  topology: Topology,
  selected: readonly Instance[],
): readonly Instance[] {
  const there = new Set(selected.map(({ host }) => host).filter((host) => isByHand(topology, host)))
  const here = selected.filter(({ host }) => !there.has(host))
  const [host] = there
  if (host !== undefined && here.length === 0)
    throw new InstallerError(problem('kit.host-by-hand', { host }, { host }))
  for (const host of there) note(say('by-hand.not-here', { host }))
  return here
}
