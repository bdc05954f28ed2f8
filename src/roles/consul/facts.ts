import { isRecord, type JsonRecord, jsonIn, labelled } from '../../facts/answer.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { Asked } from '../../facts/questions.js'
import { oncePer } from '../../lib/once-per.js'
import { operatorFile } from '../consul-token.js'
import type { ServiceInput } from '../service.js'
import type { ConsulInstance } from './settings.js'

export interface ConsulFacts {
  /** `10.0.0.1:8200`, empty without a leader. */
  readonly leader: string
  /** Serf members known to this agent, `name address status`. */
  readonly peers: readonly string[]
  /** Keys below `metis/`, decoded. */
  readonly kv: Readonly<Record<string, string>>
  /** Services on this agent: id to the worst status of its checks. */
  readonly services: Readonly<Record<string, 'passing' | 'warning' | 'critical'>>
  /** How the tokens are described that it knows; absent: it knows none, or tells nobody. */
  readonly tokens?: readonly string[]
}

export function asked(input: ServiceInput<ConsulInstance>): Readonly<Record<string, Asked>> {
  const { topology, host, instance } = input
  const paths = topology.acl === 'on' ? [...PATHS, TOKENS] : PATHS
  return {
    consul: { address: host.address, port: instance.ports.http, paths, token: operatorFile(topology) },
  }
}

const PATHS = [
  ['leader', '/v1/status/leader'],
  ['members', '/v1/agent/members'],
  ['keys', '/v1/kv/metis/?recurse'],
  ['services', '/v1/agent/services'],
  ['checks', '/v1/agent/checks'],
] as const
const TOKENS = ['tokens', '/v1/acl/tokens'] as const

/** What the agent on a host knows; undefined where there is none that answers. */
export const consulFacts = oncePer(({ told }: Pick<HostFacts, 'told'>): ConsulFacts | undefined => {
  const found = labelled(told?.consul ?? '')
  if (found.leader === undefined) return undefined
  const leader = jsonIn(found.leader)
  const tokens = jsonIn(found.tokens)
  return {
    leader: typeof leader === 'string' ? leader : '',
    peers: records(found.members).map(peer),
    kv: Object.fromEntries(records(found.keys).map(keyAndValue)),
    services: services(jsonIn(found.services), records(found.checks)),
    ...(Array.isArray(tokens)
      ? { tokens: tokens.filter(isRecord).map(({ Description }) => String(Description)) }
      : {}),
  }
})

/** What the agents of an organisation say; of several the one that knows a leader. */
export function consulOf(facts: Readonly<Record<string, HostFacts>>): ConsulFacts | undefined {
  const agents = Object.values(facts).flatMap((one) => consulFacts(one) ?? [])
  return agents.find(({ leader }) => leader !== '') ?? agents[0]
}

const MEMBER_STATUS = ['none', 'alive', 'leaving', 'left', 'failed']

function peer(member: JsonRecord): string {
  return `${member.Name} ${member.Addr} ${MEMBER_STATUS[Number(member.Status)] ?? 'none'}`
}

function keyAndValue(entry: JsonRecord): [string, string] {
  const value = typeof entry.Value === 'string' ? entry.Value : ''
  return [String(entry.Key), Buffer.from(value, 'base64').toString('utf8')]
}

function services(registered: unknown, checks: readonly JsonRecord[]): ConsulFacts['services'] {
  if (!isRecord(registered)) return {}
  return Object.fromEntries(Object.keys(registered).map((id) => [id, worst(checks, id)]))
}

function worst(checks: readonly JsonRecord[], service: string): ConsulFacts['services'][string] {
  const status = checks.filter((check) => check.ServiceID === service).map((check) => check.Status)
  if (status.some((one) => one !== 'passing' && one !== 'warning')) return 'critical'
  return status.includes('warning') ? 'warning' : 'passing'
}

/** The members of an array or of an object; nothing for anything else. */
function records(text: string | undefined): readonly JsonRecord[] {
  const value = jsonIn(text)
  return (Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []).filter(isRecord)
}
