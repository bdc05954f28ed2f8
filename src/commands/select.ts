import { closest } from 'fastest-levenshtein'
import { InstallerError, problem } from '../errors/problem.js'
import { selectInstances } from '../planner/operate.js'
import { type Instance, instanceId, type Topology } from '../topology/topology.js'
import { printable } from '../ui/printable.js'

/** The instances that the words of a command line mean; an unknown word is told with the nearest known one. */
export function select(topology: Topology, words: readonly string[]): readonly Instance[] {
  const { selected, unknown } = selectInstances(topology.instances, words)
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
