import { consulOf } from '../../roles/consul/facts.js'
import { type InstanceStatus, isTroubled } from '../../wizard/instance-status.js'
import type { LiveLook } from '../../wizard/live-look.js'
import { ageText } from '../measure-text.js'
import { fitSpans } from '../picture/fit-text.js'
import { SIGNS } from '../picture/glyphs.js'
import type { PictureLine, Span } from '../picture/picture.js'
import { printable } from '../printable.js'
import { muted, plain, type RunLook } from '../run/run-look.js'

export interface StatusHeadInput {
  readonly live: LiveLook
  readonly statuses: readonly InstanceStatus[]
  /** Of those that are connected to. */
  readonly hosts: number
  readonly nowMs: number
}

export const STATUS_HEAD_ROWS = 3

/** How many are well and how old that is, what Consul says, and what to do. */
export function statusHead(input: StatusHeadInput, look: RunLook): PictureLine[] {
  const rows = [healthRow(input, look), consulRow(input, look), adviceRow(input, look)]
  return rows.map((row) => fitSpans([plain(' '), ...row], look.columns, look.charset))
}

function healthRow({ live, statuses, hosts, nowMs }: StatusHeadInput, { say, charset }: RunLook): Span[] {
  const count = statuses.filter(({ state }) => state === 'healthy').length
  const isWell = !statuses.some(isTroubled)
  const answered = Object.keys(live.look.facts).length
  const age = ageText((nowMs - Date.parse(live.look.at)) / 1000, say)
  return [
    { text: SIGNS[charset].marks[isWell ? 'done' : 'failed'], meaning: isWell ? 'done' : 'failed' },
    { text: ` ${say('live.healthy', { count, all: statuses.length })}`, strong: true },
    ...(answered >= hosts
      ? []
      : [{ text: `  ${say('live.hosts', { count: answered, all: hosts })}`, meaning: 'failed' } as const]),
    muted(`  ${say('live.asked', { age })}${live.isAsking ? `, ${say('live.asking')}` : ''}`),
  ]
}

function consulRow({ live }: StatusHeadInput, { say }: RunLook): Span[] {
  const known = consulOf(live.look.facts)
  if (known === undefined) return [{ text: say('status.no-consul'), meaning: 'failed' }]
  const { leader, peers } = known
  if (leader === '') return [{ text: say('status.no-leader'), meaning: 'failed' }]
  return [plain(say('status.consul', { leader: printable(leader), peers: peers.length }))]
}

function adviceRow({ live, statuses, hosts }: StatusHeadInput, { say }: RunLook): Span[] {
  // To repair what cannot be reached would fail the same way.
  if (Object.keys(live.look.facts).length < hosts && live.look.problems.length + live.problems.length > 0)
    return [{ text: say('live.unanswered'), meaning: 'advice' }]
  if (!statuses.some(isTroubled)) return [muted(say('live.fine'))]
  return [{ text: say('live.repair'), meaning: 'advice' }]
}
