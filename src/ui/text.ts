import { withoutUnseen } from '../lib/unseen.js'
import { cutTo, textWidth } from './picture/text-width.js'

/**
 * A line as a terminal may safely show it: escape sequences, control characters and those that turn its direction, from a
 * host or a file, are taken out, tabs become spaces.
 */
export function printable(line: string): string {
  return withoutUnseen(line.replaceAll('\t', '    '))
}

/**
 * Breaks a line at spaces, and between Chinese characters, so that no part is wider than `width` columns. What stands
 * in backticks can be pasted, so it is never broken: a terminal's own wrapping keeps it whole for the clipboard.
 */
export function wrap(line: string, width: number): string[] {
  const rows: string[] = []
  let row = ''
  for (const piece of pieces(line)) {
    if (row === '' || textWidth((row + piece).trimEnd()) <= width) {
      row += piece
      continue
    }
    rows.push(row.trimEnd())
    row = piece.trimStart()
  }
  return row.trim() === '' && rows.length > 0 ? rows : [...rows, row.trimEnd()]
}

/** Pads with spaces up to `width` columns; a wider text stays as it is. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)))
  return align === 'left' ? text + space : space + text
}

/** Cuts to `width` columns, marking the cut with `...`. */
export function cut(text: string, width: number): string {
  return cutTo(text, width, '...')
}

// What stands in backticks, a word, or one wide character: each with the punctuation that must not begin a row, and the
// spaces after it.
function pieces(line: string): string[] {
  return (
    line.match(
      /`[^`]+`[^\s\u2e80-\u9fff`]*[\u3001\u3002\u300b\u300d]*\s*|[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff](?:[\u3000-\u303f\uff00-\uffef]*)\s*|(?:[^\s`\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|`(?![^`]+`))+[\u3001\u3002\u300b\u300d]*\s*|\s+/gu,
    ) ?? []
  )
}
