import type { Problem } from '../../src/errors/problem.js'
import type { Say } from '../../src/i18n/say.js'
import type { Charset } from '../../src/ui/charset.js'
import type { Meaning } from '../../src/ui/colour.js'
import { windowStart } from '../../src/ui/list-window.js'
import { fitText, MARK_MEANING, oneLine, SIGNS } from '../../src/ui/picture/span.js'
import { textWidth } from '../../src/ui/picture/text-width.js'
import type { Look } from '../../src/ui/screen/hooks.js'
import { pad } from '../../src/ui/text.js'
import { stageResult } from '../../src/wizard/probe/probe-board.js'
import type { ProbeStage } from '../../src/wizard/workbench.js'
import type { HostState } from './machines-now.js'

const STAGES = [
  ['reach', 4],
  ['host-key', 4],
  ['login', 5],
  ['sudo', 4],
] as const
/** Each with its width. */
const NARROW = [
  ['name', 8],
  ['address', 15],
  ...STAGES,
  ['system', 12],
  ['cores', 3],
  ['memory', 4],
  ['disk', 4],
  ['clock', 4],
] as const
const WIDE = [
  ['name', 14],
  ['login-as', 26],
  ...STAGES,
  ['system', 14],
  ['cores', 3],
  ['memory', 5],
  ['disk', 5],
  ['clock', 6],
] as const
type ColumnId = (typeof NARROW | typeof WIDE)[number][0] | 'state'
const RIGHT: readonly ColumnId[] = ['cores', 'memory', 'disk']

/** From here on there is room for whole logins, and for what each host is doing. */
const WIDE_FROM = 116

/** A title and as many hosts as there is room for, the selected one among them. `rows`: with the title. */
export function hostTable(states: readonly HostState[], selected: string | undefined, look: Look): string[] {
  const { say, paint, charset } = look
  const used = WIDE.reduce((sum, [, width]) => sum + width + 1, 3)
  const columns = look.columns < WIDE_FROM ? NARROW : [...WIDE, ['state', look.columns - used - 1] as const]
  const room = Math.max(1, look.rows - 1)
  const at = states.findIndex(({ host }) => host.name === selected)
  const first = windowStart(states.length, at, room)
  const shown = states.slice(first, first + room)
  const title = columns.map(([id, width]) => inColumn(id, say(`machines.column.${id}`), width, charset))
  const place =
    shown.length === states.length
      ? ''
      : say('screen.rows', { first: first + 1, last: first + shown.length, all: states.length })
  const head = `   ${title.join(' ').trimEnd()}`
  const gap = look.columns - textWidth(head) - textWidth(place) - 1
  const titleLine =
    place === '' ? head : gap < 1 ? withPlace(head, place, look.columns) : `${head}${' '.repeat(gap)}${place}`
  const rows = shown.map((state) => {
    const isSelected = state.host.name === selected
    const cells = columns.map(([id, width]) => {
      const { text, meaning } = cellText(id, state, charset, say)
      const cell = inColumn(id, text, width, charset)
      if (id === 'name' && isSelected) return paint('strong', cell)
      return meaning === undefined ? cell : paint(meaning, cell)
    })
    const pointer = isSelected ? paint('strong', SIGNS[charset].pointer) : ' '
    const sign = paint(MARK_MEANING[state.mark], SIGNS[charset].marks[state.mark])
    return `${pointer}${sign} ${cells.join(' ')}`.trimEnd()
  })
  return [paint('muted', titleLine), ...rows]
}

function inColumn(id: ColumnId, text: string, width: number, charset: Charset): string {
  return pad(fitText(text, width, charset), width, RIGHT.includes(id) ? 'right' : 'left')
}

/** Where the title leaves no room, the place of the rows takes that of the last columns. */
function withPlace(head: string, place: string, columns: number): string {
  const room = columns - textWidth(place) - 2
  let kept = ''
  for (const character of head) {
    if (textWidth(kept + character) > room) break
    kept += character
  }
  return `${pad(kept, room + 1)}${place}`
}

interface CellText {
  readonly text: string
  readonly meaning?: Meaning
}

/** What stands in one column of a host's row. Sizes are told without judging them: that needs the roles. */
function cellText(column: ColumnId, state: HostState, charset: Charset, say: Say): CellText {
  const { host, probe, verdicts } = state
  const facts = probe?.facts
  switch (column) {
    case 'name':
      return { text: oneLine(host.name) }
    case 'address':
      return { text: oneLine(host.address || (host.ssh ?? '')) }
    case 'login-as':
      return { text: loginText(state) }
    case 'reach':
    case 'host-key':
    case 'login':
    case 'sudo':
      return stageCell(column, state, charset)
    case 'system':
      return facts === undefined ? NOTHING : judged(systemText(facts.system), verdicts?.system, charset)
    case 'cores':
      return facts === undefined ? NOTHING : { text: String(facts.hardware.cores) }
    case 'memory':
      return facts === undefined ? NOTHING : { text: sizeText(facts.hardware.memoryMib) }
    case 'disk':
      return facts === undefined ? NOTHING : { text: sizeText(facts.hardware.diskFreeMib) }
    case 'clock':
      return facts === undefined ? NOTHING : clockCell(state, charset)
    case 'state':
      return stateCell(state, say)
  }
}

const NOTHING: CellText = { text: '' }

function stageCell(stage: ProbeStage, { probe, asks }: HostState, charset: Charset): CellText {
  const { marks } = SIGNS[charset]
  const isAsked =
    (stage === 'host-key' && asks === 'key') ||
    (stage === 'login' && (asks === 'login' || asks === 'user')) ||
    (stage === 'sudo' && asks === 'sudo')
  if (isAsked) return { text: marks.unknown, meaning: 'warning' }
  const result = stageResult(probe, stage)
  if (result === 'none') return { text: marks.skipped, meaning: 'muted' }
  const mark = result === 'pending' ? 'waiting' : result
  return { text: marks[mark], meaning: MARK_MEANING[mark] }
}

function judged(text: string, problems: readonly Problem[] | undefined, charset: Charset): CellText {
  const [worst] = problems ?? []
  if (worst === undefined) return { text }
  const isError = problems?.some(({ severity }) => severity === 'error') ?? false
  const sign = SIGNS[charset].marks[isError ? 'failed' : 'warning']
  return { text: `${sign} ${text}`, meaning: isError ? 'failed' : 'warning' }
}

function clockCell({ verdicts, probe }: HostState, charset: Charset): CellText {
  const problems = verdicts?.clock ?? []
  if (problems.length === 0) return { text: SIGNS[charset].marks.done, meaning: 'done' }
  const seconds = (probe?.facts?.clock.offsetMs ?? 0) / 1000
  const size = Math.abs(seconds) < 1 ? '' : `${seconds > 0 ? '+' : '-'}${durationText(Math.abs(seconds))}`
  const { text, meaning } = judged(size, problems, charset)
  return { text: text.replace(' ', ''), ...(meaning === undefined ? {} : { meaning }) }
}

function durationText(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)}s`
  return seconds < 6000 ? `${Math.round(seconds / 60)}m` : `${Math.round(seconds / 3600)}h`
}

function stateCell({ host, probe, asks, mark }: HostState, say: Say): CellText {
  if (host.byHand === true) return { text: say('status.by-hand'), meaning: 'muted' }
  if (asks === 'user') return { text: say('machines.state.asks-user'), meaning: 'warning' }
  if (asks !== undefined) {
    const word = asks === 'key' ? 'machines.state.asks-key' : 'machines.state.asks-password'
    return { text: say(word), meaning: 'warning' }
  }
  const meaning = MARK_MEANING[mark]
  if (probe === undefined || probe.state === 'waiting')
    return { text: say('machines.state.waiting'), meaning }
  if (probe.state === 'running') return { text: say(`machines.state.${probe.stage}`), meaning }
  if (probe.state === 'failed') return { text: say('machines.state.failed'), meaning }
  return { text: say(mark === 'done' ? 'machines.state.ready' : 'machines.state.attention'), meaning }
}

/** `ops@10.0.0.11:2222`, or the name that SSH goes to. */
function loginText({ host: { local, byHand, user, ssh, address, port } }: HostState): string {
  if (local === true || byHand === true) return oneLine(address)
  return oneLine(`${user || '?'}@${ssh ?? address}${port === undefined ? '' : `:${port}`}`)
}

function systemText({ id, version, name }: { id: string; version: string; name: string }): string {
  const short = `${id.slice(0, 1).toUpperCase()}${id.slice(1)} ${version}`.trim()
  return oneLine(short === '' ? name : short)
}

/** `7.7G`, `52G`, `1.2T`: four columns or fewer. */
function sizeText(mib: number): string {
  const gib = mib / 1024
  if (gib < 9.95) return `${gib.toFixed(1)}G`
  if (gib < 999.5) return `${Math.round(gib)}G`
  return `${(gib / 1024).toFixed(1)}T`
}
