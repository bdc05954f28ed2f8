import type { HostFacts, Listener } from '../facts/host-facts.js'
import { groupBy } from '../lib/group-by.js'
import { oncePer } from '../lib/once-per.js'
import type { Reach } from '../roles/check.js'
import { closes, keptTables } from '../roles/firewall-table.js'
import { ROLES, serviceOf } from '../roles/index.js'
import { occupiedPorts, type PortUse, portsOf } from '../roles/ports.js'
import { hostOf, type Instance, instancesOf, instancesOn, type Topology } from '../topology/topology.js'

/** A connection that the organisation will need. */
export type WantedReach = Omit<Reach, 'result'>

/** Where a connection goes that comes in by an instance's external address. */
export const OUTSIDE = 'via-external'
/** What others run and this organisation dials: nobody of ours has to listen there. */
const OUTSIDERS: ReadonlySet<string> = new Set(['data-center', 'database'])

export interface PortUses {
  readonly instance: Instance
  readonly uses: readonly PortUse[]
}

export interface Endpoint {
  readonly address: string
  readonly port: number
}

/**
 * Every TCP connection between hosts that must work, each once: all pairs that talk, the data center from the
 * carrier's host, a database that others run from the admin's, and via's external address from the fighters' hosts. Of a range its first and last port.
 */
export function wantedReach(topology: Topology, portUses: readonly PortUses[]): WantedReach[] {
  const wanted = [
    ...portUses.flatMap((one) => betweenHosts(topology, one)),
    ...topology.instances.flatMap((instance) => toOutside(topology, instance)),
    ...portUses.flatMap((one) => fromOutside(topology, one)),
  ]
  const known = new Set<string>()
  return wanted.filter(({ from, address, port }) => {
    const key = `${from} ${address} ${port}`
    return known.has(key) ? false : known.add(key)
  })
}

/**
 * Where a host has to listen for a moment, so that others can try: the planned ports that nobody holds there
 * now, nor is about to. For via also on its external address, when the host itself has that.
 */
export function listenTargets(
  wanted: readonly WantedReach[],
  topology: Topology,
  facts: HostFacts,
  host: string,
): Endpoint[] {
  const told = hostsByOutside(instancesOn(topology, host))
  const outer =
    told.size === 0 ? [] : (byTarget(wanted).get(OUTSIDE) ?? []).filter((one) => told.has(outsideOf(one)))
  const { address: usual } = hostOf(topology, { host })
  const own = new Set([usual, ...facts.identity.addresses.map(({ address }) => address)])
  const starting = portsOfStarted(topology, facts, host)
  const free = [...(byTarget(wanted).get(host) ?? []), ...outer]
    .filter(({ port }) => !starting.has(port))
    .map(({ address, port }) => ({ address: own.has(address) ? address : usual, port }))
    .filter(({ address, port }) => !isHeld(facts, address, port))
  return [...new Map(free.map((one) => [outsideOf(one), one])).values()]
}

/**
 * Those of the wanted connections that can be judged: somebody answers at the other end, be it a temporary
 * listener or the service itself. `listening`: by host, what `parseListening` told.
 */
export function answerable(
  wanted: readonly WantedReach[],
  topology: Topology,
  facts: Readonly<Record<string, HostFacts>>,
  listening: Readonly<Record<string, readonly Endpoint[]>>,
): WantedReach[] {
  const tables = topology.firewall === 'managed' ? keptTables(topology, facts) : {}
  return wanted.filter((one) => {
    if (facts[one.from] === undefined) return false
    // It is let in before anything needs it, and that is proven then.
    const table = tables[one.to]
    const { address } = hostOf(topology, { host: one.from })
    if (table !== undefined && closes(table, 'tcp', one.port, address)) return false
    if (OUTSIDERS.has(one.to)) return true
    const answering = one.to === OUTSIDE ? hostsBehind(topology, one) : [one.to]
    return answering.some((name) => {
      const there = facts[name]
      if (there === undefined) return false
      const temporary = listening[name]?.some(({ port }) => port === one.port) ?? false
      const address = one.to === OUTSIDE ? hostOf(topology, { host: name }).address : one.address
      return temporary || isHeld(there, address, one.port)
    })
  })
}

/** The hosts that a connection from outside is led to; several addresses may be one router's. */
export function hostsBehind({ instances }: Topology, outside: Endpoint): string[] {
  return (hostsByOutside(instances).get(outsideOf(outside)) ?? []).map(({ host }) => host)
}

function betweenHosts(topology: Topology, { instance, uses }: PortUses): WantedReach[] {
  const target = hostOf(topology, instance)
  return uses
    .filter((use) => use.protocol === 'tcp')
    .flatMap((use) => {
      const roles = ROLES.filter((role) => use.from.includes(role))
      const dialers = roles
        .flatMap((role) => instancesOf(topology, role))
        .filter(({ host }) => host !== target.name)
      const ports = use.to === undefined ? [use.port] : [use.port, use.to]
      const { name: to, address } = target
      const purpose = `${instance.name} ${use.purpose}`
      return dialers.flatMap(({ host: from }) => ports.map((port) => ({ from, to, address, port, purpose })))
    })
}

/** What others of the network run, and this instance dials. */
function toOutside(topology: Topology, instance: Instance): WantedReach[] {
  const dialled = serviceOf(instance).dials?.({ topology, instance }) ?? []
  return dialled.map(({ who: to, address, port }) => ({
    ...{ from: instance.host, to, address, port },
    purpose: to.replace('-', ' '),
  }))
}

/** Roles that are told the external address of one of our own instances have to get there too. */
function fromOutside(topology: Topology, { instance, uses }: PortUses): WantedReach[] {
  const { role, externalAddress: address } = instance
  if (address === undefined) return []
  return uses.flatMap(({ port, setting }) =>
    topology.instances
      .filter((one) => setting.toldTo?.includes(one.role))
      .map(({ host: from }) => ({ from, to: OUTSIDE, address, port, purpose: `${role} from outside` })),
  )
}

// There are as many connections as hosts, and each host looks for its own.
const byTarget = oncePer((wanted: readonly WantedReach[]) => groupBy(wanted, ({ to }) => to))

/** By external address and port: the hosts of the instances that others are told that of. */
const hostsByOutside = oncePer((instances: readonly Instance[]) => {
  const told = instances.flatMap((instance) => {
    const { externalAddress: address, host } = instance
    if (address === undefined) return []
    const ports = portsOf(instance).filter(({ setting }) => setting.toldTo !== undefined)
    return ports.map(({ port }) => ({ outside: outsideOf({ address, port }), host }))
  })
  return groupBy(told, ({ outside }) => outside)
})

function outsideOf({ address, port }: Endpoint): string {
  return `${address}:${port}`
}

/**
 * Ports of services that were started: one that has not opened its port yet would find ours there, and some hang
 * for ever then instead of ending.
 */
function portsOfStarted(topology: Topology, facts: HostFacts, host: string): ReadonlySet<number> {
  const ports = occupiedPorts(topology, hostOf(topology, { host })).flatMap(({ owner, port, to }) => {
    if (typeof owner === 'string') return []
    const state = facts.units[`metis-${owner.name}.service`]?.active
    return state === 'active' || state === 'activating' ? [port, to] : []
  })
  return new Set(ports)
}

/** Somebody listens on that TCP port at that address, or at all addresses. */
function isHeld(facts: HostFacts, address: string, port: number): boolean {
  const held = heldAt(facts.listeners).get(port) ?? []
  return held.some((at) => at === '0.0.0.0' || at === '::' || at === address)
}

/** By TCP port: the addresses at which somebody listens there. */
const heldAt = oncePer((listeners: readonly Listener[]) => {
  const tcp = listeners.filter(({ protocol }) => protocol === 'tcp')
  return new Map(
    [...groupBy(tcp, ({ port }) => port)].map(([port, at]) => [port, at.map(({ address }) => address)]),
  )
})
