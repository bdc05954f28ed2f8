import { EMPTY_LOG, logFold } from '../../../src/events/log-tail.js'
import { progressFold } from '../../../src/events/progress.js'
import type { RunEvent } from '../../../src/events/run-event.js'
import type { Clock } from '../../../src/ui/screen/hooks.js'
import { cell } from '../../../src/wizard/cell.js'
import type { RunHandle, RunView } from '../../../src/wizard/run-handle.js'

export interface FakeRun extends RunHandle {
  /** Every event at once, then one frame. */
  readonly happens: (...events: readonly RunEvent[]) => void
  readonly set: (given: Partial<RunView>) => void
  /** What was asked of it. */
  readonly asked: readonly string[]
}

/** A run in which happens what a test says. */
export function fakeRun(given: { events?: readonly RunEvent[]; canDetach?: boolean } = {}): FakeRun {
  const progress = progressFold()
  const log = logFold()
  const view = cell<RunView>({
    progress: progress.snapshot(),
    log: EMPTY_LOG,
    problems: [],
    state: 'running',
  })
  const asked: string[] = []
  const happens = (...events: readonly RunEvent[]) => {
    for (const event of events) {
      progress.add(event)
      log.add(event, progress.now())
    }
    const now = progress.snapshot()
    const state = now.outcome ?? (now.stopping ? 'stopping' : now.paused ? 'paused' : 'running')
    view.update((before) => ({ ...before, progress: now, log: log.snapshot(), state }))
  }
  happens(...(given.events ?? []))
  return {
    subscribe: view.subscribe,
    snapshot: view.get,
    stop: () => asked.push('stop'),
    abort: () => asked.push('abort'),
    pause: () => asked.push('pause'),
    goOn: () => asked.push('continue'),
    canDetach: given.canDetach ?? true,
    happens,
    set: (changes) => view.update((before) => ({ ...before, ...changes })),
    asked,
  }
}

/** A clock that stands until it is moved. */
export function standingClock(startMs: number): Clock & { readonly pass: (seconds: number) => void } {
  let nowMs = startMs
  const ticks = new Set<() => void>()
  return {
    now: () => nowMs,
    every: (_milliseconds, tick) => {
      ticks.add(tick)
      return () => ticks.delete(tick)
    },
    pass: (seconds) => {
      nowMs += seconds * 1000
      for (const tick of [...ticks]) tick()
    },
  }
}
