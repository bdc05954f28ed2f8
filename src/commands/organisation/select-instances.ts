import { closest } from 'fastest-levenshtein'
import { fault, InstallerError, problem } from '../../errors/problem.js'
import { instancesMeant as select } from '../../planner/operate.js'
import { type Instance, instanceId, isByHand, type Topology } from '../../topology/topology.js'
import { printable } from '../../ui/text.js'
import type { Session } from '../program/session.js'

/**
 * The instances that the words of a command line mean and that can be worked on from here; says where the others are
 * done. Throws `command.unknown-selection` or `kit.host-by-hand`.
 */
export function selectInstances(
  { say, note }: Session,
  topology: Topology,
  words: readonly string[],
): readonly Instance[] {
  const selected = meant(topology, words)
  const there = new Set(selected.map(({ host }) => host).filter((host) => isByHand(topology, host)))
  const here = selected.filter(({ host }) => !there.has(host))
  const [host] = there
  if (host !== undefined && here.length === 0) throw fault('kit.host-by-hand', { host }, { host })
  for (const host of there) note(say('by-hand.not-here', { host }))
  return here
}

/** An unknown word is told with the nearest known one. */
function meant(topology: Topology, words: readonly string[]): readonly Instance[] {
  const { selected, unknown } = select(topology.instances, words)
  if (unknown.length === 0) return selected
  const names = topology.instances.flatMap((instance) => [instance.role, instance.name, instanceId(instance)])
  const known = topology.instances.map((instance) => instanceId(instance)).join(', ')
  throw new InstallerError(
    unknown.map((word) =>
      problem('command.unknown-selection', {
        given: printable(word),
        organisation: topology.organisation,
        known,
        nearest: closest(word, names),
      }),
    ),
  )
}
