import { InstallerError } from '../../errors/problem.js'
import type { RecordFold } from '../../events/run-record.js'
import type { RunHandle } from '../../wizard/run-handle.js'

export interface RunStore extends Pick<RunHandle, 'subscribe' | 'snapshot'> {
  /** Something was added to the record: listeners are told a little later, once for all that comes until then. */
  readonly changed: () => void
}

const SHORTEST_MILLISECONDS = 100
const LONGEST_MILLISECONDS = 1000
const MILLISECONDS_PER_HOST = 8

/**
 * A record as screens read it: thousands of events a second become ten views. A frame of many hosts costs more and
 * tells not more per second, so that of them there are fewer. Keys are answered meanwhile, with the view there is.
 */
export function runStore(
  record: RecordFold,
  later: (tell: () => void, milliseconds: number) => void = setTimeout,
): RunStore {
  const listeners = new Set<() => void>()
  let view = record.snapshot()
  let isDue = false
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    snapshot: () => view,
    changed: () => {
      if (isDue) return
      isDue = true
      later(
        () => {
          isDue = false
          const now = record.snapshot()
          if (now === view) return
          view = now
          for (const listener of [...listeners]) listener()
        },
        pauseFor(Object.keys(record.progress().hosts).length),
      )
    },
  }
}

function pauseFor(hosts: number): number {
  return Math.min(LONGEST_MILLISECONDS, Math.max(SHORTEST_MILLISECONDS, hosts * MILLISECONDS_PER_HOST))
}

/** What was thrown, as lines of a record. */
export function tellFailure(record: Pick<RecordFold, 'add'>, error: unknown): void {
  if (error instanceof InstallerError) {
    for (const one of error.problems) record.add({ type: 'problem', ...one })
    return
  }
  record.add({ type: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}
