import { createCanvas } from './canvas.js'
import { drawBox } from './draw-box.js'
import { drawLeaders, drawOutsideLine } from './draw-outside.js'
import { drawWires, entryColumns, exitsOf } from './draw-wires.js'
import { freeGaps } from './free-gaps.js'
import { rectangleOf } from './grid.js'
import type { Layout } from './layout.js'
import type { LayoutInput } from './layout-input.js'
import { fitText, type PictureLine, widthOf } from './span.js'

/** Every row of the picture. */
export function drawLayout(layout: Layout, { look, say }: LayoutInput): PictureLine[] {
  const { bands, top, bottom, left, width } = layout
  const { charset } = look
  const canvas = createCanvas(look.columns, bottom + 1, charset)
  canvas.rectangle({ x: 0, y: top, width, height: bottom - top + 1 }, 3)
  if (layout.level.outside === 'line') drawOutsideLine(canvas, layout, { look, say })
  for (const band of bands) {
    for (const placed of band.row.boxes) {
      const at = rectangleOf(placed, band.row, left, band.y)
      const entries = entryColumns(layout, band, placed.box)
      drawBox({ canvas, placed, at, charset, entries, exits: exitsOf(layout, band, placed.box) })
    }
  }
  drawWires(canvas, layout, say)
  const crossed = drawLeaders(canvas, layout, { look, say })
  const gap = freeGaps(crossed, 1, width - 2).findLast(
    ({ from, to }) => to - from >= Math.min(14, layout.title.length + 3),
  )
  if (gap !== undefined) {
    const name = fitText(layout.title, gap.to - gap.from - 3, charset)
    const x = gap.to - widthOf([{ text: name }]) - 2
    canvas.text(x, top, [{ text: ' ' }, { text: name, strong: true }, { text: ' ' }])
  }
  if (bands.length === 0)
    canvas.text(2, top + 1, [{ text: fitText(say('picture.no-hosts'), width - 4, charset) }])
  return [...canvas.lines(), ...layout.legend]
}
