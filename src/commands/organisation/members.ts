import { type Problem, problem } from '../../errors/problem.js'
import type { HostFacts } from '../../facts/host-facts.js'
import { RECEIVER } from '../../planner/phases/backup-receiver.js'
import type { RecordBody } from '../../record/record.js'
import { receiverOf } from '../../roles/host-backups.js'
import type { Facts } from '../../runner/engine.js'
import { unitOf } from '../../topology/host-paths.js'
import { type Host, instancesOn, type Topology } from '../../topology/topology.js'

type Members = RecordBody['members']
type Member = Members[number]

/** Stands for what a host has that gets the backups of all, which is no instance. */
const RECEIVES = 'backups'

interface Known {
  /** Of hosts that were asked. */
  readonly facts: Facts
  /** Names of hosts that are gone for good. */
  readonly forgotten?: readonly string[]
}

/** All that were part of it before stay so until a host shows that nothing of them is there, or is forgotten. */
export function membersOf(topology: Topology, before: Members, { facts, forgotten = [] }: Known): Members {
  const now = topology.hosts.map((host): Member => {
    const { name, address, local, byHand } = host
    const named = [
      ...instancesOn(topology, name).map((one) => one.name),
      ...(receiverOf(topology) === host ? [RECEIVES] : []),
    ]
    const former = before.filter(isAt(host)).flatMap(({ instances }) => instances)
    const instances = [...new Set([...named, ...stillThere(former, facts[name])])]
    const login = byHand === true ? {} : { login: host.ssh }
    return { host: name, address, instances, ...login, ...(local ? { local } : {}) }
  })
  const former = formerMembers(topology.hosts, before)
    .filter(({ host }) => !forgotten.includes(host))
    .map((one) => ({ ...one, instances: stillThere(one.instances, facts[one.host]) }))
  return [...now, ...former.filter(({ instances }) => instances.length > 0)]
}

/** Hosts that are no longer in org.yaml, and are asked nevertheless what is there still. */
export function formerHosts({ hosts }: Pick<Topology, 'hosts'>, before: Members): Host[] {
  return formerMembers(hosts, before).flatMap(({ host: name, address, login, local = false }) =>
    login === undefined ? [] : [{ name, address, local, ssh: login as Host['ssh'] }],
  )
}

/** Hosts that are no longer in org.yaml, and that nobody can ask what may run there still. */
export function hostsUnknown({ organisation, hosts }: Topology, before: Members): Problem[] {
  return formerMembers(hosts, before)
    .filter(({ login }) => login === undefined)
    .map(({ host, address, instances }) => {
      const units = instances.map(unitOf).join(' ')
      const details = { host, address, organisation, instances: instances.join(', '), units }
      return problem('record.former-host', details, { host }, 'warning')
    })
}

export function formerMembers(hosts: Topology['hosts'], before: Members): Members {
  return before.filter((one) => one.instances.length > 0 && !hosts.some((host) => isAt(host)(one)))
}

/** A host that was given another name is the same one. */
function isAt({ name, address }: Pick<Host, 'name' | 'address'>) {
  return (member: Member) => member.host === name || member.address === address
}

function stillThere(instances: readonly string[], facts: HostFacts | undefined): string[] {
  return instances.filter((name) => facts === undefined || isThere(name, facts))
}

/** What was set aside of one that was removed keeps its host as well. */
function isThere(instance: string, { units, receipts, installDirectory = [] }: HostFacts): boolean {
  return (
    units[unitOf(instance)] !== undefined ||
    receipts.some((one) => one.instance === instance && one.now !== undefined) ||
    (instance === RECEIVES && receipts.some(({ id }) => id === `run:host/${RECEIVER}`)) ||
    installDirectory.some((name) => name.startsWith(`.removed/${instance}-`))
  )
}
