import stringWidth from 'string-width'

/**
 * Breaks a painted line that is wider than the screen anywhere, so that nothing of a long command is lost. What comes
 * after stands below the beginning of the text, behind a label if there is one.
 */
export function foldLine(line: string, width: number): string[] {
  if (stringWidth(line) <= width) return [line]
  const plain = line.replace(STYLES, '')
  const indent = Math.min(/^\s*(?:\S+\s{2,})?/.exec(plain)?.[0].length ?? 0, Math.floor(width / 2))
  const rows: string[] = []
  let row = ''
  for (const part of line.match(PARTS) ?? []) {
    if (!part.startsWith(ESCAPE) && stringWidth(row + part) > width) {
      rows.push(row)
      row = ' '.repeat(indent)
    }
    row += part
  }
  return [...rows, row]
}

const ESCAPE = '\u001b'
// biome-ignore lint/suspicious/noControlCharactersInRegex: styles are what is looked for
const STYLES = /\u001b\[[0-9;]*m/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: styles are what is looked for
const PARTS = /\u001b\[[0-9;]*m|[\s\S]/gu
