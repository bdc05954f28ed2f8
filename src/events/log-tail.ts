import type { Progress } from './progress.js'
import type { RunEvent } from './run-event.js'

/** The last lines that the actions of a run printed. */
export interface LogTail {
  /** Oldest first. A line's number is its place here plus `dropped`: it stays the same as lines come and go. */
  readonly lines: readonly LogLine[]
  /** How many came before the first of them. */
  readonly dropped: number
}

export interface LogLine {
  /** UTC, ISO 8601. */
  readonly at: string
  /** Id of the plan node. */
  readonly node: string
  readonly host: string
  /** Instance name, or `host`. */
  readonly instance: string
  /** As the host printed it, secrets masked: make it `printable` before it is shown. */
  readonly text: string
}

export const EMPTY_LOG: LogTail = { lines: [], dropped: 0 }

export interface LogFold {
  /** Takes what is output; `progress` tells whose it is. */
  readonly add: (event: RunEvent, progress: Progress) => void
  /** Never changes, and is the same object until a line has come. */
  readonly snapshot: () => LogTail
}

/** More of them are in the journal. */
const KEPT_LINES = 10_000

export function logFold(kept = KEPT_LINES): LogFold {
  const lines: LogLine[] = []
  let dropped = 0
  let tail: LogTail | undefined = EMPTY_LOG
  return {
    add: (event, { nodes }) => {
      if (event.type !== 'output' || !Object.hasOwn(nodes, event.node)) return
      const { host = '', instance = '' } = nodes[event.node] ?? {}
      lines.push({ at: event.at, node: event.node, host, instance, text: event.line })
      tail = undefined
      // Seldom, and half of them at once: taking out the first one each time would move all others.
      if (lines.length >= 2 * kept) dropped += lines.splice(0, lines.length - kept).length
    },
    snapshot: () => {
      const first = Math.max(0, lines.length - kept)
      tail ??= { lines: lines.slice(first), dropped: dropped + first }
      return tail
    },
  }
}
