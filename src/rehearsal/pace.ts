import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises'

/** How simulated hosts pass their time. All times are seconds of theirs. */
export interface Pace {
  /** Nobody waits for anything. */
  readonly instant: boolean
  /** Since the rehearsal began. */
  readonly now: () => number
  /** Rejects with the signal's reason, or once the rehearsal is over. */
  readonly sleep: (seconds: number, signal?: AbortSignal) => Promise<void>
  /** Where nobody waits: lets a time pass that only an end of waiting would show. */
  readonly skip: (seconds: number) => void
  /** Ends every sleep. */
  readonly end: () => void
}

/** Times as fast as real hosts. At the usual speed an installation on three hosts takes less than a minute. */
export const USUAL_SPEED = 2

export function paceOf(speed: number | 'instant'): Pace {
  const over = new AbortController()
  if (speed === 'instant') return instantPace(over)
  const began = performance.now()
  return {
    instant: false,
    now: () => ((performance.now() - began) / 1000) * speed,
    sleep: async (seconds, signal) => {
      const either = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal])
      either.throwIfAborted()
      // A timer's own error would hide why.
      await delay((seconds / speed) * 1000, undefined, { signal: either }).catch(() =>
        either.throwIfAborted(),
      )
    },
    skip: () => {},
    end: () => over.abort(new RehearsalOver()),
  }
}

/** One turn of the event loop for every sleep, so that keys are read and screens drawn meanwhile. */
function instantPace(over: AbortController): Pace {
  let skipped = 0
  const began = performance.now()
  return {
    instant: true,
    now: () => skipped + (performance.now() - began) / 1000,
    sleep: async (_, signal) => {
      await nextTurn()
      signal?.throwIfAborted()
      over.signal.throwIfAborted()
    },
    skip: (seconds) => {
      skipped += seconds
    },
    end: () => over.abort(new RehearsalOver()),
  }
}

/** Ends what still goes on when a rehearsal is closed. */
export class RehearsalOver extends Error {
  override readonly name = 'RehearsalOver'
}
