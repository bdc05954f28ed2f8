import { structuredPatch } from 'diff'
import type { Paint } from './colour.js'
import { printable } from './text.js'

/** Unified diff of two texts in which secrets are masked already; empty when only a masked value differs. */
export function fileDiff(before: string, after: string, paint: Paint): string[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 2 })
  return hunks.flatMap((hunk) => [
    paint('muted', `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`),
    ...hunk.lines.map((line) => {
      const text = line.slice(0, 1) + printable(line.slice(1))
      return line.startsWith('+')
        ? paint('added', text)
        : line.startsWith('-')
          ? paint('removed', text)
          : text
    }),
  ])
}
