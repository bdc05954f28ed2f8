import { armsOf } from './glyphs.js'
import { SIGNS } from './span.js'

interface Cell {
  readonly width: number
  readonly height: number
}

/** What a character is in a picture as SVG: a line, a sign that is drawn, or text. */
export function drawnAs(character: string): 'line' | 'sign' | 'text' {
  if (armsOf(character).some((weight) => weight > 0)) return 'line'
  return Object.hasOwn(SHAPES, character) ? 'sign' : 'text'
}

/** A sign, drawn in the middle of its cell. */
export function drawShape(character: string, left: number, top: number, cell: Cell, style: string): string {
  const shape = SHAPES[character]
  const x = round(left + cell.width / 2)
  const y = round(top + cell.height / 2)
  return shape === undefined
    ? ''
    : `<g transform="translate(${x} ${y})" class="${`sign ${style}`.trim()}">${shape}</g>`
}

const { marks, into, out, towards, pointer } = SIGNS.box

const CIRCLE = '<circle r="3.6" stroke-width="1.2"'
const SHAPES: Readonly<Record<string, string>> = {
  [marks.done]: `${CIRCLE}/>`,
  [marks.waiting]: `${CIRCLE} class="hollow"/>`,
  [marks.running]: `${CIRCLE} class="hollow"/><path d="M0-3.6A3.6 3.6 0 0 0 0 3.6Z" style="fill:inherit"/>`,
  [marks.failed]: '<path d="M-3.2-3.2 3.2 3.2M3.2-3.2-3.2 3.2" stroke-width="1.8" style="stroke:inherit"/>',
  [into]: '<polygon points="-4,-4 4,-4 0,4"/>',
  [out]: '<polygon points="-4,4 4,4 0,-4"/>',
  [towards]: '<polygon points="-4,-4 -4,4 4,0"/>',
  [pointer]: '<polygon points="-3,-4 -3,4 4,0"/>',
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
