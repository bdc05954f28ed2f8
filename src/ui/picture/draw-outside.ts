import type { Canvas } from './canvas.js'
import type { Crossing } from './crossings.js'
import type { Layout } from './layout.js'
import type { LayoutInput } from './scene.js'
import { fitSpans, muted, oneLine, SIGNS, type Span, widthOf } from './span.js'

type Speech = Pick<LayoutInput, 'look' | 'say'>

/** From the corner of a box to its first line from outside, and from one to the next. */
export function leaderOffsets(count: number, roomy: boolean): number[] {
  return Array.from({ length: count }, (_, i) => (roomy ? 3 + i * 4 : 2 + i * 2))
}

/**
 * A line for each crossing, from its label above the border to its box; the one farthest left begins highest, so that
 * none meets another. Returns the columns at which they cross the border.
 */
export function drawLeaders(canvas: Canvas, layout: Layout, speech: Speech): number[] {
  if (layout.level.outside !== 'leaders') return []
  const [first] = layout.bands
  if (first === undefined) return []
  const all = first.row.boxes.flatMap(({ box, x }) => {
    const offsets = leaderOffsets(box.crossings.length, layout.level.detail !== 'compact')
    return box.crossings.map((crossing, i) => ({ crossing, x: layout.left + x + (offsets[i] ?? 0) }))
  })
  const { charset } = speech.look
  const signs = SIGNS[charset]
  all.forEach(({ crossing, x }, y) => {
    canvas.down(x, y, first.y, 1, MUTED)
    canvas.across(y, x, x + 2, 1, MUTED)
    if (crossing.direction !== 'in') canvas.text(x + 2, y, [{ text: signs.towards }])
    if (crossing.direction !== 'out') canvas.text(x, first.y, [{ text: signs.into }])
    canvas.text(x + 4, y, labelOf(crossing, speech, speech.look.columns - x - 4))
  })
  return all.map(({ x }) => x)
}

/** All crossings in one row above the border. */
export function drawOutsideLine(canvas: Canvas, { crossings }: Layout, { look, say }: Speech): void {
  const room = Math.max(0, look.columns - 2)
  const variants = [2, 1, 0].map((ports) =>
    crossings.flatMap((crossing, i) => shortLabel(crossing, { look, say }, i, ports)),
  )
  const spans = variants.find((one) => widthOf(one) <= room) ?? variants.at(-1) ?? []
  canvas.text(2, 0, fitSpans(spans, room, look.charset))
}

function shortLabel(
  { who, what, direction, ports }: Crossing,
  { look, say }: Speech,
  i: number,
  most: number,
): Span[] {
  const signs = SIGNS[look.charset]
  const arrows = `${direction === 'in' ? '' : signs.out}${direction === 'out' ? '' : signs.into}`
  const name = who === 'world' && what !== 'none' ? say(`picture.what.${what}`) : say(`picture.who.${who}`)
  const numbers = ports.slice(0, most).map(({ port }) => ` ${port}`)
  return [{ text: `${i === 0 ? '' : '  '}${arrows} ${name}` }, muted(numbers.join(''))]
}

const MUTED = { meaning: 'muted' } as const

/** The fullest label that fits. */
function labelOf({ who, what, address, ports }: Crossing, { look, say }: Speech, room: number): Span[] {
  const name = { text: say(`picture.who.${who}`) }
  const words = what === 'none' ? [] : [{ text: `  ${say(`picture.what.${what}`)}` }]
  const where = oneLine(address)
  const numbers = ports.map(({ port, protocol }) => `${port}/${protocol}`)
  const single = numbers.length === 1
  const full = muted(single ? `  ${where}:${numbers[0]}` : `  ${where}  ${numbers.join(' ')}`)
  const short = muted(`  ${numbers.join(' ')}`)
  const variants: readonly (readonly Span[])[] = [
    [name, ...words, full],
    [name, full],
    [name, ...words, short],
    [name, short],
  ]
  const fitting = variants.find((spans) => widthOf(spans) <= room)
  return fitting === undefined ? fitSpans([name], Math.max(0, room), look.charset) : [...fitting]
}
