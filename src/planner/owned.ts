import { RECORD_DIRECTORY } from '../actions/keep-record.js'
import type { FoundReceipt, HostFacts } from '../facts/host-facts.js'
import { ROLES, roleOfName } from '../roles/index.js'
import { receiptsDirectory, unitOf } from '../topology/host-paths.js'
import { type Instance, instancesOn, type Topology } from '../topology/topology.js'

/** What on one host is this organisation's: what org.yaml names there, and what receipts tell of. */
export interface Owned {
  readonly receipts: readonly FoundReceipt[]
  /** Instances that are in the receipts, and that org.yaml no longer names on this host. */
  readonly forgotten: readonly Pick<Instance, 'role' | 'name' | 'host'>[]
  /** Units that are there. Others may call theirs `metis-` too. */
  readonly units: readonly string[]
  /** Files outside the install directory, unit files not among them. */
  readonly outside: readonly string[]
  /** Directories in the install directory; it may hold other things too. */
  readonly inside: readonly string[]
  /** What the host keeps of it: records, and the log of runs. */
  readonly record: readonly string[]
}

const NOTHING: Owned = { receipts: [], forgotten: [], units: [], outside: [], inside: [], record: [] }

export function ownedOnHost(topology: Topology, host: string, facts: HostFacts): Owned {
  const { organisation, installDirectory: root } = topology
  const receipts = facts.receipts.filter((receipt) => receipt.organisation === organisation)
  // One directory belongs to one organisation: on a host without a role it may be another one's.
  if (receipts.length < facts.receipts.length) return NOTHING
  const named = namedOnHost(topology, host)
  if (named.length + receipts.length === 0) return NOTHING
  const forgotten = [...new Set(receipts.map(({ instance }) => instance))].flatMap((name) => {
    const role = roleOfName(name)
    return role === undefined || named.includes(name) ? [] : [{ role, name, host }]
  })
  const instances = [...named, ...forgotten.map(({ name }) => name)]
  const paths = [...new Set(receipts.flatMap(({ path }) => path ?? []))]
  return {
    receipts,
    forgotten,
    units: inStopOrder(instances.map(unitOf).filter((unit) => unit in facts.units)),
    outside: paths.filter(
      (path) => path !== root && !path.startsWith(`${root}/`) && !path.startsWith('/etc/systemd/system/'),
    ),
    inside: [
      ...instances.map((name) => `${root}/${name}`),
      `${root}/.artifacts`,
      receiptsDirectory(topology),
    ].filter((path) => facts.installDirectory?.includes(path.slice(root.length + 1)) ?? true),
    record: hasRecord(organisation, receipts, facts) ? [RECORD_DIRECTORY] : [],
  }
}

/** Where something is installed and no record is kept, there may still be a log of runs. */
function hasRecord(organisation: string, receipts: readonly FoundReceipt[], { record }: HostFacts): boolean {
  return record === undefined ? receipts.length > 0 : record.organisation === organisation
}

/** Names of the instances that org.yaml has on a host. */
export function namedOnHost(topology: Topology, host: string): string[] {
  return instancesOn(topology, host).map(({ name }) => name)
}

/** Fighters first, Consul last: a service that can't sign off in Consul takes long to stop. */
function inStopOrder(units: readonly string[]): string[] {
  const place = (unit: string) => ROLES.findIndex((role) => unit.startsWith(`metis-${role}`))
  return units.toSorted((a, b) => place(b) - place(a))
}
