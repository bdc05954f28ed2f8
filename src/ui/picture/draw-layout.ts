import type { Say } from '../../i18n/say.js'
import type { Band, Lines } from './bands.js'
import type { Box } from './box.js'
import { type Canvas, createCanvas } from './canvas.js'
import { drawBox } from './draw-box.js'
import { drawLeaders, drawOutsideLine, leaderOffsets } from './draw-outside.js'
import { freeGaps } from './free-gaps.js'
import { type PlacedBox, rectangleOf } from './grid.js'
import type { Layout } from './layout.js'
import type { LayoutInput } from './layout-input.js'
import { fitText, muted, type PictureLine, type Span, widthOf } from './span.js'

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

/** Columns from the corner of a box at which lines come in from above, so that its title stays clear of them. */
function entryColumns(layout: Layout, band: Band, box: Box): number[] {
  if (band.isBelow) return wireOffsets(layout, box, true)
  return leaderOffsets(box.crossings.length, layout.level.detail !== 'compact')
}

/** The same for those that leave through the lower border. */
function exitsOf(layout: Layout, band: Band, box: Box): number[] {
  return band.isBelow ? [] : wireOffsets(layout, box, false)
}

function wireOffsets({ level, lines }: Layout, { wires }: Box, isBelow: boolean): number[] {
  if (lines.length === 0 || wires.registry === 'none') return []
  const { registry, services } = offsetsOf(isBelow, level.detail !== 'compact')
  return lines[0]?.services === undefined || !wires.services ? [registry] : [registry, services]
}

/**
 * The line of the registry, thick, and that of the services: one pair between the first row and the second, and one above every
 * other row, joined at the left. Lines of boxes never meet those of others: they come in at columns of their own.
 */
function drawWires(canvas: Canvas, layout: Layout, say: Say): void {
  const below = layout.bands.filter(({ isBelow, row }) => isBelow && row.boxes.some(isWired))
  const first = layout.bands.find(({ isBelow }) => !isBelow)
  const stubs = layout.lines.map((lines, i) => [
    ...(i === 0 && first !== undefined ? stubsOf(canvas, layout, first, lines) : []),
    ...(below[i] === undefined ? [] : stubsOf(canvas, layout, below[i], lines)),
  ])
  const hasSpine = layout.lines.length > 1
  layout.lines.forEach((lines, i) => {
    const here = stubs[i] ?? []
    const crossing = here.map(({ x }) => x)
    const rail = (kind: Kind, y: number, label: readonly string[]) => {
      const columns = here.filter((stub) => stub.kind === kind).map(({ x }) => x)
      const spine = SPINE[kind]
      const from = Math.min(...columns, ...(hasSpine ? [spine] : []))
      const to = Math.max(...columns, from)
      const end = i === 0 ? Math.max(to, layout.width - 4) : to
      canvas.across(y, from, kind === 'registry' ? end : to, WEIGHT[kind], MUTED)
      if (i === 0)
        named(canvas, y, label, freeGaps(crossing, from + 1, kind === 'registry' ? end - 1 : to - 1))
    }
    rail('registry', lines.registry, registryNames(layout.agent))
    if (lines.services !== undefined && here.some(({ kind }) => kind === 'services')) {
      rail('services', lines.services, [say('picture.line.services')])
    }
  })
  if (hasSpine) drawSpine(canvas, layout)
}

type Kind = 'registry' | 'services'

interface Stub {
  readonly kind: Kind
  readonly x: number
}

const WEIGHT = { registry: 2, services: 1 } as const
const SPINE = { registry: 2, services: 4 } as const
const MUTED = { meaning: 'muted' } as const

function offsetsOf(isBelow: boolean, roomy: boolean): Readonly<Record<Kind, number>> {
  if (isBelow) return roomy ? { registry: 3, services: 7 } : { registry: 2, services: 4 }
  return roomy ? { registry: 5, services: 9 } : { registry: 6, services: 8 }
}

function isWired({ box }: PlacedBox): boolean {
  return box.wires.registry !== 'none'
}

function stubsOf(canvas: Canvas, layout: Layout, { row, y, isBelow }: Band, lines: Lines): Stub[] {
  const offsets = offsetsOf(isBelow, layout.level.detail !== 'compact')
  const edge = isBelow ? y : y + row.height - 1
  const stub = (kind: Kind, x: number, rail: number, weight: 1 | 2): Stub => {
    canvas.down(x, Math.min(edge, rail), Math.max(edge, rail), weight, MUTED)
    return { kind, x }
  }
  return row.boxes
    .filter(isWired)
    .flatMap(({ box, x }) => [
      stub(
        'registry',
        layout.left + x + offsets.registry,
        lines.registry,
        box.wires.registry === 'server' ? 2 : 1,
      ),
      ...(lines.services === undefined || !box.wires.services
        ? []
        : [stub('services', layout.left + x + offsets.services, lines.services, 1)]),
    ])
}

function drawSpine(canvas: Canvas, { lines }: Layout): void {
  const first = lines[0]
  const last = lines.at(-1)
  if (first === undefined || last === undefined) return
  canvas.down(SPINE.registry, first.registry, last.registry, WEIGHT.registry, MUTED)
  if (first.services !== undefined && last.services !== undefined) {
    canvas.down(SPINE.services, first.services, last.services, WEIGHT.services, MUTED)
  }
}

function registryNames(agent: Layout['agent']): string[] {
  if (agent === undefined) return []
  const { role, address, port } = agent
  return [`${role} ${address}:${port}`, `${role} :${port}`, role]
}

/** The longest name that fits into the line, in its longest free part. */
function named(
  canvas: Canvas,
  y: number,
  names: readonly string[],
  gaps: readonly { from: number; to: number }[],
): void {
  const widest = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0]
  if (widest === undefined) return
  const room = widest.to - widest.from + 1
  const name = names.find((one) => widthOf([{ text: one }]) + 4 <= room)
  if (name === undefined) return
  const label: Span[] = [muted(' '), { text: name }, muted(' ')]
  canvas.text(widest.from + Math.floor((room - widthOf(label)) / 2), y, label)
}
