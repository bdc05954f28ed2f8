import { RECORD_DIRECTORY } from '../actions/keep-record.js'
import type { FoundReceipt, HostFacts } from '../facts/host-facts.js'
import { claims, owners } from '../roles/claims.js'
import { ROLES, roleOfName } from '../roles/index.js'
import { receiptsDirectory, removedDirectory, unitOf } from '../topology/host-paths.js'
import { type Instance, instancesOn, type Topology } from '../topology/topology.js'

/** What on one host is this organisation's: what org.yaml names there, and what receipts tell of. */
export interface Owned {
  readonly receipts: readonly FoundReceipt[]
  /** Names of all its instances: those of org.yaml, and the forgotten ones. */
  readonly instances: readonly string[]
  /** Instances that are in the receipts, and that org.yaml no longer names on this host. */
  readonly forgotten: readonly Placed[]
  /** Units that are there. Others may call theirs `metis-` too. */
  readonly units: readonly string[]
  /** Files outside the install directory, unit files not among them. */
  readonly outside: readonly string[]
  /** Directories in the install directory; it may hold other things too. */
  readonly inside: readonly string[]
  /** What the host keeps of it: records, and the log of runs. */
  readonly record: readonly string[]
  readonly shared?: Shared
}

/** By an old mistake another organisation is installed on the same host: what is not this one's alone. */
export interface Shared {
  /** Names of the organisations. */
  readonly others: readonly string[]
  /** Names of instances that receipts of others tell of, or none of this organisation. */
  readonly instances: readonly string[]
  readonly units: readonly string[]
  readonly paths: readonly string[]
}

type Placed = Pick<Instance, 'role' | 'name' | 'host'>

const NOTHING: Owned = {
  ...{ receipts: [], instances: [], forgotten: [], units: [], outside: [], inside: [], record: [] },
}

export function ownedOnHost(topology: Topology, host: string, facts: HostFacts): Owned {
  const { organisation, installDirectory: root } = topology
  const others = [...owners(facts, root)].filter((one) => one !== organisation)
  const receipts = facts.receipts.filter((receipt) => receipt.organisation === organisation)
  const named = namedOnHost(topology, host)
  if (others.length > 0 && !claims(facts, root).some((one) => one.organisation === organisation))
    return NOTHING
  const isEmpty = named.length + receipts.length === 0
  if (isEmpty && !hasAside(topology, facts)) return NOTHING
  const installed = [...new Set(receipts.map(({ instance }) => instance))]
  const placed = installed.flatMap((name) => {
    const role = roleOfName(name)
    return role === undefined || named.includes(name) ? [] : [{ role, name, host }]
  })
  const all = [...named, ...placed.map(({ name }) => name)]
  // Units and directories of two organisations have the same names.
  const theirs = facts.receipts.filter((receipt) => others.includes(receipt.organisation))
  const isOurs = (name: string) =>
    others.length === 0 || (installed.includes(name) && !theirs.some(({ instance }) => instance === name))
  const instances = all.filter(isOurs)
  const isThere = (path: string) => facts.installDirectory?.includes(path.slice(root.length + 1)) ?? true
  const unitsOf = (names: readonly string[]) =>
    inStopOrder(names.map(unitOf).filter((unit) => unit in facts.units))
  const homesOf = (names: readonly string[]) => names.map((name) => `${root}/${name}`).filter(isThere)
  const aside = hasAside(topology, facts) ? [removedDirectory(topology)] : []
  const common = [...[`${root}/.artifacts`, receiptsDirectory(topology)].filter(isThere), ...aside]
  const record = hasRecord(organisation, receipts, facts) ? [RECORD_DIRECTORY] : []
  const own = {
    ...{ receipts, instances, units: unitsOf(instances) },
    forgotten: placed.filter(({ name }) => isOurs(name)),
  }
  const outside = outsideOf(root, receipts)
  if (others.length === 0) return { ...own, outside, inside: [...homesOf(instances), ...common], record }
  const shared = all.filter((name) => !isOurs(name))
  const isAlone = (path: string) =>
    !theirs.some((one) => one.path === path) &&
    !receipts.some((one) => one.path === path && shared.includes(one.instance))
  const stays = [...outside.filter((path) => !isAlone(path)), ...homesOf(shared), ...common, ...record]
  return {
    ...own,
    outside: outside.filter(isAlone),
    inside: homesOf(instances),
    record: [],
    shared: { others, instances: shared, units: unitsOf(shared), paths: stays },
  }
}

/** What earlier removals have kept; a host is its organisation's as long as it is there. */
export function hasAside({ organisation }: Topology, { installDirectory, record }: HostFacts): boolean {
  return installDirectory?.includes('.removed') === true && record?.organisation === organisation
}

function outsideOf(root: string, receipts: readonly FoundReceipt[]): string[] {
  return [...new Set(receipts.flatMap(({ path }) => path ?? []))].filter(
    (path) => path !== root && !path.startsWith(`${root}/`) && !path.startsWith('/etc/systemd/system/'),
  )
}

/** Where something is installed and no record is kept, there may still be a log of runs. */
function hasRecord(organisation: string, receipts: readonly FoundReceipt[], { record }: HostFacts): boolean {
  return record === undefined ? receipts.length > 0 : record.organisation === organisation
}

/** A run that was cut off early has left the first directories and no receipt. */
export function isInstalled(
  { receipts, units, inside }: Owned,
  { installDirectory = [] }: HostFacts,
): boolean {
  const begun = inside.some((path) => path.endsWith('/.artifacts') || path.endsWith('/.installed'))
  return receipts.length + units.length > 0 || (begun && installDirectory.length > 0)
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
