import type { Counts, Progress } from '../events/progress.js'
import { markOf, type RunMark } from './run-mark.js'
import { type PhaseSpan, tallyOf } from './run-tally.js'

export interface PhaseStrip {
  readonly phase: string
  readonly mark: RunMark
  readonly counts: Counts
  /** From the first start to the last end, or to now; absent before it has begun. */
  readonly milliseconds?: number
}

/** Phases overlap: each goes from its first start to its last end, whatever others do meanwhile. */
export function phaseStrips(progress: Progress, nowMs: number, { spans } = tallyOf(progress)): PhaseStrip[] {
  return Object.entries(progress.phases).map(([phase, counts]) => {
    const span = spans.get(phase)
    return {
      phase,
      counts,
      mark: markOf(counts),
      ...(span === undefined ? {} : { milliseconds: lasted(span, counts, nowMs) }),
    }
  })
}

function lasted({ from, to }: PhaseSpan, { running }: Counts, nowMs: number): number {
  return Math.max(0, (running > 0 ? Math.max(to, nowMs) : to) - from)
}
