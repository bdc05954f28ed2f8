import type { Language } from '../../i18n/say.js'
import type { Topology } from '../../topology/topology.js'
import type { Charset } from '../charset.js'
import type { Meaning } from '../colour.js'
import { printable } from '../text.js'
import { cutTo, textWidth } from './text-width.js'

export interface PictureInput {
  /** May be incomplete: a draft without consul, with hosts without roles. */
  readonly topology: Topology
  /** By instance (`consul@h1`) and by name of host (`h1`). */
  readonly marks?: Readonly<Record<string, Mark>>
  /** How far a run is, which is the default, or how well the instances are. */
  readonly marksTell?: 'progress' | 'health'
  /** Short text beside an instance or a host, by the same keys: a phase, `12/31`, `45 %`, `8 cores 16 GB`. */
  readonly notes?: Readonly<Record<string, string>>
}

export type Mark = 'waiting' | 'running' | 'done' | 'failed' | 'warning' | 'unknown' | 'skipped' | 'untouched'

export interface PictureLook {
  /** No line is wider. */
  readonly columns: number
  /** There are never more lines. */
  readonly rows: number
  readonly charset: Charset
  readonly language: Language
  /** First row shown of a picture that is higher than `rows`; absent: such that the focus is seen. */
  readonly scroll?: number
  /** Name of a host: that one alone, with its ports and who reaches them. */
  readonly zoom?: string
  /** Name of a host, or instance (`consul@h1`): pointed at. */
  readonly focus?: string
}

export interface Picture {
  readonly lines: readonly PictureLine[]
  /** Rows that there would be without a limit. */
  readonly total: number
  /** Names of all hosts as the focus moves. */
  readonly order: readonly string[]
}

export type PictureLine = readonly Span[]

export interface Span {
  readonly text: string
  readonly meaning?: Meaning | undefined
  readonly strong?: boolean
}

export type Style = Omit<Span, 'text'>

export const SIGNS = {
  box: {
    marks: {
      waiting: '○',
      running: '◐',
      done: '●',
      failed: '✗',
      warning: '!',
      unknown: '?',
      skipped: '–',
      untouched: '=',
    },
    /** Into the organisation, out of it. */
    into: '▼',
    out: '▲',
    /** At the end of a line that leads to a label. */
    towards: '▶',
    pointer: '▸',
    rule: '─',
    cut: '…',
    range: '…',
    times: '×',
    both: '↔',
    one: '→',
    from: '←',
    between: '·',
  },
  ascii: {
    marks: {
      waiting: '.',
      running: '~',
      done: '*',
      failed: 'x',
      warning: '!',
      unknown: '?',
      skipped: '-',
      untouched: '=',
    },
    into: 'v',
    out: '^',
    towards: '>',
    pointer: '>',
    rule: '-',
    cut: '..',
    range: '..',
    times: 'x',
    both: '<->',
    one: '->',
    from: '<-',
    between: '|',
  },
} satisfies Record<Charset, { marks: Record<Mark, string> } & Record<string, unknown>>

/** One line that a terminal may show, whatever an operator or a host has put into it. */
export function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).trim()
}

export function widthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { text }) => sum + textWidth(text), 0)
}

/** Cut to `width` columns with a sign that shows it. */
export function fitText(text: string, width: number, charset: Charset): string {
  return cutTo(text, width, SIGNS[charset].cut)
}

/** Of a note that is too long the last words tell most: `sending 45 %` becomes `45 %`. */
export function fitNote(note: string, width: number, charset: Charset): string {
  const words = note.split(' ')
  const tails = words.map((_, i) => words.slice(i).join(' '))
  return tails.find((tail) => textWidth(tail) <= width) ?? fitText(note, width, charset)
}

/** As `fitText`, for a row of spans: the last ones go first. */
export function fitSpans(spans: readonly Span[], width: number, charset: Charset): Span[] {
  const fitted: Span[] = []
  let room = width
  for (const span of spans) {
    const needed = textWidth(span.text)
    if (needed > room) {
      const text = fitText(span.text, room, charset)
      if (text !== '') fitted.push({ ...span, text })
      break
    }
    fitted.push(span)
    room -= needed
  }
  return fitted
}

export const MARK_MEANING: Readonly<Record<Mark, Meaning>> = {
  waiting: 'muted',
  running: 'running',
  done: 'done',
  failed: 'failed',
  warning: 'warning',
  unknown: 'warning',
  skipped: 'muted',
  untouched: 'muted',
}

/** The sign of a mark with a space, or as much room. */
export function signOf(mark: Mark | undefined, charset: Charset): Span {
  return mark === undefined
    ? { text: '  ' }
    : { text: `${SIGNS[charset].marks[mark]} `, meaning: MARK_MEANING[mark] }
}

export function styleOf(mark: Mark | undefined): Style {
  return mark === undefined ? {} : { meaning: MARK_MEANING[mark] }
}

export function muted(text: string): Span {
  return { text, meaning: 'muted' }
}
