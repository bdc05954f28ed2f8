import { armsOf, type Weight } from './glyphs.js'
import type { Style } from './span.js'

export interface StyledCell extends Style {
  readonly text: string
  readonly width: number
}

interface Size {
  readonly width: number
  readonly height: number
}

interface Piece {
  readonly d: string
  readonly kind: 'light' | 'heavy' | 'double'
  readonly style: string
}

/**
 * The lines of box-drawing characters as paths, one per weight and style. A double line is a thick one with a thin one
 * in the colour of the paper on it; all others lie above.
 */
export function strokesOf(rows: readonly (readonly StyledCell[])[], size: Size): string[] {
  const pieces = rows.flatMap((cells, y) => rowPieces(cells, y, size))
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

function rowPieces(cells: readonly StyledCell[], y: number, size: Size): Piece[] {
  const pieces: Piece[] = []
  let x = 0
  // Straight runs are most of a picture: they become one line each.
  let run: { from: number; to: number; weight: Weight; style: string } | undefined
  const middle = (y + 0.5) * size.height
  const end = () => {
    if (run === undefined) return
    const line = `M${round(run.from)} ${round(middle)}H${round(run.to)}`
    pieces.push({ d: line, kind: kindOf(run.weight), style: run.style })
    run = undefined
  }
  for (const cell of cells) {
    const [up, right, down, left] = armsOf(cell.text)
    const style = cell.meaning ?? ''
    const start = x * size.width
    if (up + down === 0 && left > 0 && left === right) {
      if (run === undefined || run.weight !== left || run.style !== style) {
        end()
        run = { from: start, to: start, weight: left, style }
      }
      run.to = start + size.width
    } else {
      end()
      pieces.push(...cellPieces([up, right, down, left], start, y * size.height, size, style))
    }
    x += cell.width
  }
  end()
  return pieces
}

type Arms = readonly [up: Weight, right: Weight, down: Weight, left: Weight]

function cellPieces([up, right, down, left]: Arms, x: number, y: number, size: Size, style: string): Piece[] {
  const midX = round(x + size.width / 2)
  const midY = round(y + size.height / 2)
  const ends = [
    { weight: up, x: midX, y: round(y) },
    { weight: right, x: round(x + size.width), y: midY },
    { weight: down, x: midX, y: round(y + size.height) },
    { weight: left, x: round(x), y: midY },
  ].filter(({ weight }) => weight > 0)
  const isCorner =
    ends.length === 2 && up !== down && left !== right && ends.every(({ weight }) => weight === 1)
  if (isCorner) {
    const bend = round(midY + (up > 0 ? -1 : 1) * (size.width / 2))
    const d = `M${midX} ${round(up > 0 ? y : y + size.height)}V${bend}Q${midX} ${midY} ${round(right > 0 ? x + size.width : x)} ${midY}`
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

function round(value: number): number {
  return Math.round(value * 100) / 100
}
