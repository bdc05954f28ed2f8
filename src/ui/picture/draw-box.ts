import type { Charset } from '../charset.js'
import type { Box, BoxRow } from './box.js'
import type { Canvas, Rectangle } from './canvas.js'
import type { Span } from './contract.js'
import { fitNote, fitSpans, widthOf } from './fit-text.js'
import type { PlacedBox } from './grid.js'

export interface BoxDrawing {
  readonly canvas: Canvas
  readonly placed: PlacedBox
  readonly at: Rectangle
  readonly charset: Charset
  /** Columns from the left corner at which lines come in from above. */
  readonly entries: readonly number[]
  /** The same for lines that leave below. */
  readonly exits: readonly number[]
}

/** A frame with its title, rows and footer; a thick one has the focus. */
export function drawBox({ canvas, placed: { box, rows }, at, charset, entries, exits }: BoxDrawing): void {
  const { x, y, width, height } = at
  canvas.rectangle(at, box.focused ? 2 : 1, box.style)
  const titleAt = Math.max(1, ...entries) + 1
  const room = width - titleAt - 3
  titled(canvas, x + titleAt, y, room, charset, box)
  const inner = width - 4
  rows.forEach((row, i) => {
    if (i >= height - 2) return
    if (row.pointer !== undefined) canvas.text(x + 1, y + 1 + i, [row.pointer])
    canvas.text(x + 2, y + 1 + i, fitRow(row, inner, charset))
  })
  const footer = noteSpans(box.footer, width - Math.max(1, ...exits) - 5, charset)
  if (footer.length > 0) {
    canvas.text(x + width - 3 - widthOf(footer), y + height - 1, [{ text: ' ' }, ...footer, { text: ' ' }])
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

function noteSpans(note: readonly Span[], room: number, charset: Charset): Span[] {
  if (room < 2) return []
  return note.map((span) => ({ ...span, text: fitNote(span.text, room, charset) }))
}

function titled(canvas: Canvas, x: number, y: number, room: number, charset: Charset, box: Box): void {
  if (room < 1 || box.title.length === 0) return
  const both = [...box.title, { text: ' ' }, ...box.subtitle]
  const spans = widthOf(both) <= room ? both : fitSpans(box.title, room, charset)
  canvas.text(x, y, [{ text: ' ' }, ...spans, { text: ' ' }])
}
