import type { Charset } from '../charset.js'
import type { Box } from './box.js'
import type { Canvas, Rectangle } from './canvas.js'
import { fitRow, noteSpans } from './fit-row.js'
import type { PlacedBox } from './grid.js'
import { fitSpans, widthOf } from './span.js'

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

function titled(canvas: Canvas, x: number, y: number, room: number, charset: Charset, box: Box): void {
  if (room < 1 || box.title.length === 0) return
  const both = [...box.title, { text: ' ' }, ...box.subtitle]
  const spans = widthOf(both) <= room ? both : fitSpans(box.title, room, charset)
  canvas.text(x, y, [{ text: ' ' }, ...spans, { text: ' ' }])
}
