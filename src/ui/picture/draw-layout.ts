import type { Say } from '../../i18n/say.js'
import type { Charset } from '../charset.js'
import { type Box, fitRow, noteSpans } from './box.js'
import { type Canvas, createCanvas, type Rectangle } from './canvas.js'
import { drawLeaders, drawOutsideLine, leaderOffsets } from './draw-outside.js'
import type { PlacedBox } from './grid.js'
import type { Band, Layout, Lines } from './layout.js'
import type { LayoutInput } from './scene.js'
import { fitSpans, fitText, muted, type PictureLine, type Span, widthOf } from './span.js'

/** Every row of the picture. */
export function drawLayout(layout: Layout, { look, say }: LayoutInput): PictureLine[] {
  const { bands, top, bottom, left, width } = layout
  const { charset } = look
  const canvas = createCanvas(look.columns, bottom + 1, charset)
  canvas.rectangle({ x: 0, y: top, width, height: bottom - top + 1 }, 3)
  if (layout.level.outside === 'line') drawOutsideLine(canvas, layout, { look, say })
  for (const band of bands) {
    for (const placed of band.row.boxes) {
      const at = { x: left + placed.x, y: band.y, width: placed.width, height: band.row.height }
      drawBox(canvas, placed, at, charset, lineColumns(layout, band, placed.box))
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

interface LineColumns {
  /** Columns from the left corner of a box at which lines come in from above, so that its title stays clear of them. */
  readonly entries: readonly number[]
  /** The same for lines that leave below. */
  readonly exits: readonly number[]
}

function lineColumns(layout: Layout, { isBelow }: Band, box: Box): LineColumns {
  const wires = wireOffsets(layout, box, isBelow)
  if (isBelow) return { entries: wires, exits: [] }
  return { entries: leaderOffsets(box.crossings.length, layout.level.detail !== 'compact'), exits: wires }
}

function wireOffsets({ level, lines }: Layout, { wires }: Box, isBelow: boolean): number[] {
  if (lines.length === 0 || wires.registry === 'none') return []
  const { registry, services } = offsetsOf(isBelow, level.detail !== 'compact')
  return lines[0]?.services === undefined || !wires.services ? [registry] : [registry, services]
}

/** A frame with its title, rows and footer; a thick one has the focus. */
function drawBox(
  canvas: Canvas,
  { box, rows }: PlacedBox,
  at: Rectangle,
  charset: Charset,
  { entries, exits }: LineColumns,
): void {
  const { x, y, width, height } = at
  canvas.rectangle(at, box.focused ? 2 : 1, box.style)
  const titleAt = Math.max(1, ...entries) + 1
  const room = width - titleAt - 3
  if (room >= 1 && box.title.length > 0) {
    const both = [...box.title, { text: ' ' }, ...box.subtitle]
    const title = widthOf(both) <= room ? both : fitSpans(box.title, room, charset)
    canvas.text(x + titleAt, y, [{ text: ' ' }, ...title, { text: ' ' }])
  }
  rows.slice(0, Math.max(0, height - 2)).forEach((row, i) => {
    if (row.pointer !== undefined) canvas.text(x + 1, y + 1 + i, [row.pointer])
    canvas.text(x + 2, y + 1 + i, fitRow(row, width - 4, charset))
  })
  const footer = noteSpans(box.footer, width - Math.max(1, ...exits) - 5, charset)
  if (footer.length > 0) {
    canvas.text(x + width - 3 - widthOf(footer), y + height - 1, [{ text: ' ' }, ...footer, { text: ' ' }])
  }
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
      rail('services', lines.services, [say('picture.what.grpc')])
    }
  })
  if (hasSpine) drawSpine(canvas, layout)
}

const KINDS = ['registry', 'services'] as const
type Kind = (typeof KINDS)[number]

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
  return row.boxes.filter(isWired).flatMap(({ box: { wires }, x: boxAt }) =>
    KINDS.flatMap((kind) => {
      const rail = lines[kind]
      if (rail === undefined || (kind === 'services' && !wires.services)) return []
      const x = layout.left + boxAt + offsets[kind]
      const weight = kind === 'registry' && wires.registry === 'server' ? 2 : 1
      canvas.down(x, Math.min(edge, rail), Math.max(edge, rail), weight, MUTED)
      return [{ kind, x }]
    }),
  )
}

/** At the left, from the first lines to the last. */
function drawSpine(canvas: Canvas, { lines }: Layout): void {
  for (const kind of KINDS) {
    const [first, last] = [lines[0]?.[kind], lines.at(-1)?.[kind]]
    if (first !== undefined && last !== undefined) canvas.down(SPINE[kind], first, last, WEIGHT[kind], MUTED)
  }
}

function registryNames(agent: Layout['agent']): string[] {
  if (agent === undefined) return []
  const { role, address, port } = agent
  return [`${role} ${address}:${port}`, `${role} :${port}`, role]
}

/** The longest name that fits into the line, in its longest free part. */
function named(canvas: Canvas, y: number, names: readonly string[], gaps: readonly Gap[]): void {
  const widest = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0]
  if (widest === undefined) return
  const room = widest.to - widest.from + 1
  const name = names.find((one) => widthOf([{ text: one }]) + 4 <= room)
  if (name === undefined) return
  const label: Span[] = [muted(' '), { text: name }, muted(' ')]
  canvas.text(widest.from + Math.floor((room - widthOf(label)) / 2), y, label)
}

interface Gap {
  readonly from: number
  readonly to: number
}

/** Columns between `from` and `to` (inclusive) that none of the taken ones is in, from the left. */
function freeGaps(taken: readonly number[], from: number, to: number): Gap[] {
  const inside = [...new Set(taken)].filter((x) => x >= from && x <= to).sort((a, b) => a - b)
  return [from - 1, ...inside]
    .map((before, i) => ({ from: before + 1, to: (inside[i] ?? to + 1) - 1 }))
    .filter((gap) => gap.to >= gap.from)
}
