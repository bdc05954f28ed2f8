import { stripVTControlCharacters } from 'node:util'
import {
  type StyledChar,
  styledCharsFromTokens,
  styledCharsToString,
  tokenize,
} from '@alcalzone/ansi-tokenize'
import stringWidth from 'string-width'
import { textWidth } from './picture/text-width.js'

/**
 * Breaks a painted line that is wider than the screen anywhere, so that nothing of a long command is lost. What comes
 * after stands below the beginning of the text, behind a label if there is one. Each row has its styles for itself. `at` words:
 * at the last space of a row that has one.
 */
export function foldLine(line: string, width: number, at: 'anywhere' | 'words' = 'anywhere'): string[] {
  if (stringWidth(line) <= width) return [line]
  const label = /^\s*(?:\S+\s{2,})?/.exec(stripVTControlCharacters(line))?.[0].length ?? 0
  const indent = Math.min(label, Math.floor(width / 2))
  let row: StyledChar[] = []
  const rows = [row]
  let room = width
  const tokens = (line.match(SHORT_PARTS) ?? []).flatMap((part) => tokenize(part))
  for (const character of styledCharsFromTokens(tokens)) {
    const columns = textWidth(character.value)
    if (columns > room) {
      const isSpace = at === 'words' && character.value === ' '
      row = at === 'words' && !isSpace ? wordBegun(row, rows.length === 1 ? label : 0) : []
      rows.push(row)
      room = width - indent - row.reduce((sum, { value }) => sum + textWidth(value), 0)
      if (isSpace) continue
    }
    row.push(character)
    room -= columns
  }
  return rows.map((characters, i) => ' '.repeat(i === 0 ? 0 : indent) + styledCharsToString(characters))
}

/** Takes the word out of a row that its end has begun; nothing where no more than its label would stay. */
function wordBegun(row: StyledChar[], label: number): StyledChar[] {
  const start = row.findLastIndex(({ value }) => value === ' ') + 1
  return start > label ? row.splice(start) : []
}

/** Node.js takes the square of a text's length to find its graphemes; no part ends within a style. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: styles are what is looked for
const SHORT_PARTS = /(?:\u001b\[[0-9;]*m|[\s\S]){1,200}/gu
