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
 * after stands below the beginning of the text, behind a label if there is one. Each row has its styles for itself.
 */
export function foldLine(line: string, width: number): string[] {
  if (stringWidth(line) <= width) return [line]
  const label = /^\s*(?:\S+\s{2,})?/.exec(stripVTControlCharacters(line))?.[0].length ?? 0
  const indent = Math.min(label, Math.floor(width / 2))
  let row: StyledChar[] = []
  const rows = [row]
  let room = width
  for (const character of styledCharsFromTokens(tokenize(line))) {
    const columns = textWidth(character.value)
    if (columns > room) {
      row = []
      rows.push(row)
      room = width - indent
    }
    row.push(character)
    room -= columns
  }
  return rows.map((characters, i) => ' '.repeat(i === 0 ? 0 : indent) + styledCharsToString(characters))
}
