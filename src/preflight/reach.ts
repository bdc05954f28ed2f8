import type { HostFacts } from '../facts/host-facts.js'
import { occupiedPorts } from '../topology/occupied-ports.js'
import { hostOf, type Instance, instancesOf, type Topology } from '../topology/topology.js'
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
  const mine = wanted.filter((one) => isServedBy(one, topology, host))
  const own = new Set([
    ...topology.hosts.filter((one) => one.name === host).map((one) => one.address),
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
    return topology.hosts.some(({ name, address }) => {
      const there = facts[name]
      if (there === undefined || !isServedBy(one, topology, name)) return false
      const temporary = listening[name]?.some(({ port }) => port === one.port) ?? false
      return temporary || isHeld(there, one.to === 'via-external' ? address : one.address, one.port)
    })
  })
}

function betweenHosts(topology: Topology, { instance, uses }: PortUses): WantedReach[] {
  const target = hostOf(topology, instance)
  return uses
    .filter((use) => use.protocol === 'tcp')
    .flatMap((use) => {
      const dialers = topology.instances.filter(
        ({ role, host }) => use.from.includes(role) && host !== target.name,
      )
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

function isServedBy({ to }: WantedReach, topology: Topology, host: string): boolean {
  return (
    to === host || (to === 'via-external' && instancesOf(topology, 'via').some((via) => via.host === host))
  )
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
  const everywhere = ['0.0.0.0', '::', address]
  return facts.listeners.some(
    (one) => one.protocol === 'tcp' && one.port === port && everywhere.includes(one.address),
  )
}
