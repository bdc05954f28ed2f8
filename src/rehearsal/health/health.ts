import type { Machine } from '../machine.js'
import type { World } from '../world.js'

/** What a health command of `src/services` would have said: 0 healthy, 1 not, 3 lost from Consul. */
export interface Health {
  readonly exitCode: 0 | 1 | 3
  readonly says: string
}

export interface HealthInput {
  readonly world: World
  readonly machine: Machine
  readonly instance: string
  /** `/opt/metis` */
  readonly installDirectory: string
}
