import type { LogLine, LogTail } from '../events/log-tail.js'

/** Whose lines are read. */
export type LogFocus =
  | { readonly kind: 'all' }
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'action'; readonly node: string }

export function linesOf({ lines }: LogTail, focus: LogFocus): readonly LogLine[] {
  if (focus.kind === 'all') return lines
  if (focus.kind === 'host') return lines.filter(({ host }) => host === focus.host)
  return lines.filter(({ node }) => node === focus.node)
}

/** Lines that came since a tail was looked at. */
export function linesSince(before: LogTail, now: LogTail): number {
  return now.dropped + now.lines.length - before.dropped - before.lines.length
}

/** Whether a line holds what is searched; small and large letters are the same. */
export function isMatch(text: string, query: string): boolean {
  return query !== '' && text.toLowerCase().includes(query.toLowerCase())
}

/**
 * Place of the nearest line that holds the query, beginning beside `from` and going round at the end; -1 when no line
 * does. `by` is 1 for later lines, -1 for earlier ones.
 */
export function findLine(lines: readonly LogLine[], query: string, from: number, by: 1 | -1): number {
  for (let step = 1; step <= lines.length; step++) {
    const place = (((from + by * step) % lines.length) + lines.length) % lines.length
    if (isMatch(lines[place]?.text ?? '', query)) return place
  }
  return -1
}
