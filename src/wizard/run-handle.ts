import type { Problem } from '../errors/problem.js'
import type { LogTail } from '../events/log-tail.js'
import type { Progress } from '../events/progress.js'
import type { Stage } from '../events/record-line.js'
import type { RunState } from '../events/run-record.js'

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
  /** False where the run lives in this process and ends with it: a rehearsal. */
  readonly canDetach: boolean
}

export interface RunView {
  readonly progress: Progress
  readonly log: LogTail
  /** What was told beside the failures of nodes: preflight, what still differs, a process that was killed. */
  readonly problems: readonly Problem[]
  readonly state: RunState
  /** What goes on before and after the plan itself; absent while the plan runs, and at the end. */
  readonly stage?: { readonly id: Stage /** An artifact, a host. */; readonly about?: string }
}
