import type { HostFacts, Listener } from '../facts/host-facts.js'
import { groupBy } from '../lib/group-by.js'
import { oncePer } from '../lib/once-per.js'
import { occupiedPorts } from '../org-file/occupied-ports.js'
import { ROLES } from '../topology/roles.js'
import { hostOf, type Instance, instancesOf, instancesOn, type Topology } from '../topology/topology.js'
import type { Reach } from './check.js'

/** A connection that the organisation will need. */
export type WantedReach = Omit<Reach, 'result'>

/** What an instance listens on, as its service tells it (`PortUse`). */
export interface PortUses {
  readonly instance: Instance
  readonly uses: readonly {
    readonly port: number
    /** Last port of a range. */
    readonly to?: number
    readonly protocol: 'tcp' | 'udp'
    readonly purpose: string
    /** Roles whose hosts must reach the port; other words (`world`, `itself`) are nobody's host. */
    readonly from: readonly string[]
  }[]
}

export interface Endpoint {
  readonly address: string
  readonly port: number
}

/**
 * Every TCP connection between hosts that must work, each once: all pairs that talk, the data center from the
 * carrier's host, and via's external address from the fighters' hosts. Of a range its first and last port.
 */
export function wantedReach(topology: Topology, portUses: readonly PortUses[]): WantedReach[] {
  const wanted = [
    ...portUses.flatMap((one) => betweenHosts(topology, one)),
    ...instancesOf(topology, 'carrier').map(({ host }) => toDataCenter(topology, host)),
    ...viaFromOutside(topology),
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
  const places = isOfVia(topology, host) ? [host, 'via-external'] : [host]
  const mine = places.flatMap((to) => byTarget(wanted).get(to) ?? [])
  const own = new Set([
    hostOf(topology, { host }).address,
    ...facts.identity.addresses.map((one) => one.address),
  ])
  const starting = portsOfStarted(topology, facts, host)
  const free = mine
    .filter(({ port }) => !starting.has(port))
    .flatMap(({ address, port }) =>
      [own.has(address) ? address : hostOf(topology, { host }).address]
        .filter((at) => !isHeld(facts, at, port))
        .map((at) => ({ address: at, port })),
    )
  return [...new Map(free.map((one) => [`${one.address}:${one.port}`, one])).values()]
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
  return wanted.filter((one) => {
    if (facts[one.from] === undefined) return false
    if (one.to === 'data-center') return true
    const answering = one.to === 'via-external' ? hostsOfVia(topology) : [one.to]
    return answering.some((name) => {
      const there = facts[name]
      if (there === undefined) return false
      const temporary = listening[name]?.some(({ port }) => port === one.port) ?? false
      const address = one.to === 'via-external' ? hostOf(topology, { host: name }).address : one.address
      return temporary || isHeld(there, address, one.port)
    })
  })
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

function toDataCenter({ network }: Topology, from: string): WantedReach {
  return { from, to: 'data-center', ...network.dataCenter, purpose: 'data center' }
}

function viaFromOutside(topology: Topology): WantedReach[] {
  const fighters = topology.instances.filter(({ role }) => role === 'data' || role === 'compute')
  return instancesOf(topology, 'via').flatMap((via) =>
    fighters.map(({ host: from }) => ({
      from,
      to: 'via-external',
      address: via.externalAddress,
      port: via.ports.via,
      purpose: 'via from outside',
    })),
  )
}

// There are as many connections as hosts, and each host looks for its own.
const byTarget = oncePer((wanted: readonly WantedReach[]) => groupBy(wanted, ({ to }) => to))

function isOfVia(topology: Topology, host: string): boolean {
  return instancesOn(topology, host).some(({ role }) => role === 'via')
}

function hostsOfVia(topology: Topology): string[] {
  return instancesOf(topology, 'via').map(({ host }) => host)
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
