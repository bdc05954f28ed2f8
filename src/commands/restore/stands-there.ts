import type { BackupPart } from '../../backup/manifest.js'
import type { Facts } from '../../runner/engine.js'
import { instanceId, type Topology } from '../../topology/topology.js'

/** Instances of which there is something where parts of a backup are to go: `carrier@h2`. */
export function standsThere(topology: Topology, facts: Facts, parts: readonly BackupPart[]): string[] {
  const there = parts.filter(({ host, instance, kind }) => {
    const here = facts[host]
    // What a running service takes back replaces nothing.
    if (here === undefined || kind === 'snapshot') return false
    const isInstalled = here.receipts.some(
      (one) => one.instance === instance && one.organisation === topology.organisation,
    )
    const isLeft = here.installDirectory?.includes(instance) === true
    return isInstalled || isLeft || (kind === 'database' && here.software.metisDatabase)
  })
  return [...new Set(there.map(({ instance, host }) => instanceId({ name: instance, host })))]
}
