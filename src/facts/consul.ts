import { sh } from '../lib/command.js'
import { type Fact, NOT_ASKED } from './fact.js'
import type { ConsulFacts } from './host-facts.js'
import { isRecord, type JsonRecord, jsonIn } from './json-answer.js'
import { labelled } from './labelled.js'
import type { Questions } from './questions.js'

const MEMBER_STATUS = ['none', 'alive', 'leaving', 'left', 'failed']

/** What the agent at an address knows: leader, members, our keys, and the services registered with it; nothing without one that answers. */
export function consulFact(agent: Questions['consul']): Fact<ConsulFacts | undefined> {
  return {
    command:
      agent === undefined
        ? NOT_ASKED
        : sh`
ask() {
  http GET ${agent.address} ${agent.port} "$2"
  [ "$?" -ne 7 ] && printf '%s %s\\n' "$1" "\${answer//$'\\n'/ }"
}
ask leader /v1/status/leader && {
  ask members /v1/agent/members
  ask keys '/v1/kv/metis/?recurse'
  ask services /v1/agent/services
  ask checks /v1/agent/checks
}`,
    parse(output) {
      const found = labelled(output)
      if (found.leader === undefined) return undefined
      const leader = jsonIn(found.leader)
      return {
        leader: typeof leader === 'string' ? leader : '',
        peers: records(found.members).map(peer),
        kv: Object.fromEntries(records(found.keys).map(keyAndValue)),
        services: services(jsonIn(found.services), records(found.checks)),
      }
    },
  }
}

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
