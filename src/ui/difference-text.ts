import { structuredPatch } from 'diff'
import type { Say } from '../i18n/say.js'
import { printable } from './text.js'

/** The same file three times: as it is here, as it was when both began, as somebody else has it. */
export interface ThreeTexts {
  readonly mine: string
  /** Absent: nobody knows any more. */
  readonly base?: string
  readonly theirs: string
}

/** What others have changed, then what was changed here; without a common beginning, how the two differ. */
export function differenceText({ mine, base, theirs }: ThreeTexts, say: Say): string[] {
  if (base === undefined) return part(say('difference.theirs'), mine, theirs)
  return [...part(say('difference.theirs'), base, theirs), ...part(say('difference.mine'), base, mine)]
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
