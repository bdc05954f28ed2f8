import { oncePer } from '../../lib/once-per.js'
import type { Simulation } from '../../rehearsal/simulation.js'
import type { Registration } from './rehearsed-agent.js'

/** A Consul server that runs. */
export interface ConsulServer {
  readonly node: string
  readonly address: string
  readonly ports: { readonly server: number; readonly serf: number }
  readonly expect: number
  /** `address:port` of the serf ports that it joins. */
  readonly joins: readonly string[]
  readonly gossip: Gossip
  /** Takes part in elections: some seconds after its start. */
  isVoter: boolean
  /** Had a leader before, by its data. */
  hasData: boolean
  readonly keys: Map<string, string>
  /** Those that have registered with this agent. */
  readonly services: Map<string, Registration>
  readonly save: () => void
}

/** How it talks to other servers. */
export interface Gossip {
  /** The first is the one that it encrypts with; none: it talks in clear. */
  keys: readonly string[]
  readonly encrypts: boolean
  readonly takesClear: boolean
  readonly save: () => void
}

/** Every one that runs. */
export const serversOf = oncePer((_: Simulation) => new Set<ConsulServer>())

/** Servers that know each other, the given one among them, in the order of their addresses. */
export function membersOf(simulation: Simulation, server: ConsulServer): ConsulServer[] {
  const members = new Set([server])
  for (let before = 0; before < members.size; ) {
    before = members.size
    for (const one of serversOf(simulation))
      if ([...members].some((known) => knows(known, one) || knows(one, known))) members.add(one)
  }
  const inReach = [...members].filter((one) => one === server || simulation.network.isPlugged(one.address))
  return inReach.sort((a, b) => a.address.localeCompare(b.address, 'en', { numeric: true }))
}

/** The first voter, once there are enough of them: all at the very first time, more than half ever after. */
export function leaderOf(simulation: Simulation, server: ConsulServer): ConsulServer | undefined {
  const voters = membersOf(simulation, server).filter(({ isVoter }) => isVoter)
  if (!voters.includes(server)) return undefined
  const enough = voters.some(({ hasData }) => hasData)
    ? voters.length > server.expect / 2
    : voters.length >= server.expect
  return enough ? voters[0] : undefined
}

/** Writes a key on every member. */
export function putKey(simulation: Simulation, server: ConsulServer, key: string, value: string): void {
  for (const member of membersOf(simulation, server)) {
    member.keys.set(key, value)
    member.hasData = true
    member.save()
  }
  simulation.changes.tell()
}

function knows(one: ConsulServer, other: ConsulServer): boolean {
  return one.joins.includes(`${other.address}:${other.ports.serf}`) && hears(one, other) && hears(other, one)
}

function hears({ gossip: to }: ConsulServer, { gossip: from }: ConsulServer): boolean {
  const [key] = from.keys
  if (key === undefined || !from.encrypts) return to.keys.length === 0 || to.takesClear
  return to.keys.includes(key)
}
