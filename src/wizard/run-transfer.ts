import type { Counts } from '../events/progress.js'

/** Bytes that had been sent at a moment. */
export interface Sample {
  readonly atMs: number
  readonly sent: number
}

/** How far the sending is. Rate and time left are of the last seconds, and absent until there is anything to tell. */
export interface Transfer {
  readonly sent: number
  readonly bytes: number
  readonly bytesPerSecond?: number
  readonly secondsLeft?: number
}

const WINDOW_MS = 10_000
const SHORTEST_MS = 1000
const APART_MS = 250

/** The samples of the last seconds with a new one. A file that is sent again from its beginning starts anew. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last !== undefined && sample.sent < last.sent) return [sample]
  if (last !== undefined && sample.atMs - last.atMs < APART_MS) return samples
  return [...samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample]
}

/** Nothing when there is nothing to send, or nothing left. */
export function transferOf(
  { bytes, sent }: Pick<Counts, 'bytes' | 'sent'>,
  samples: readonly Sample[],
  nowMs: number,
): Transfer | undefined {
  if (bytes === 0 || sent >= bytes) return undefined
  const recent = samples.filter(({ atMs }) => nowMs - atMs <= WINDOW_MS)
  const [first] = recent
  const spanMs = first === undefined ? 0 : nowMs - first.atMs
  if (first === undefined || spanMs < SHORTEST_MS) return { sent, bytes }
  const bytesPerSecond = Math.round(((sent - first.sent) * 1000) / spanMs)
  if (bytesPerSecond <= 0) return { sent, bytes, bytesPerSecond: 0 }
  return { sent, bytes, bytesPerSecond, secondsLeft: Math.ceil((bytes - sent) / bytesPerSecond) }
}
