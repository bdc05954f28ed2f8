import type { Changes } from './changes.js'
import type { FaultRegister } from './fault-register.js'
import type { Machine } from './machine.js'
import type { Network } from './network.js'
import type { Pace } from './pace.js'
import type { ConsulServer } from './services/consul-server.js'

/** What all simulated hosts share. */
export interface World {
  readonly pace: Pace
  readonly network: Network
  readonly changes: Changes
  /** An action was carried out somewhere: what failed for want of it may be tried again. */
  readonly acts: Changes
  readonly faults: FaultRegister
  /** Every Consul server that runs. */
  readonly consuls: Set<ConsulServer>
  /** Seconds since the epoch when the rehearsal began. */
  readonly beganAt: number
  /** The machine at an address, made when it is met first. */
  readonly machineAt: (address: string) => Machine
}
