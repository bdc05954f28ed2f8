import { structuredPatch } from 'diff'
import type { Say } from '../i18n/say.js'
import { mergeTexts, type ThreeTexts } from '../record/merge-texts.js'
import { conflictText } from './conflict-text.js'
import { printable } from './text.js'

/**
 * What others have changed, then what was changed here, then where both did so in one place; without a common beginning, how the
 * two differ. `file`: what it is called.
 */
export function differenceText(texts: ThreeTexts, file: string, say: Say): string[] {
  const { mine, base, theirs } = texts
  if (base === undefined) return part(say('difference.theirs'), mine, theirs)
  const merge = mergeTexts(texts)
  return [
    ...part(say('difference.theirs'), base, theirs),
    ...part(say('difference.mine'), base, mine),
    ...(merge.kind === 'clean' ? [] : conflictText(merge.conflicts, file, say)),
  ]
}

function part(title: string, before: string, after: string): string[] {
  const lines = diffLines(before, after)
  return lines.length === 0 ? [] : [title, ...lines]
}

/** A unified diff without file names; empty for the same text. */
export function diffLines(before: string, after: string): string[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 2 })
  return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...lines.map((line) => line.slice(0, 1) + printable(line.slice(1))),
  ])
}
