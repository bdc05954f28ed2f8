import type { RunRecord } from '../events/run-record.js'

/**
 * A run as screens hold it: carried out by another process that outlives them, or by this one (a rehearsal).
 * `subscribe` and `snapshot` are what `useSyncExternalStore` asks for.
 */
export interface RunHandle {
  /** Tells at most ten times a second that there is something new. Returns the way to stop listening. */
  readonly subscribe: (listener: () => void) => () => void
  /** The same object until listeners are told. */
  readonly snapshot: () => RunView
  /** Finish what runs, start nothing new. */
  readonly stop: () => void
  /** Stop at once; what was under way is in `progress.halfDone`. */
  readonly abort: () => void
  /** Finish what runs, and rest until it is asked to go on. */
  readonly pause: () => void
  readonly goOn: () => void
  /** False where the run lives in this process and ends with it: a rehearsal. */
  readonly canDetach: boolean
}

/** What screens show of a run's record. */
export type RunView = Pick<RunRecord, 'progress' | 'log' | 'problems' | 'state' | 'stage' | 'begun'>
