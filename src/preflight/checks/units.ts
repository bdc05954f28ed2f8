import { problem } from '../../errors/problem.js'
import { type Check, lookedAt } from '../../roles/check.js'
import { instancesOn } from '../../topology/topology.js'

/** Units that org.yaml no longer names, and units of its names that somebody else put there. */
export const units: Check = (input) =>
  lookedAt(input).flatMap(({ host: { name: host }, facts }) => {
    const planned = instancesOn(input.topology, host).map(({ name }) => `metis-${name}.service`)
    const receipts = facts.receipts.filter((one) => one.organisation === input.topology.organisation)
    const ours = new Set(receipts.map(({ path }) => path))
    return Object.entries(facts.units).flatMap(([unit, { active }]) => {
      if (!unit.startsWith('metis-')) return []
      const isOurs = ours.has(`/etc/systemd/system/${unit}`)
      const details = { host, unit, directory: input.topology.installDirectory }
      if (planned.includes(unit)) {
        // With receipts of ours beside it, it is ours too: a run was cut off before it could say so.
        return receipts.length > 0 ? [] : [problem('preflight.unit-foreign', details, { host })]
      }
      if (!isOurs || active !== 'active') return []
      return [problem('preflight.unit-surplus', details, { host }, 'warning')]
    })
  })
