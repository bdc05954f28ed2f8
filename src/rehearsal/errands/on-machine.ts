import type { SecretSource } from '../../lib/text.js'
import type { Machine } from '../machine.js'
import type { Simulation } from '../simulation.js'
import type { Systemd } from '../systemd.js'

/** What work is carried out on; it resolves to an exit code. */
export interface ErrandWork {
  readonly simulation: Simulation
  readonly machine: Machine
  readonly systemd: Systemd
  readonly secrets: SecretSource
  /** A line of output. */
  readonly print: (line: string) => void
  /** Rejects when the connection is lost or the work is stopped. */
  readonly sleep: (seconds: number) => Promise<void>
}

/** What an errand is carried out on. */
export interface OnMachine extends ErrandWork {
  /** Aborted when the connection is lost or the work is stopped. */
  readonly signal: AbortSignal
  /** Cuts the machine off from everybody. Throws what this connection says to that. */
  readonly loseHost: () => never
}
