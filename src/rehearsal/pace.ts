import { setImmediate as nextTurn } from 'node:timers/promises'

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
  return speed === 'instant' ? instantPace() : timedPace(speed)
}

function timedPace(speed: number): Pace {
  const began = performance.now()
  const sleeping = new Set<(reason: unknown) => void>()
  let over = false
  const inTurn = oneEachTurn()
  return {
    instant: false,
    now: () => ((performance.now() - began) / 1000) * speed,
    sleep: (seconds, signal) =>
      new Promise<void>((resolve, reject) => {
        const wake = (end: () => void) => {
          clearTimeout(timer)
          sleeping.delete(fail)
          signal?.removeEventListener('abort', onAbort)
          end()
        }
        const fail = (reason: unknown) => wake(() => reject(reason))
        const onAbort = () => fail(signal?.reason)
        const timer = setTimeout(() => inTurn(() => wake(resolve)), (seconds / speed) * 1000)
        sleeping.add(fail)
        signal?.addEventListener('abort', onAbort, { once: true })
        if (over) fail(new RehearsalOver())
        else if (signal?.aborted) onAbort()
      }),
    skip: () => {},
    end: () => {
      over = true
      for (const fail of sleeping) fail(new RehearsalOver())
    },
  }
}

/** Hundreds of hosts that slept equally long would all work in one turn of the event loop, and keys wait for it. */
function oneEachTurn(): (work: () => void) => void {
  const due: (() => void)[] = []
  const next = () => {
    due.shift()?.()
    if (due.length > 0) setImmediate(next)
  }
  return (work) => {
    if (due.push(work) === 1) setImmediate(next)
  }
}

/** One turn of the event loop for every sleep, so that keys are read and screens drawn meanwhile. */
function instantPace(): Pace {
  const began = performance.now()
  let skipped = 0
  let over = false
  return {
    instant: true,
    now: () => skipped + (performance.now() - began) / 1000,
    sleep: async (_, signal) => {
      await nextTurn()
      signal?.throwIfAborted()
      if (over) throw new RehearsalOver()
    },
    skip: (seconds) => {
      skipped += seconds
    },
    end: () => {
      over = true
    },
  }
}

/** Ends what still goes on when a rehearsal is closed. */
export class RehearsalOver extends Error {
  override readonly name = 'RehearsalOver'
}
