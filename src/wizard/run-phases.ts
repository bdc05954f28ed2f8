import type { Counts, Progress } from '../events/progress.js'
import { markOf, type RunMark } from './run-mark.js'

export interface PhaseStrip {
  readonly phase: string
  readonly mark: RunMark
  readonly counts: Counts
  /** From the first start to the last end, or to now; absent before it has begun. */
  readonly milliseconds?: number
}

/** Phases overlap: each goes from its first start to its last end, whatever others do meanwhile. */
export function phaseStrips(progress: Progress, nowMs: number): PhaseStrip[] {
  const spans = new Map<string, { from: number; to: number }>()
  for (const { phase, startedAt, milliseconds, status } of Object.values(progress.nodes)) {
    if (startedAt === undefined) continue
    const from = Date.parse(startedAt)
    const to = status === 'running' ? nowMs : from + (milliseconds ?? 0)
    const span = spans.get(phase)
    if (span === undefined) spans.set(phase, { from, to })
    else {
      span.from = Math.min(span.from, from)
      span.to = Math.max(span.to, to)
    }
  }
  return Object.entries(progress.phases).map(([phase, counts]) => {
    const span = spans.get(phase)
    return {
      phase,
      counts,
      mark: markOf(counts),
      ...(span === undefined ? {} : { milliseconds: Math.max(0, span.to - span.from) }),
    }
  })
}
