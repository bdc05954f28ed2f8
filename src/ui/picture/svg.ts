import { armsOf, type Weight } from './glyphs.js'
import { drawTopology } from './picture.js'
import { type PictureInput, type PictureLine, type PictureLook, SIGNS, type Span, widthOf } from './span.js'
import { svgStyle } from './svg-style.js'
import { cellsOf } from './text-width.js'

interface SvgLook extends Pick<PictureLook, 'columns' | 'rows' | 'language' | 'zoom'> {
  /** Absent: as the reader's screen is. */
  readonly dark?: boolean
}

/** Size of a cell in the picture's units. */
const CELL = { width: 8.4, height: 18 } as const
const FONT_SIZE = 14
const BASELINE = 13.5
const MARGIN = 12

/** The same picture as SVG: lines are drawn, so that no font breaks them, and text stands in its columns. */
export function topologySvg(input: PictureInput, look: SvgLook): string {
  const lines = drawTopology(input, { charset: 'box', ...look }).lines
  const width = round(Math.max(1, ...lines.map(widthOf)) * CELL.width + 2 * MARGIN)
  const height = round(Math.max(1, lines.length) * CELL.height + 2 * MARGIN)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    // Read out by screen readers.
    `<title>${escaped(input.topology.organisation)}</title>`,
    `<style>${svgStyle(look.dark, FONT_SIZE)}</style>`,
    '<rect class="paper" width="100%" height="100%" rx="8"/>',
    `<g transform="translate(${MARGIN} ${MARGIN})">`,
    ...strokesOf(lines.map(cellsIn)),
    ...lines.flatMap(textRow),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function cellsIn(line: PictureLine): StyledCell[] {
  return line.flatMap(({ text, ...style }) => cellsOf(text).map((cell) => ({ ...cell, ...style })))
}

/** Runs of text in one style; a gap of two spaces ends a run, so that fonts can't shift what follows. */
function textRow(line: PictureLine, y: number): string[] {
  const rows: string[] = []
  let run = { x: 0, text: '', width: 0, style: '' }
  let x = 0
  const end = () => {
    const text = run.text.trimEnd()
    if (text !== '')
      rows.push(textElement({ ...run, text, width: run.width - (run.text.length - text.length) }, y))
    run = { x, text: '', width: 0, style: '' }
  }
  for (const cell of cellsIn(line)) {
    const style = classOf(cell)
    const shape = drawnAs(cell.text)
    const isGap = cell.text === ' ' && (run.text === '' || run.text.endsWith(' '))
    if (shape !== 'text' || isGap || (style !== run.style && cell.text !== ' ')) end()
    if (shape === 'sign') rows.push(drawShape(cell.text, x, y, style))
    if (shape === 'text' && !isGap) {
      if (run.text === '') run = { x, text: '', width: 0, style }
      run = { ...run, text: run.text + cell.text, width: run.width + cell.width }
    }
    x += cell.width
  }
  end()
  return rows
}

function textElement(
  { x, text, width, style }: { x: number; text: string; width: number; style: string },
  y: number,
) {
  const length = round(width * CELL.width)
  const place = `x="${round(x * CELL.width)}" y="${round(y * CELL.height + BASELINE)}"`
  const css = style === '' ? '' : ` class="${style}"`
  return `<text ${place}${css} textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`
}

function classOf({ meaning, strong }: StyledCell): string {
  return [meaning, strong === true && meaning !== 'strong' ? 'strong' : undefined]
    .filter((name) => name !== undefined)
    .join(' ')
}

/** XML text: what it may not hold at all becomes a replacement character. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

type StyledCell = Span & { readonly width: number }

interface Piece {
  readonly d: string
  readonly kind: 'light' | 'heavy' | 'double'
  readonly style: string
}

/**
 * The lines of box-drawing characters as paths, one per weight and style. A double line is a thick one with a thin one
 * in the colour of the paper on it; all others lie above.
 */
function strokesOf(rows: readonly (readonly StyledCell[])[]): string[] {
  const pieces = rows.flatMap(rowPieces)
  const path = (kind: Piece['kind'], width: number, css?: string) => {
    const mine = pieces.filter((piece) => piece.kind === kind)
    const styles = [...new Set(mine.map(({ style }) => style))]
    return styles.map((style) => {
      const d = mine.filter((piece) => piece.style === style).map((piece) => piece.d)
      const name = css ?? style
      return `<path${name === '' ? '' : ` class="${name}"`} stroke-width="${width}" stroke-linecap="square" d="${d.join('')}"/>`
    })
  }
  return [...path('double', 4), ...path('double', 1.4, 'gap'), ...path('light', 1.2), ...path('heavy', 2.6)]
}

function rowPieces(cells: readonly StyledCell[], y: number): Piece[] {
  const pieces: Piece[] = []
  let x = 0
  // Straight runs are most of a picture: they become one line each.
  let run: { from: number; to: number; weight: Weight; style: string } | undefined
  const middle = (y + 0.5) * CELL.height
  const end = () => {
    if (run === undefined) return
    const line = `M${round(run.from)} ${round(middle)}H${round(run.to)}`
    pieces.push({ d: line, kind: kindOf(run.weight), style: run.style })
    run = undefined
  }
  for (const cell of cells) {
    const arms = armsOf(cell.text)
    const [up, right, down, left] = arms
    const style = cell.meaning ?? ''
    const start = x * CELL.width
    if (up + down === 0 && left > 0 && left === right) {
      if (run === undefined || run.weight !== left || run.style !== style) {
        end()
        run = { from: start, to: start, weight: left, style }
      }
      run.to = start + CELL.width
    } else {
      end()
      pieces.push(...cellPieces(arms, start, y * CELL.height, style))
    }
    x += cell.width
  }
  end()
  return pieces
}

function cellPieces(arms: ReturnType<typeof armsOf>, x: number, y: number, style: string): Piece[] {
  const [up, right, down, left] = arms
  const midX = round(x + CELL.width / 2)
  const midY = round(y + CELL.height / 2)
  const ends = [
    { weight: up, x: midX, y: round(y) },
    { weight: right, x: round(x + CELL.width), y: midY },
    { weight: down, x: midX, y: round(y + CELL.height) },
    { weight: left, x: round(x), y: midY },
  ].filter(({ weight }) => weight > 0)
  const isCorner =
    ends.length === 2 && up !== down && left !== right && ends.every(({ weight }) => weight === 1)
  if (isCorner) {
    const bend = round(midY + (up > 0 ? -1 : 1) * (CELL.width / 2))
    const d = `M${midX} ${round(up > 0 ? y : y + CELL.height)}V${bend}Q${midX} ${midY} ${round(right > 0 ? x + CELL.width : x)} ${midY}`
    return [{ d, kind: 'light', style }]
  }
  // What crosses the border is not of its colour.
  const isBorder = ends.some(({ weight }) => weight === 3)
  return ends.map((to) => ({
    d: `M${midX} ${midY}L${to.x} ${to.y}`,
    kind: kindOf(to.weight),
    style: isBorder && to.weight < 3 ? 'muted' : style,
  }))
}

function kindOf(weight: Weight): Piece['kind'] {
  return weight === 3 ? 'double' : weight === 2 ? 'heavy' : 'light'
}

/** What a character is in a picture as SVG: a line, a sign that is drawn, or text. */
function drawnAs(character: string): 'line' | 'sign' | 'text' {
  if (armsOf(character).some((weight) => weight > 0)) return 'line'
  return Object.hasOwn(SHAPES, character) ? 'sign' : 'text'
}

/** A sign, drawn in the middle of the cell in column `x` and row `y`. */
function drawShape(character: string, x: number, y: number, style: string): string {
  const shape = SHAPES[character]
  const middle = `${round((x + 0.5) * CELL.width)} ${round((y + 0.5) * CELL.height)}`
  return shape === undefined
    ? ''
    : `<g transform="translate(${middle})" class="${`sign ${style}`.trim()}">${shape}</g>`
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
