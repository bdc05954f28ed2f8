import type { Charset } from '../charset.js'
import { arms, glyph, type Weight } from './glyphs.js'
import type { PictureLine, Span, Style } from './span.js'
import { cellsOf } from './text-width.js'

/** Cells to draw on. Lines that meet in a cell join; text lies over lines. What is outside is not drawn. */
export type Canvas = ReturnType<typeof createCanvas>

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export function createCanvas(columns: number, rows: number, charset: Charset) {
  const strokes = new Uint8Array(columns * rows)
  const texts = new Array<string | undefined>(columns * rows)
  const styles = new Array<Style | undefined>(columns * rows)

  const stroke = (x: number, y: number, lines: number, style: Style) => {
    if (x < 0 || y < 0 || x >= columns || y >= rows) return
    const at = y * columns + x
    strokes[at] = thicker(strokes[at] ?? 0, lines)
    styles[at] ??= style
  }
  const set = (x: number, y: number, text: string, style: Style) => {
    if (x < 0 || y < 0 || x >= columns || y >= rows) return
    texts[y * columns + x] = text
    styles[y * columns + x] = style
  }
  const across = (y: number, from: number, to: number, weight: Weight, style = PLAIN) => {
    for (let x = from; x <= to; x += 1) {
      stroke(x, y, arms(0, x < to ? weight : 0, 0, x > from ? weight : 0), style)
    }
  }
  const down = (x: number, from: number, to: number, weight: Weight, style = PLAIN) => {
    for (let y = from; y <= to; y += 1) {
      stroke(x, y, arms(y > from ? weight : 0, 0, y < to ? weight : 0, 0), style)
    }
  }
  return {
    across,
    down,
    rectangle: ({ x, y, width, height }: Rectangle, weight: Weight, style?: Style) => {
      across(y, x, x + width - 1, weight, style)
      across(y + height - 1, x, x + width - 1, weight, style)
      down(x, y, y + height - 1, weight, style)
      down(x + width - 1, y, y + height - 1, weight, style)
    },
    text: (x: number, y: number, spans: readonly Span[]) => {
      let column = x
      for (const { text, ...style } of spans) {
        if (ASCII.test(text)) {
          for (let i = 0; i < text.length; i += 1) set(column + i, y, text.charAt(i), style)
          column += text.length
          continue
        }
        for (const cell of cellsOf(text)) {
          if (cell.width === 0) continue
          if (column >= 0 && column + cell.width <= columns) {
            set(column, y, cell.text, style)
            for (let next = 1; next < cell.width; next += 1) set(column + next, y, '', style)
          }
          column += cell.width
        }
      }
    },
    lines: (): PictureLine[] =>
      Array.from({ length: rows }, (_, y) => {
        const line: { text: string; style: Style }[] = []
        for (let x = 0; x < columns; x += 1) {
          const at = y * columns + x
          const text = texts[at] ?? glyph(strokes[at] ?? 0, charset)
          if (text === '') continue
          const style = text === ' ' ? (line.at(-1)?.style ?? PLAIN) : (styles[at] ?? PLAIN)
          const last = line.at(-1)
          if (last !== undefined && isSame(last.style, style)) last.text += text
          else line.push({ text, style })
        }
        return trimmed(line)
      }),
  }
}

const PLAIN: Style = {}
/** Most texts are, and each of their characters is a cell. */
const ASCII = /^[ -~]*$/

function isSame(one: Style, other: Style): boolean {
  return one === other || (one.meaning === other.meaning && !one.strong === !other.strong)
}

function thicker(one: number, other: number): number {
  let both = 0
  for (const shift of [0, 2, 4, 6]) both |= Math.max((one >> shift) & 3, (other >> shift) & 3) << shift
  return both
}

function trimmed(line: { text: string; style: Style }[]): PictureLine {
  const last = line.at(-1)
  if (last === undefined) return []
  const text = last.text.trimEnd()
  const rest = line.slice(0, -1).map((one) => ({ text: one.text, ...one.style }))
  return text === '' ? rest : [...rest, { text, ...last.style }]
}
