import { type Box, type BoxLook, titleOf, wiresOf } from './box.js'
import { chipBlocks, chipWidths, inColumns } from './chips.js'
import type { Crossing } from './crossings.js'
import type { HostView } from './scene.js'
import { muted, styleOf, widthOf } from './span.js'
import { textWidth } from './text-width.js'

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
  // Signs come and go, and nothing may move for that.
  const nameWidth = textWidth(host.title)
  const heading = nameWidth + 2 + widthOf(address)
  const titleAt = entries === 0 ? 2 : entries * 2 + 1
  const isCompact = look.detail === 'compact'
  const forTitle = isCompact
    ? titleAt + 3 + Math.min(nameWidth, SHORT_NAME)
    : Math.max(BORDERS + Math.min(heading, LONG_HEADING), 4 + entries * 4)
  return {
    hosts: [host],
    title: isCompact ? name : [],
    subtitle: isCompact ? address : [],
    footer: host.note === '' || look.hasNoteRows ? [] : [{ text: host.note }],
    // A note may touch the frame.
    minimum: Math.max(BORDERS + must - (look.hasNotes ? 1 : 0), forTitle),
    natural: Math.max(BORDERS + all, isCompact ? titleAt + 3 + heading : forTitle),
    alone: BORDERS + (chips.length > 3 ? 2 * all + 3 : all),
    rows: (width) => [
      ...(isCompact ? [] : [{ left: name, right: address }]),
      ...inColumns(chips, look, width),
      ...(look.hasNoteRows ? [{ left: [muted(host.note)] }] : []),
    ],
    style: styleOf(host.mark),
    focused: host.focused,
    crossings,
    wires: wiresOf(instances),
    isWide: false,
  }
}
