import { problem } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { Upkeep } from '../../roles/check.js'
import { instancePaths } from '../../topology/host-paths.js'

/** Instances that died and were started again by systemd since a run has ended on their host. */
export const restarts: Upkeep = ({ topology, release, facts }) =>
  topology.instances.flatMap((instance) => {
    const here = facts[instance.host]
    const unit = here?.units[instancePaths({ topology, release, instance }).unit]
    if (here === undefined || unit === undefined || unit.restarts === 0) return []
    if (unit.since <= lastRunSeconds(here)) return []
    const { name, host } = instance
    const details = { instance: `${name}@${host}`, count: unit.restarts }
    return [problem('upkeep.restarted', details, { host, instance: name }, 'warning')]
  })

/** By the host's clock, as far as it is known; what dies during an installation is told by that. */
function lastRunSeconds({ hardware, record }: HostFacts): number {
  const ended = hardware.diskSamples?.findLast(({ byRun }) => byRun)?.at
  const begun = record === undefined ? 0 : Date.parse(record.at) / 1000
  return ended ?? (Number.isNaN(begun) ? 0 : begun)
}
