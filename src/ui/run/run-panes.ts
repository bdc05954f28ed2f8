import type { LogLine } from '../../events/log-tail.js'
import type { Progress } from '../../events/progress.js'
import type { RunView } from '../../wizard/run-handle.js'
import { isMatch, type LogFocus } from '../../wizard/run-log.js'
import { doingWord } from '../../wizard/run-map.js'
import { share, shareOf } from '../../wizard/run-mark.js'
import type { HostStrip, PhaseStrip } from '../../wizard/run-strips.js'
import { listWindow } from '../list-window.js'
import { barParts, durationText } from '../measure-text.js'
import { instanceOf, kindText } from '../node-text.js'
import { phaseText } from '../phase-text.js'
import { fitSpans, muted, type PictureLine, SIGNS, type Span } from '../picture/span.js'
import { cellsOf, textWidth } from '../picture/text-width.js'
import { pad, printable } from '../text.js'
import { markSpan, plain, type RunLook } from './pane-rows.js'

export interface HostRowsInput {
  readonly view: Pick<RunView, 'progress'>
  readonly hosts: readonly HostStrip[]
  /** Name of the host that is pointed at. */
  readonly host?: string
}

/** `▸◐ h3  ████░░░░ 12/31  starting carrier`: a strip per host, of many those around the focused one. */
export function hostRows(input: HostRowsInput, rows: number, look: RunLook): PictureLine[] {
  const { view, hosts, host: focus } = input
  const at = hosts.findIndex(({ host }) => host === focus)
  const { shown, place } = listWindow(hosts, at, rows, look.say)
  const width = Math.min(20, Math.max(0, ...shown.map(({ host }) => textWidth(printable(host)))))
  const shareWidth = Math.max(0, ...shown.map(({ counts }) => share(counts).length))
  const lines = shown.map((strip) => {
    const { host, counts } = strip
    const { finished, all } = shareOf(counts)
    const bar = barParts(finished, all, look.columns >= 70 ? 12 : 6, look.charset)
    const row: Span[] = [
      { text: host === focus ? SIGNS[look.charset].pointer : ' ', strong: true },
      markSpan(strip.mark, look),
      { text: ` ${pad(printable(host), width)}  `, strong: host === focus },
      plain(bar[0]),
      muted(bar[1]),
      plain(` ${pad(share(counts), shareWidth, 'right')}  `),
      ...nowSpans(strip, view.progress, look),
    ]
    return fitSpans(row, look.columns, look.charset)
  })
  return [...lines, ...place]
}

function nowSpans({ now, isTried, counts }: HostStrip, progress: Progress, { say }: RunLook): Span[] {
  if (isTried) return [{ text: say('run.host-away'), meaning: 'warning' }]
  if (counts.lost) return [{ text: say('install.lost'), meaning: 'failed' }]
  if (now === undefined) return counts.failed > 0 ? [{ text: say('run.failed'), meaning: 'failed' }] : []
  const doing = say(doingWord(now, progress.command))
  const share = now.bytes > 0 ? ` ${Math.floor((100 * now.sent) / now.bytes)} %` : ''
  const owner = instanceOf(now)
  const what = `${doing}${owner === '' ? '' : ` ${printable(owner)}`}${share}`
  return [plain(what), muted(`  ${kindText(now, say)}`)]
}

/** `◐ carrier   3/12   1m 2s`: every phase with its counts and the time it took so far. */
export function phaseRows(strips: readonly PhaseStrip[], look: RunLook): PictureLine[] {
  const names = strips.map(({ phase }) => phaseText(phase, look.say))
  const shares = strips.map(({ counts }) => share(counts))
  const took = strips.map(({ milliseconds }) =>
    milliseconds === undefined ? '' : durationText(milliseconds, look.say),
  )
  const tookWidth = Math.max(7, ...took.map(textWidth))
  const width = Math.max(0, ...names.map(textWidth))
  const shareWidth = Math.max(0, ...shares.map((share) => share.length))
  const barWidth = look.columns >= width + shareWidth + 40 ? 20 : 0
  return strips.map(({ mark, counts }, i) => {
    const { failed } = counts
    const { finished, all } = shareOf(counts)
    const bar = barParts(finished, all, barWidth, look.charset)
    return fitSpans(
      [
        plain(' '),
        markSpan(mark, look),
        plain(` ${pad(names[i] ?? '', width)}  `),
        plain(bar[0]),
        muted(bar[1] + (barWidth === 0 ? '' : '  ')),
        plain(pad(shares[i] ?? '', shareWidth, 'right')),
        muted(took[i] === '' ? '' : `  ${pad(took[i] ?? '', tookWidth, 'right')}`),
        ...(failed === 0
          ? []
          : [{ text: `  ${SIGNS[look.charset].marks.failed} ${failed}`, meaning: 'failed' } as const]),
      ],
      look.columns,
      look.charset,
    )
  })
}

export interface LogRowsInput {
  readonly lines: readonly LogLine[]
  readonly focus: LogFocus
  /** Place of the first line that is shown. */
  readonly top: number
  readonly rows: number
  /** Columns by which long lines are moved to the left. */
  readonly shift: number
  readonly query: string
  /** Place of the line that a search has come to. */
  readonly found?: number | undefined
}

/** Lines of the log with their time, and their owner where it is not the same for all. */
export function logRows(input: LogRowsInput, look: RunLook): PictureLine[] {
  const { lines, focus, top, rows, query, found, shift } = input
  if (lines.length === 0) return [[muted(` ${look.say('install.log.empty')}`)]]
  const shown = lines.slice(top, top + rows)
  const owners = shown.map((line) => ownerOf(line, focus))
  const width = Math.min(24, Math.max(0, ...owners.map(textWidth)))
  return shown.map((line, i) => {
    const owner = width === 0 ? '' : `${pad(owners[i] ?? '', width)} `
    return fitSpans(
      [
        { text: found === top + i ? SIGNS[look.charset].pointer : ' ', strong: true },
        muted(`${line.at.slice(11, 19)} ${owner}`),
        ...highlighted(moved(printable(line.text), shift), query),
      ],
      look.columns,
      look.charset,
    )
  })
}

function ownerOf({ host, instance }: LogLine, focus: LogFocus): string {
  const name = instance === 'host' ? '' : printable(instance)
  if (focus.kind === 'action') return ''
  if (focus.kind === 'host') return name
  return [printable(host), name].filter((part) => part !== '').join(' ')
}

function moved(text: string, columns: number): string {
  if (columns === 0) return text
  let left = columns
  return cellsOf(text)
    .filter(({ width }) => {
      const isShown = left <= 0
      left -= width
      return isShown
    })
    .map((cell) => cell.text)
    .join('')
}

function highlighted(text: string, query: string): Span[] {
  if (!isMatch(text, query)) return [plain(text)]
  const at = text.toLowerCase().indexOf(query.toLowerCase())
  const after = at + query.length
  return [
    plain(text.slice(0, at)),
    { text: text.slice(at, after), meaning: 'warning', strong: true },
    ...highlighted(text.slice(after), query),
  ]
}
