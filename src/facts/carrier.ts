import { sh } from '../lib/command.js'
import { type Fact, NOT_ASKED } from './fact.js'
import type { CarrierFacts, RegisteredFighter } from './host-facts.js'
import { isRecord, type JsonRecord, jsonIn } from './json-answer.js'
import { labelled } from './labelled.js'
import type { Questions } from './questions.js'

/**
 * What the carrier's REST gateway says of itself: its place in the p2p network, the organisation it has joined as,
 * and the fighters it has found through Consul, which it looks for only once it has joined. Nothing without an answer.
 */
export function carrierFact(rest: Questions['carrier']): Fact<CarrierFacts | undefined> {
  return {
    command:
      rest === undefined
        ? NOT_ASKED
        : sh`
ask() {
  http GET ${rest.address} ${rest.port} "$2" || return 1
  printf '%s %s\\n' "$1" "\${answer//$'\\n'/ }"
}
ask node /carrier/v1/yarn/nodeInfo && {
  ask seeds /carrier/v1/yarn/seedList
  ask data /carrier/v1/yarn/dataNodeList
  ask compute /carrier/v1/yarn/jobNodeList
}`,
    parse(output) {
      const found = labelled(output)
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
    },
  }
}

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
