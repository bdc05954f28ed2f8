import { problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'
import { instancesOn } from '../../topology/topology.js'

/** Units that org.yaml no longer names, and units of its names that somebody else put there. */
export const units: Check = (input) =>
  input.topology.hosts.flatMap(({ name: host }) => {
    // Also of a host that bears no role any more.
    const facts = input.facts[host]
    if (facts === undefined) return []
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
      if (!isOurs || !RUNNING.includes(active)) return []
      return [problem('preflight.unit-surplus', details, { host }, 'warning')]
    })
  })

/** One that dies and is started again is `activating` most of the time. */
const RUNNING: readonly string[] = ['active', 'activating']
