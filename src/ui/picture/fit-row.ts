import type { Charset } from '../charset.js'
import type { BoxRow } from './box.js'
import { fitNote, fitSpans, type Span, widthOf } from './span.js'

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
