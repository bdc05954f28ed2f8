import type { ConsulFacts } from '../facts/host-facts.js'
import type { Word } from '../i18n/en/words.js'
import { consoleAddress } from '../roles/admin/console-address.js'
import { ADMIN } from '../roles/admin/settings.js'
import { CARRIER } from '../roles/carrier/settings.js'
import { CONSUL } from '../roles/consul/settings.js'
import { VIA } from '../roles/via/settings.js'
import type { Release } from '../topology/release.js'
import { instanceId, instancesOf, type Topology } from '../topology/topology.js'
import { type InstanceStatus, instanceStatus, isTroubled } from './instance-status.js'
import type { Look } from './workbench.js'

/** One thing that was asked of the services: `open` is for what comes later, or only others can bring about. */
export interface Proof {
  readonly state: 'ok' | 'open' | 'failed'
  readonly word: Word
  readonly values: Readonly<Record<string, string | number>>
}

export interface Installed {
  readonly topology: Topology
  readonly release: Release
}

/** Whether it works, as the services themselves tell. `says` of services is not made printable yet. */
export function proofsOf({ topology, release }: Installed, look: Look): Proof[] {
  const statuses = statusesOf({ topology, release }, look)
  return [
    ...instances(statuses),
    consul(topology, look),
    ...carrier(topology, look),
    ...consoles(topology, statuses),
    ...vias(topology, statuses),
    ...fighters(topology, look, statuses),
  ]
}

export function statusesOf({ topology, release }: Installed, { facts, at }: Look): InstanceStatus[] {
  const nowMs = Date.parse(at)
  return topology.instances.map((instance) => instanceStatus({ topology, release, facts }, instance, nowMs))
}

/** What the agents say; of several the one that knows a leader. */
export function consulOf({ facts }: Look): ConsulFacts | undefined {
  const agents = Object.values(facts).flatMap((one) => (one.consul === undefined ? [] : [one.consul]))
  return agents.find(({ leader }) => leader !== '') ?? agents[0]
}

function instances(statuses: readonly InstanceStatus[]): Proof[] {
  const ill = statuses.filter(isTroubled)
  const asked = statuses.filter(({ state }) => state !== 'by-hand')
  const values = { healthy: asked.length - ill.length, all: asked.length }
  return [
    { state: ill.length === 0 ? 'ok' : 'failed', word: 'proof.instances', values },
    ...ill.map(({ instance, host, state, says }): Proof => {
      const name = instanceId({ name: instance, host })
      if (state === 'unreachable' || state === 'absent')
        return { state: 'failed', word: `proof.instance.${state}`, values: { instance: name } }
      return { state: 'failed', word: 'proof.instance', values: { instance: name, says } }
    }),
  ]
}

function consul(topology: Topology, look: Look): Proof {
  const known = consulOf(look)
  const all = instancesOf(topology, CONSUL).length
  if (known === undefined || known.leader === '')
    return { state: 'failed', word: 'proof.no-leader', values: {} }
  const alive = known.peers.filter((peer) => peer.endsWith(' alive')).length
  const values = { leader: known.leader, alive, all }
  return { state: alive >= all ? 'ok' : 'failed', word: 'proof.consul', values }
}

function carrier(topology: Topology, { facts }: Look): Proof[] {
  const [instance] = instancesOf(topology, CARRIER)
  if (instance === undefined) return []
  const { host, externalAddress, ports } = instance
  const known = own(facts, host)?.carrier
  if (known === undefined || known.enr === '')
    return [{ state: 'failed', word: 'proof.carrier.silent', values: { host } }]
  const address = `${externalAddress}:${ports.p2pTcp}`
  // It writes its address with the port of discovery, which nobody can dial.
  const isAsPlanned = known.multiAddress.startsWith(`/ip4/${externalAddress}/udp/${ports.p2pUdp}/`)
  const { peers, seeds, name } = known
  return [
    isAsPlanned
      ? { state: 'ok', word: 'proof.carrier', values: { address } }
      : {
          state: 'failed',
          word: 'proof.carrier.other-address',
          values: { address, told: known.multiAddress },
        },
    peers > 0
      ? { state: 'ok', word: 'proof.peers', values: { peers } }
      : { state: 'open', word: seeds.all === 0 ? 'proof.peers.first' : 'proof.peers.none', values: {} },
    known.identity === ''
      ? { state: 'open', word: 'proof.not-joined', values: {} }
      : { state: 'ok', word: 'proof.joined', values: { name } },
  ]
}

function consoles(topology: Topology, statuses: readonly InstanceStatus[]): Proof[] {
  return instancesOf(topology, ADMIN).map((admin) => {
    const values = { address: consoleAddress(topology, admin) }
    return { state: healthOf(statuses, admin), word: 'proof.console', values }
  })
}

function vias(topology: Topology, statuses: readonly InstanceStatus[]): Proof[] {
  return instancesOf(topology, VIA).map((via) => {
    const values = { address: `${via.externalAddress}:${via.ports.via}` }
    return { state: healthOf(statuses, via), word: 'proof.via', values }
  })
}

/** The carrier looks for them only once the organisation has joined, and then within seconds. */
function fighters(topology: Topology, { facts }: Look, statuses: readonly InstanceStatus[]): Proof[] {
  const all = topology.instances.filter(({ role }) => role === 'data' || role === 'compute')
  if (all.length === 0) return []
  const healthy = all.filter((instance) => healthOf(statuses, instance) === 'ok').length
  const isTold = all.every((instance) => healthOf(statuses, instance) !== 'open')
  const registered: Proof = {
    state: healthy === all.length ? 'ok' : isTold ? 'failed' : 'open',
    word: 'proof.fighters',
    values: { healthy, all: all.length },
  }
  const [instance] = instancesOf(topology, CARRIER)
  const known = instance === undefined ? undefined : own(facts, instance.host)?.carrier
  if (known === undefined || known.identity === '') return [registered]
  const connected = known.fighters.filter((fighter) => fighter.connected).length
  return [
    registered,
    {
      state: connected >= all.length ? 'ok' : 'open',
      word: 'proof.fighters.known',
      values: { connected, all: all.length },
    },
  ]
}

/** Of an instance that is set up by hand nothing can be asked from here. */
function healthOf(
  statuses: readonly InstanceStatus[],
  { name, host }: { name: string; host: string },
): Proof['state'] {
  const state = statuses.find((one) => one.instance === name && one.host === host)?.state
  if (state === 'by-hand') return 'open'
  return state === 'healthy' ? 'ok' : 'failed'
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
