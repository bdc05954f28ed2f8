import stringWidth from 'string-width'
import type { Say } from '../i18n/say.js'
import type { Conflict, LineBlock } from '../record/merge-texts.js'
import { pad, printable } from './text.js'

/** What two have changed in the same place of a file: each line of both, and of before, with its number. */
export function conflictText(conflicts: readonly Conflict[], file: string, say: Say): string[] {
  const sides = (['mine', 'base', 'theirs'] as const).map((side) => [side, say(`conflict.${side}`)] as const)
  const widest = Math.max(...sides.map(([, name]) => stringWidth(name)))
  return conflicts.flatMap((conflict, i) => [
    say('conflict.title', { number: i + 1, count: conflicts.length, file: printable(file) }),
    ...sides.flatMap(([side, name]) =>
      numbered(conflict[side], say('conflict.no-line')).map((line) => `  ${pad(name, widest)}  ${line}`),
    ),
  ])
}

function numbered({ line, lines }: LineBlock, none: string): string[] {
  if (lines.length === 0) return [`${String(line).padStart(4)}  ${none}`]
  return lines.map((text, i) => `${String(line + i).padStart(4)}: ${printable(text)}`)
}
