import type { RunOutcome } from '../runner/engine.js'
import { EXIT, type ExitCode } from './exit-code.js'
import type { Session } from './session.js'

/** The exit code of a run that did not get to its end; undefined when it did. */
export function outcomeCode({ outcome }: RunOutcome, { world }: Session): ExitCode | undefined {
  if (outcome === 'done') return undefined
  return outcome === 'cancelled' || world.interrupts.stop.aborted ? EXIT.interrupted : EXIT.failed
}
