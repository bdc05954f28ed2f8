import { setImmediate as nextTurn, setTimeout as timer } from 'node:timers/promises'

/** How simulated hosts pass their time. All times are seconds of theirs. */
export type Pace = ReturnType<typeof paceOf>

/** Times as fast as real hosts. At the usual speed an installation on three hosts takes less than a minute. */
export const USUAL_SPEED = 2

export function paceOf(speed: number | 'instant') {
  const began = performance.now()
  const over = new AbortController()
  let skipped = 0
  let isHurried = false
  const isInstant = () => isHurried || speed === 'instant'
  const inTurn = oneEachTurn()
  const pass = async (seconds: number, signal: AbortSignal | undefined) => {
    // One turn of the event loop for every sleep, so that keys are read and screens drawn meanwhile.
    if (isHurried || speed === 'instant') return nextTurn()
    const ended = signal === undefined ? over.signal : AbortSignal.any([signal, over.signal])
    await timer((seconds / speed) * 1000, undefined, { signal: ended }).catch(() => {})
    if (!ended.aborted) await new Promise<void>(inTurn)
  }
  return {
    /** Nobody waits for anything. */
    get instant() {
      return isInstant()
    },
    /** Since the rehearsal began. */
    now: () => skipped + ((performance.now() - began) / 1000) * (speed === 'instant' ? 1 : speed),
    /** Rejects with the signal's reason, or once the rehearsal is over. */
    sleep: async (seconds: number, signal?: AbortSignal): Promise<void> => {
      await pass(seconds, signal)
      signal?.throwIfAborted()
      over.signal.throwIfAborted()
    },
    /** Where nobody waits: lets a time pass that only an end of waiting would show. */
    skip: (seconds: number) => {
      skipped += seconds
    },
    /** Nobody waits until it is ended. */
    hurry: (is: boolean) => {
      isHurried = is
    },
    /** Ends every sleep. */
    end: () => over.abort(new RehearsalOver()),
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

/** Ends what still goes on when a rehearsal is closed. */
export class RehearsalOver extends Error {
  override readonly name = 'RehearsalOver'
}
