import stringWidth from 'string-width'
import type { Meaning, Paint } from './colour.js'
import { pad, wrap } from './text.js'

export interface Column {
  readonly title: string
  readonly align?: 'left' | 'right'
}

/** Text, with what all of it means, or painted already. */
export type TableCell =
  | string
  | { readonly text: string; readonly meaning: Meaning }
  | { readonly text: string; readonly painted: string }

const GAP = 2
const NARROWEST_LAST_COLUMN = 20

/** Columns as wide as their content, two spaces apart; the last one is wrapped at the width of the screen. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly TableCell[])[],
  look: { paint: Paint; width: number },
): string[] {
  const widths = columns.map((column, i) =>
    Math.max(stringWidth(column.title), ...rows.map((row) => stringWidth(textOf(row[i])))),
  )
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + GAP, 0)
  const lastWidth = Math.max(NARROWEST_LAST_COLUMN, look.width - before)
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === columns.length - 1 ? cell : pad(cell, widths[i] ?? 0, columns[i]?.align)))
      .join(' '.repeat(GAP))
      .trimEnd()

  const title = line(columns.map((column) => column.title))
  const body = rows.flatMap((row) => {
    const lastLines = wrap(textOf(row.at(-1)), lastWidth)
    return lastLines.map((last, n) =>
      columns
        .map((column, i) => {
          const isLast = i === columns.length - 1
          const text = isLast ? last : n === 0 ? textOf(row[i]) : ''
          return painted(row[i], isLast ? text : pad(text, widths[i] ?? 0, column.align), look.paint)
        })
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
  })
  return [look.paint('muted', title), ...body]
}

function textOf(cell: TableCell | undefined): string {
  return typeof cell === 'object' ? cell.text : (cell ?? '')
}

function painted(cell: TableCell | undefined, text: string, paint: Paint): string {
  if (cell === undefined || typeof cell === 'string' || text.trim() === '') return text
  return 'painted' in cell ? text.replace(cell.text, () => cell.painted) : paint(cell.meaning, text)
}
