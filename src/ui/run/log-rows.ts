import type { LogLine } from '../../events/log-tail.js'
import { isMatch, type LogFocus } from '../../wizard/run-log.js'
import { fitSpans, muted, type PictureLine, SIGNS, type Span } from '../picture/span.js'
import { cellsOf, textWidth } from '../picture/text-width.js'
import { pad, printable } from '../text.js'
import { plain, type RunLook } from './pane-rows.js'

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
