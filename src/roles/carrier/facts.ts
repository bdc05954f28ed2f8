import { isRecord, type JsonRecord, jsonIn, labelled } from '../../facts/answer.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { Asked } from '../../facts/questions.js'
import { oncePer } from '../../lib/once-per.js'
import type { Role } from '../../topology/topology.js'
import type { ServiceInput } from '../service.js'
import type { CarrierInstance } from './settings.js'

/** What a carrier says of itself. */
export interface CarrierFacts {
  /** Of the organisation that it has joined the network as; empty until somebody joins in the console. */
  readonly identity: string
  /** The name that it has joined with; empty until then. */
  readonly name: string
  /** Its record for other nodes, `enr:…`; empty while it is not in the p2p network. */
  readonly enr: string
  /** `/ip4/203.0.113.1/udp/10035/p2p/16Uiu2HA…` */
  readonly multiAddress: string
  /** Peers connected, or being connected. */
  readonly peers: number
  /** Nodes that it was told to begin with. */
  readonly seeds: { readonly all: number; readonly connected: number }
  /** Data and compute services that it has found through Consul; it looks for them once it has joined. */
  readonly fighters: readonly RegisteredFighter[]
}

export interface RegisteredFighter {
  readonly role: Role
  /** `dataService_10.0.0.7_8700` */
  readonly id: string
  readonly address: string
  readonly connected: boolean
}

/** Its REST gateway. */
export function asked({ host, instance }: ServiceInput<CarrierInstance>): Readonly<Record<string, Asked>> {
  return { carrier: { address: host.address, port: instance.ports.rest, paths: PATHS } }
}

const PATHS = [
  ['node', '/carrier/v1/yarn/nodeInfo'],
  ['seeds', '/carrier/v1/yarn/seedList'],
  ['data', '/carrier/v1/yarn/dataNodeList'],
  ['compute', '/carrier/v1/yarn/jobNodeList'],
] as const

/** What the carrier on a host says; undefined where there is none that answers. */
export const carrierFacts = oncePer(({ told }: Pick<HostFacts, 'told'>): CarrierFacts | undefined => {
  const found = labelled(told?.carrier ?? '')
  const node = recordIn(jsonIn(found.node), 'information')
  if (node === undefined) return undefined
  const seeds = listIn(jsonIn(found.seeds), 'nodes')
  return {
    identity: text(node.identityId),
    name: text(node.name),
    enr: text(node.localBootstrapNode),
    multiAddress: text(node.localMultiAddr),
    peers: Number(node.relatePeers) || 0,
    seeds: {
      all: seeds.length,
      connected: seeds.filter((seed) => seed.connState === CONNECTED).length,
    },
    fighters: [...fighters('data', jsonIn(found.data)), ...fighters('compute', jsonIn(found.compute))],
  }
})

const CONNECTED = 'ConnState_Connected'

function fighters(role: RegisteredFighter['role'], answer: unknown): RegisteredFighter[] {
  return listIn(answer, 'nodes')
    .map((node) => recordIn(node, 'nodeDetail') ?? {})
    .map((node) => ({
      role,
      id: text(node.id),
      address: `${text(node.internalIp)}:${text(node.internalPort)}`,
      connected: node.connState === CONNECTED,
    }))
}

function listIn(answer: unknown, key: string): JsonRecord[] {
  const list = isRecord(answer) ? answer[key] : undefined
  return Array.isArray(list) ? list.filter(isRecord) : []
}

function recordIn(answer: unknown, key: string): JsonRecord | undefined {
  const value = isRecord(answer) ? answer[key] : undefined
  return isRecord(value) ? value : undefined
}

/** A port may come as a number or as text. */
function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
