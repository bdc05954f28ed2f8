import { diffArrays } from 'diff'

/** The same file three times: as it is here, as it was when both began, as somebody else has it. */
export interface ThreeTexts {
  readonly mine: string
  /** Absent: nobody knows any more. */
  readonly base?: string | undefined
  readonly theirs: string
}

/** Lines that follow each other, and the number of the first, from 1; without lines, of the one that they would be before. */
export interface LineBlock {
  readonly line: number
  readonly lines: readonly string[]
}

/** What was changed on both sides, and not to the same. */
export interface Conflict {
  readonly mine: LineBlock
  readonly base: LineBlock
  readonly theirs: LineBlock
}

export type Merge =
  | { readonly kind: 'clean'; readonly text: string }
  /** Empty: the whole of it, since there is no common beginning. */
  | { readonly kind: 'conflicts'; readonly conflicts: readonly Conflict[] }

/** Lines of `base` from `from` until before `to` become these. */
interface Hunk {
  readonly from: number
  readonly to: number
  readonly lines: readonly string[]
}

/** Far more than two people change; more would only keep a machine busy. */
const MOST_CHANGES = 1000

/** Both changes in one text, by lines, which ends them as `mine` does. Changes that touch each other are a conflict. */
export function mergeTexts({ mine, base, theirs }: ThreeTexts): Merge {
  if (mine === theirs || theirs === base) return { kind: 'clean', text: mine }
  if (mine === base) return { kind: 'clean', text: theirs }
  if (base === undefined) return { kind: 'conflicts', conflicts: [] }
  const before = linesOf(base)
  const here = hunksOf(before, linesOf(mine))
  const there = hunksOf(before, linesOf(theirs))
  if (here === undefined || there === undefined) return { kind: 'conflicts', conflicts: [] }
  const out: string[] = []
  const conflicts: Conflict[] = []
  let at = 0
  for (const { from, to } of touching([...here, ...there])) {
    const [ours, others] = [within(here, from, to), within(there, from, to)]
    const lines = ours.length === 0 ? applied(before, others, from, to) : applied(before, ours, from, to)
    const other = others.length === 0 ? lines : applied(before, others, from, to)
    if (!isSame(lines, other))
      conflicts.push({
        mine: { line: from + shift(here, from) + 1, lines },
        base: { line: from + 1, lines: before.slice(from, to) },
        theirs: { line: from + shift(there, from) + 1, lines: other },
      })
    out.push(...before.slice(at, from), ...lines)
    at = to
  }
  if (conflicts.length > 0) return { kind: 'conflicts', conflicts }
  return { kind: 'clean', text: [...out, ...before.slice(at)].join(mine.includes('\r\n') ? '\r\n' : '\n') }
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/)
}

function hunksOf(before: readonly string[], after: readonly string[]): Hunk[] | undefined {
  const hunks: Hunk[] = []
  let at = 0
  let isOpen = false
  for (const { added, removed, value } of diffArrays([...before], [...after], {
    maxEditLength: MOST_CHANGES,
  }) ?? []) {
    const last = hunks.at(-1)
    const hunk = isOpen && last !== undefined ? last : { from: at, to: at, lines: [] }
    if (removed) at += value.length
    if (added || removed) {
      if (isOpen) hunks.pop()
      hunks.push({ from: hunk.from, to: at, lines: added ? [...hunk.lines, ...value] : hunk.lines })
    } else at += value.length
    isOpen = added || removed
  }
  // Every line is part of what comes back, of two texts that are alike too.
  return at === before.length ? hunks : undefined
}

/** Ranges of `base` that hunks cover together. */
function touching(hunks: readonly Hunk[]): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = []
  for (const { from, to } of hunks.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = ranges.at(-1)
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to)
    else ranges.push({ from, to })
  }
  return ranges
}

function within(hunks: readonly Hunk[], from: number, to: number): Hunk[] {
  return hunks.filter((hunk) => hunk.from >= from && hunk.to <= to)
}

function applied(before: readonly string[], hunks: readonly Hunk[], from: number, to: number): string[] {
  let at = from
  const out = hunks.flatMap((hunk) => {
    const kept = before.slice(at, hunk.from)
    at = hunk.to
    return [...kept, ...hunk.lines]
  })
  return [...out, ...before.slice(at, to)]
}

/** How many lines more there are before that one. */
function shift(hunks: readonly Hunk[], before: number): number {
  return hunks
    .filter(({ from }) => from < before)
    .reduce((sum, { from, to, lines }) => sum + lines.length - (to - from), 0)
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, i) => line === b[i])
}
