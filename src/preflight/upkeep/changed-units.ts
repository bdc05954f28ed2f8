import { type Problem, problem } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import { MASKED } from '../../facts/units.js'
import type { Upkeep } from '../../roles/check.js'
import { instancePaths } from '../../topology/host-paths.js'
import type { Instance } from '../../topology/topology.js'

/** Units of ours that are other than their file says: what `apply` leaves as it is. */
export const changedUnits: Upkeep = ({ topology, release, facts }) =>
  topology.instances.flatMap((instance) => {
    const here = facts[instance.host]
    return here === undefined
      ? []
      : changed(instance, instancePaths({ topology, release, instance }).unit, here)
  })

function changed({ name: instance, host }: Instance, unit: string, facts: HostFacts): Problem[] {
  const { from, dropIns = [] } = facts.units[unit] ?? {}
  const ours = new Set(facts.receipts.map(({ path }) => path))
  const theirs = dropIns.filter((path) => !ours.has(path))
  const where = { host, instance }
  return [
    ...(from === MASKED ? [problem('upkeep.unit-masked', { unit, host }, where)] : []),
    ...(from === undefined || from === MASKED
      ? []
      : [problem('upkeep.unit-from-elsewhere', { unit, host, path: from }, where, 'warning')]),
    ...(theirs.length === 0
      ? []
      : [problem('upkeep.drop-ins', { unit, host, paths: theirs.join(' ') }, where, 'warning')]),
  ]
}
