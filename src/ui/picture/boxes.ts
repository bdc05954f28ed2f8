import type { Say } from '../../i18n/say.js'
import type { Charset } from '../charset.js'
import type { Meaning } from '../colour.js'
import type { Style } from './canvas.js'
import { chipBlocks, chipWidths, inColumns } from './chips.js'
import type { Crossing } from './crossings.js'
import { widthOf } from './fit-text.js'
import { SIGNS } from './glyphs.js'
import type { Level } from './levels.js'
import type { Mark, Span } from './picture.js'
import type { HostView, InstanceView } from './scene.js'

/** One row of a box: `extra` goes first when there is no room, then `right`. */
export interface BoxRow {
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

/** What leads to a box: the line of Consul, thick where it runs, and the line of the services. */
export interface Wires {
  readonly consul: 'none' | 'client' | 'server'
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
}

export interface HostBoxInput {
  readonly host: HostView
  readonly crossings: readonly Crossing[]
  /** Lines that come in through the upper border, beside the title. */
  readonly entries: number
  readonly look: BoxLook
}

const BORDERS = 4
/** Columns that a name is given at least, and a name with its address. */
const SHORT_NAME = 8
const LONG_HEADING = 26

export function hostBox({ host, crossings, entries, look }: HostBoxInput): Box {
  const { instances } = host
  const chips = chipBlocks(host, look)
  const { must, all } = chipWidths(chips, look)
  const name = titleOf(host.title, host, look)
  const address = host.address === '' ? [] : [muted(host.address)]
  const heading = widthOf(name) + 2 + widthOf(address)
  const titleAt = entries === 0 ? 2 : entries * 2
  const isCompact = look.detail === 'compact'
  const forTitle = isCompact
    ? titleAt + 3 + Math.min(widthOf(name), SHORT_NAME)
    : Math.max(BORDERS + Math.min(heading, LONG_HEADING), 4 + entries * 4)
  return {
    hosts: [host],
    title: isCompact ? name : [],
    subtitle: isCompact ? address : [],
    footer: host.note === '' ? [] : [{ text: host.note }],
    // A note may touch the frame.
    minimum: Math.max(BORDERS + must - (look.hasNotes ? 1 : 0), forTitle),
    natural: Math.max(BORDERS + all, isCompact ? titleAt + 3 + heading : forTitle),
    alone: BORDERS + (chips.length > 3 ? 2 * all + 3 : all),
    rows: (width) => [
      ...(isCompact ? [] : [{ left: name, right: address }]),
      ...inColumns(chips, look, width),
    ],
    style: styleOf(host.mark),
    focused: host.focused,
    crossings,
    wires: wiresOf(instances),
    isWide: false,
  }
}

export const MARK_MEANING: Readonly<Record<Mark, Meaning>> = {
  waiting: 'muted',
  running: 'running',
  done: 'done',
  failed: 'failed',
  warning: 'warning',
  unknown: 'warning',
  skipped: 'muted',
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

/** The pointer stands before what has the focus, so that it is seen without colours too. */
export function titleOf(
  text: string,
  { ownFocus, ownMark }: Pick<HostView, 'ownFocus' | 'ownMark'>,
  { charset, hasHostMarks }: BoxLook,
): Span[] {
  return [
    ...(ownFocus ? [{ text: `${SIGNS[charset].pointer} `, strong: true as const }] : []),
    ...(hasHostMarks ? [signOf(ownMark, charset)] : []),
    { text, strong: true },
  ]
}

export function wiresOf(instances: readonly InstanceView[]): Wires {
  const roles = instances.map(({ instance }) => instance.role)
  return {
    consul: roles.length === 0 ? 'none' : roles.includes('consul') ? 'server' : 'client',
    services: roles.some((role) => role !== 'consul'),
  }
}
