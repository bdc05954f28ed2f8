import { problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'
import { roleOfName } from '../../roles/index.js'
import { movesOf } from '../../roles/moves.js'
import { unitOf } from '../../topology/host-paths.js'
import { allHosts, instancesOn } from '../../topology/topology.js'

/** What apply removes, since org.yaml no longer names it, and units of its names that somebody else put there. */
export const units: Check = (input) => {
  const leaving = movesOf(input).flatMap(({ instance, from }) =>
    from.map((host) => `${host} ${instance.name}`),
  )
  return allHosts(input.topology).flatMap(({ name: host }) => {
    // Also of a host that bears no role any more.
    const facts = input.facts[host]
    if (facts === undefined) return []
    const planned = instancesOn(input.topology, host).map(({ name }) => name)
    const receipts = facts.receipts.filter((one) => one.organisation === input.topology.organisation)
    const surplus = [...new Set(receipts.map(({ instance }) => instance))].filter(
      // Of one that moves something else is said.
      (name) =>
        roleOfName(name) !== undefined && !planned.includes(name) && !leaving.includes(`${host} ${name}`),
    )
    const directory = input.topology.installDirectory
    return [
      // With receipts of ours beside it, it is ours too: a run was cut off before it could say so.
      ...planned
        .map(unitOf)
        .filter((unit) => receipts.length === 0 && unit in facts.units)
        .map((unit) => problem('preflight.unit-foreign', { host, unit, directory }, { host })),
      ...surplus.map((instance) =>
        problem('preflight.unit-surplus', { host, instance, directory }, { host }, 'warning'),
      ),
    ]
  })
}
