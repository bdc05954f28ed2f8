import type { RecordFold } from '../events/run-record.js'
import type { RunHandle } from '../wizard/run-handle.js'

export interface RunStore extends Pick<RunHandle, 'subscribe' | 'snapshot'> {
  /** Something was added to the record: listeners are told a little later, once for all that comes until then. */
  readonly changed: () => void
}

const BATCH_MILLISECONDS = 100

/** A record as screens read it: thousands of events a second become ten views. */
export function runStore(
  record: RecordFold,
  later: (tell: () => void) => void = (tell) => setTimeout(tell, BATCH_MILLISECONDS),
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
      later(() => {
        isDue = false
        const now = record.snapshot()
        if (now === view) return
        view = now
        for (const listener of [...listeners]) listener()
      })
    },
  }
}
