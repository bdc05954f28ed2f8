import type { Problem } from '../../src/errors/problem.js'
import type { Topology } from '../../src/topology/topology.js'
import type { Size } from '../../src/ui/screen/step.js'
import type { RunHandle } from '../../src/wizard/run-handle.js'

export interface RunScreenProps {
  readonly run: RunHandle
  readonly topology: Topology
  readonly size: Size
  /** Somebody else has begun it: leaving it is what Ctrl-C is for. */
  readonly isWatched?: boolean
  /** How to go on once it is over; absent: with the keys of the wizard. */
  readonly endNotice?: string
  /** What the screen is busy with, or why something was not possible. */
  readonly notice?: string
  /** What kept the screen from going on, told before the failures of the run. */
  readonly problems?: readonly Problem[]
  /** What each key may ask for; absent: it means nothing here. */
  readonly onNext?: () => void
  readonly onRetry?: () => void
  readonly onShell?: (host: string) => void
  /** False where `onShell` can only say that there is none. */
  readonly hasShell?: boolean
  readonly onDetach?: () => void
  /** Leaves the program where a run can't go on without it. */
  readonly onQuit: () => void
}
