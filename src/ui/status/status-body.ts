import stringWidth from 'string-width'
import type { Problem } from '../../errors/problem.js'
import { explain } from '../../i18n/explain.js'
import { atWorkOn } from '../../preflight/checks/at-work.js'
import { consulOf } from '../../roles/consul/facts.js'
import { instanceId } from '../../topology/topology.js'
import { type InstanceStatus, isTroubled } from '../../wizard/instance-status.js'
import type { LiveFacts } from '../../wizard/live-facts.js'
import { STATE_MARKS } from '../../wizard/status-map.js'
import { listWindow } from '../list-window.js'
import { ageText } from '../measure-text.js'
import { fitSpans, muted, type PictureLine, SIGNS, type Span } from '../picture/span.js'
import { markSpan, paneTabs, paneTitle, plain, type RunLook, tabsOf } from '../run/pane-rows.js'
import { pad, printable, wrap } from '../text.js'
import { restartDueText } from './restart-due-text.js'

export const STATUS_PANES = ['picture', 'instances', 'problems'] as const
export type StatusPane = (typeof STATUS_PANES)[number]

export interface StatusBodyInput {
  readonly head: readonly PictureLine[]
  readonly picture: readonly PictureLine[]
  readonly statuses: readonly InstanceStatus[]
  /** Id of the instance that is pointed at. */
  readonly focus?: string
  readonly pane: StatusPane
  readonly problems: number
  /** Which of them is shown, from 1. */
  readonly problem: number
  /** Its card, painted, from the first row that is seen. */
  readonly card: readonly string[]
  readonly rows: number
}

type Line = string | PictureLine

/** From 34 rows on the picture and the list are seen together. `listRows` are those of the list, and of cards. */
export function statusLayout(rows: number, instances: number) {
  const rest = rows - STATUS_HEAD_ROWS - 1
  if (rest < 30) return { isTall: false, pictureRows: rest, listRows: rest }
  const listRows = Math.min(Math.floor(rest * 0.4), Math.max(8, instances))
  return { isTall: true, pictureRows: rest - listRows - 1, listRows }
}

/** Everything between header and hint line, exactly `rows` rows. */
export function statusBody(input: StatusBodyInput, look: RunLook): Line[] {
  const { pane, picture, problems } = input
  const { say } = look
  const { isTall, pictureRows, listRows } = statusLayout(input.rows, input.statuses.length)
  const isBad = pane === 'problems'
  const list = isBad ? input.card.slice(0, listRows) : statusRows(input, listRows, look)
  const title = isBad
    ? say('live.problem-of', { number: input.problem, count: problems })
    : say('live.pane.instances')
  const wrong = { pane: 'problems', count: problems } as const
  const body: Line[] = isTall
    ? [
        paneTitle(say('live.pane.picture'), pane === 'picture', look),
        ...Array.from({ length: pictureRows }, (_, i) => picture[i] ?? ''),
        paneTitle(title, pane !== 'picture', look),
        ...list,
      ]
    : [
        paneTabs(
          tabsOf(STATUS_PANES, pane, wrong, (id) => say(`live.pane.${id}`)),
          look,
        ),
        ...(pane === 'picture' ? picture : list),
      ]
  const lines = [...input.head, ...body]
  return Array.from({ length: input.rows }, (_, i) => lines[i] ?? '')
}

/** `▸● carrier@h1  healthy  3d 4h  passing in Consul`: of many instances those around the focused one. */
function statusRows({ statuses, focus }: StatusBodyInput, rows: number, look: RunLook): PictureLine[] {
  const idOf = ({ instance, host }: InstanceStatus) => instanceId({ name: instance, host })
  const at = statuses.findIndex((status) => idOf(status) === focus)
  const { shown, place } = listWindow(statuses, at, rows, look.say)
  const states = shown.map(({ state }) => look.say(`status.${state}`))
  const ages = shown.map((status) =>
    status.runningSeconds === undefined ? '' : ageText(status.runningSeconds, look.say),
  )
  const width = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => stringWidth(text)))
  const widths = {
    id: Math.min(32, width(shown.map((status) => printable(idOf(status))))),
    state: width(states),
    age: width(ages),
  }
  const lines = shown.map((status, i) => {
    const id = idOf(status)
    const mark = markSpan(STATE_MARKS[status.state], look)
    const isFocused = id === focus
    const row: Span[] = [
      { text: isFocused ? SIGNS[look.charset].pointer : ' ', strong: true },
      mark,
      { text: ` ${pad(printable(id), widths.id)}  `, strong: isFocused },
      { ...mark, text: pad(states[i] ?? '', widths.state) },
      muted(`  ${pad(ages[i] ?? '', widths.age, 'right')}  `),
      ...(status.restarts > 0 ? [plain(look.say('live.restarts', { count: status.restarts }))] : []),
      plain(saysOf(status, look)),
    ]
    return fitSpans(row, look.columns, look.charset)
  })
  return [...lines, ...(place.length > 0 ? place : wholeOf(statuses[at], rows - lines.length, look))]
}

/** All of what the focused instance says, where a row had no room for it and there are rows left. */
function wholeOf(status: InstanceStatus | undefined, rows: number, look: RunLook): PictureLine[] {
  const says = status === undefined ? '' : saysOf(status, look)
  if (stringWidth(says) <= look.columns / 3) return []
  const lines = wrap(says, look.columns - 4).map((line): PictureLine => [muted(`   ${line}`)])
  return lines.length + 1 > rows ? [] : [[], ...lines]
}

/** What the service says, or what is wrong with it although it says that all is well. */
function saysOf({ says, outlivedBy, restartDue }: InstanceStatus, { say }: RunLook): string {
  if (outlivedBy !== undefined) return say('status.outlived-by', { by: printable(outlivedBy) })
  if (restartDue === undefined) return printable(says)
  return `${say('status.due.short')}: ${restartDueText(restartDue, say)}; ${printable(says)}`
}

interface StatusHeadInput {
  readonly live: LiveFacts
  readonly statuses: readonly InstanceStatus[]
  /** What is to be looked after first comes first. */
  readonly problems: readonly Problem[]
  /** Of those that are connected to. */
  readonly hosts: number
  readonly nowMs: number
  /** What is said where all is well. */
  readonly advice?: Span
}

const STATUS_HEAD_ROWS = 3

/** How many are well and how old that is, what Consul says, and what to do. */
export function statusHead(input: StatusHeadInput, look: RunLook): PictureLine[] {
  const rows = [healthRow(input, look), consulRow(input, look), adviceRow(input, look)]
  return rows.map((row) => fitSpans([plain(' '), ...row], look.columns, look.charset))
}

function healthRow({ live, statuses, hosts, nowMs }: StatusHeadInput, look: RunLook): Span[] {
  const { say } = look
  const count = statuses.filter(({ state }) => state === 'healthy').length
  const mark = statuses.some(isTroubled) ? 'failed' : 'done'
  const answered = Object.keys(live.gathered.facts).length
  const age = ageText((nowMs - Date.parse(live.gathered.at)) / 1000, say)
  return [
    markSpan(mark, look),
    { text: ` ${say('live.healthy', { count, all: statuses.length })}`, strong: true },
    ...(answered >= hosts
      ? []
      : [{ text: `  ${say('live.hosts', { count: answered, all: hosts })}`, meaning: 'failed' } as const]),
    muted(`  ${say('live.asked', { age })}${live.isAsking ? `, ${say('live.asking')}` : ''}`),
  ]
}

function consulRow({ live }: StatusHeadInput, { say }: RunLook): Span[] {
  const known = consulOf(live.gathered.facts)
  if (known === undefined) return [{ text: say('status.no-consul'), meaning: 'failed' }]
  const { leader, peers } = known
  if (leader === '') return [{ text: say('status.no-leader'), meaning: 'failed' }]
  return [plain(say('status.consul', { leader: printable(leader), peers: peers.length }))]
}

function adviceRow(
  { live, statuses, hosts, problems, advice }: StatusHeadInput,
  { say, language }: RunLook,
): Span[] {
  const [atWork] = Object.entries(live.gathered.facts).flatMap(([host, { hold }]) => atWorkOn(host, hold))
  if (atWork !== undefined) return [{ text: printable(explain(atWork, language).what), meaning: 'warning' }]
  // To repair what cannot be reached would fail the same way.
  if (
    Object.keys(live.gathered.facts).length < hosts &&
    live.gathered.problems.length + live.problems.length > 0
  )
    return [{ text: say('live.unanswered'), meaning: 'advice' }]
  if (advice !== undefined) return [advice]
  if (!statuses.some(isTroubled)) {
    const [worst] = problems.filter(({ severity }) => severity !== 'advice')
    if (worst === undefined) return [muted(say('live.fine'))]
    const [first = ''] = explain(worst, language).fix.split('\n')
    return [{ text: say('status.first', { fix: printable(first) }), meaning: 'warning' }]
  }
  return [{ text: say('live.repair'), meaning: 'advice' }]
}
