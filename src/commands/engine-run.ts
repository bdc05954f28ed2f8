import { recordFold } from '../events/run-record.js'
import type { Plan } from '../planner/plan.js'
import type { Engine } from '../runner/engine.js'
import type { RunHandle } from '../wizard/run-handle.js'
import { EXIT } from './exit-code.js'
import type { Organisation } from './organisation.js'
import { runStore } from './run-store.js'
import { tellFailure } from './tell-failure.js'

export interface EngineRunInput {
  readonly engine: Pick<Engine, 'run'>
  /** To the events of that engine. */
  readonly listen: Organisation['listen']
  readonly plan: Plan
  readonly command: string
  readonly now: () => Date
}

const CODES = { done: EXIT.done, failed: EXIT.failed, cancelled: EXIT.interrupted }

/** Starts carrying a plan out in this process, which it ends with; called from a key handler only. */
export function engineRun({ engine, listen, plan, command, now }: EngineRunInput): RunHandle {
  const record = recordFold()
  const { subscribe, snapshot, changed } = runStore(record)
  const stop = new AbortController()
  const abort = new AbortController()
  const stopListening = listen((event) => {
    record.add(event)
    changed()
  })
  const end = (exitCode: number) => record.add({ type: 'ended', at: now().toISOString(), exitCode })
  void engine
    .run(plan, { command, stop: stop.signal, abort: abort.signal })
    .then(
      ({ outcome }) => end(CODES[outcome]),
      (error: unknown) => {
        tellFailure(record, error)
        end(EXIT.failed)
      },
    )
    .finally(() => {
      stopListening()
      changed()
    })
  return {
    subscribe,
    snapshot,
    stop: () => stop.abort(),
    abort: () => {
      stop.abort()
      abort.abort()
    },
    canDetach: false,
  }
}
