/** How fast bytes flow, from what was seen of them. Times are milliseconds of any one clock. */
export interface FlowMeter {
  /**
   * A stream of so many bytes begins: the first of them only fill windows and buffers on the way. What was seen before a
   * pause without any stream counts no longer (`alone`).
   */
  readonly begin: (atMs: number, bytes: number, alone: boolean) => void
  /** All that a stream sent has arrived, also what was in buffers. */
  readonly end: (atMs: number, bytes: number) => void
  readonly add: (atMs: number, bytes: number) => void
  /** Bytes a second, of the last seconds; undefined while too little was seen to say. */
  readonly rate: (atMs: number) => number | undefined
}

/** What SSH's window and the sender's own buffers take at once. */
const BUFFERED_BYTES = 4 * 1024 * 1024
const WINDOW_MS = 3000
/** Enough to judge by: so long, or so many bytes of a fast link after a moment. */
const JUDGED_AFTER_MS = 1000
const JUDGED_EARLY = { bytes: 4 * BUFFERED_BYTES, afterMs: 200 }
const STEP_MS = 100

export function createFlowMeter(): FlowMeter {
  let steps: { atMs: number; bytes: number }[] = []
  let firstAt: number | undefined
  let total = 0
  const push = (atMs: number, bytes: number) => {
    const last = steps.at(-1)
    if (last !== undefined && atMs - last.atMs < STEP_MS) last.bytes += bytes
    else steps.push({ atMs, bytes })
  }
  return {
    begin: (atMs, bytes, alone) => {
      if (alone) {
        steps = []
        firstAt = undefined
        total = 0
      }
      firstAt ??= atMs
      push(atMs, -Math.min(bytes, BUFFERED_BYTES))
    },
    end: (atMs, bytes) => push(atMs, Math.min(bytes, BUFFERED_BYTES)),
    add: (atMs, bytes) => {
      firstAt ??= atMs
      total += bytes
      push(atMs, bytes)
    },
    rate: (atMs) => {
      if (firstAt === undefined) return undefined
      const seenMs = atMs - firstAt
      const isEarly = total >= JUDGED_EARLY.bytes && seenMs >= JUDGED_EARLY.afterMs
      if (seenMs < JUDGED_AFTER_MS && !isEarly) return undefined
      steps = steps.filter((step) => atMs - step.atMs <= WINDOW_MS)
      const sum = steps.reduce((bytes, step) => bytes + step.bytes, 0)
      return sum <= 0 ? undefined : (sum * 1000) / Math.min(seenMs, WINDOW_MS)
    },
  }
}
