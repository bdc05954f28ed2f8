import type { Counts, HostProgress, NodeProgress, Progress } from '../events/progress.js'
import { markOf, markWithoutChecks, type RunMark } from './run-mark.js'
import { type PhaseSpan, tallyOf } from './run-tally.js'

export interface HostStrip {
  readonly host: string
  readonly mark: RunMark
  readonly counts: HostProgress
  /** The connection is gone and is being made again. */
  readonly isTried: boolean
  /** Of what is under way there: what began first. */
  readonly now?: NodeProgress | undefined
}

/** Every host of a run in the plan's order. */
export function hostStrips(progress: Progress, { running, checks } = tallyOf(progress)): HostStrip[] {
  const first = new Map<string, NodeProgress>()
  for (const node of running) {
    const before = first.get(node.host)
    if (before === undefined || (node.startedAt ?? '') < (before.startedAt ?? '')) first.set(node.host, node)
  }
  return Object.entries(progress.hosts).map(([host, counts]) => {
    const isTried = counts.lost && progress.outcome === undefined
    const own = markWithoutChecks(counts, checks.get(host))
    const mark = isTried ? 'warning' : counts.lost ? 'failed' : own
    return { host, mark, counts, isTried, now: first.get(host) }
  })
}

export interface PhaseStrip {
  readonly phase: string
  readonly mark: RunMark
  readonly counts: Counts
  /** From the first start to the last end, or to now; absent before it has begun. */
  readonly milliseconds?: number | undefined
}

/** Phases overlap: each goes from its first start to its last end, whatever others do meanwhile. */
export function phaseStrips(progress: Progress, nowMs: number, { spans } = tallyOf(progress)): PhaseStrip[] {
  return Object.entries(progress.phases).map(([phase, counts]) => {
    const span = spans.get(phase)
    const milliseconds = span === undefined ? undefined : lasted(span, counts, nowMs)
    return { phase, counts, mark: markOf(counts), milliseconds }
  })
}

function lasted({ from, to }: PhaseSpan, { running }: Counts, nowMs: number): number {
  return Math.max(0, (running > 0 ? Math.max(to, nowMs) : to) - from)
}
