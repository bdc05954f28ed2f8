import type { Say } from '../../i18n/say.js'
import { isRegistry } from '../../roles/index.js'
import type { Charset } from '../charset.js'
import type { Crossing } from './crossings.js'
import type { Level } from './levels.js'
import type { HostView, InstanceView } from './scene.js'
import { fitNote, fitSpans, SIGNS, type Span, type Style, signOf, widthOf } from './span.js'

/** One row of a box: `extra` goes first when there is no room, then `right`. */
export interface BoxRow {
  /** Stands in the margin where the focus is, so that it moves nothing. */
  readonly pointer?: Span | undefined
  readonly left: readonly Span[]
  readonly extra?: readonly Span[]
  readonly right?: readonly Span[]
}

/** A frame with a title: one host, or a group of like ones. */
export interface Box {
  readonly hosts: readonly HostView[]
  /** In the upper border; a roomy box has it inside. */
  readonly title: readonly Span[]
  /** Beside the title when there is room. */
  readonly subtitle: readonly Span[]
  /** In the lower border, at the right. */
  readonly footer: readonly Span[]
  /** Outer columns: below `minimum` too much is cut, above `natural` nothing is won. */
  readonly minimum: number
  readonly natural: number
  /** What it would take were it the only one. */
  readonly alone: number
  /** Rows for so many columns of text. */
  readonly rows: (width: number) => readonly BoxRow[]
  readonly style: Style
  readonly focused: boolean
  readonly crossings: readonly Crossing[]
  readonly wires: Wires
  /** Takes a row of the picture for itself. */
  readonly isWide: boolean
}

/** What leads to a box: the line of the registry, thick where it runs, and the line of the services. */
export interface Wires {
  readonly registry: 'none' | 'client' | 'server'
  readonly services: boolean
}

/** What all boxes of a picture have in common. */
export interface BoxLook {
  readonly say: Say
  readonly charset: Charset
  readonly detail: Level['detail']
  /** Signs and notes are shown, so room is kept for them: boxes must not jump as they change. */
  readonly hasMarks: boolean
  readonly hasHostMarks: boolean
  readonly hasNotes: boolean
  /** What is told of hosts needs a row of its own. */
  readonly hasNoteRows: boolean
}

/** The pointer stands before what has the focus, so that it is seen without colours too. */
export function titleOf(
  text: string,
  { ownFocus, ownMark }: Pick<HostView, 'ownFocus' | 'ownMark'>,
  { charset }: BoxLook,
): Span[] {
  return [
    ...(ownFocus ? [pointerOf(charset), { text: ' ' }] : []),
    ...(ownMark === undefined ? [] : [signOf(ownMark, charset)]),
    { text, strong: true },
  ]
}

export function pointerOf(charset: Charset): Span {
  return { text: SIGNS[charset].pointer, strong: true }
}

export function wiresOf(instances: readonly InstanceView[]): Wires {
  const roles = instances.map(({ instance }) => instance.role)
  return {
    registry: roles.length === 0 ? 'none' : roles.some(isRegistry) ? 'server' : 'client',
    services: roles.some((role) => !isRegistry(role)),
  }
}

/** A row in so many columns: extra text goes first, then what stands at the right is cut, then the rest. */
export function fitRow(row: BoxRow, width: number, charset: Charset): Span[] {
  const { left, extra = [], right = [] } = row
  const rightWidth = widthOf(right)
  const needed = widthOf(left) + (rightWidth === 0 ? 0 : rightWidth + 1)
  // A single word may touch the frame rather than lose a letter.
  const isWord = right.every(({ text }) => !text.includes(' '))
  if (rightWidth > 0 && isWord && needed === width + 1) return [...left, { text: ' ' }, ...right]
  const before = needed + widthOf(extra) <= width ? [...left, ...extra] : left
  if (rightWidth === 0) return fitSpans(before, width, charset)
  const room = width - widthOf(before) - 1
  const shown = noteSpans(right, room, charset)
  const kept = fitSpans(before, width, charset)
  return [...kept, { text: ' '.repeat(Math.max(0, width - widthOf(kept) - widthOf(shown))) }, ...shown]
}

/** A note, cut to what tells most of it. */
export function noteSpans(note: readonly Span[], room: number, charset: Charset): Span[] {
  if (room < 2) return []
  return note.map((span) => ({ ...span, text: fitNote(span.text, room, charset) }))
}
