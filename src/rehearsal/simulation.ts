import type { RequestListener } from 'node:http'
import type { RunCommand } from '../actions/action.js'
import type { SecretSource } from '../lib/text.js'
import type { Role } from '../topology/topology.js'
import type { Changes } from './changes.js'
import type { FaultRegister } from './fault-register.js'
import type { HostFiles } from './host-files.js'
import type { Machine } from './machine.js'
import type { SimulatedNetwork } from './network.js'
import type { Pace } from './pace.js'

/** What all simulated hosts share. */
export interface Simulation {
  readonly pace: Pace
  readonly network: SimulatedNetwork
  readonly changes: Changes
  /** An action was carried out somewhere: what failed for want of it may be tried again. */
  readonly acts: Changes
  readonly faults: FaultRegister
  /** What runs on hosts, by role. */
  readonly rooms: ReadonlyMap<Role, Rehearsed>
  /** Seconds since the epoch when the rehearsal began. */
  readonly beganAt: number
  /** The machine at an address, made when it is met first. */
  readonly machineAt: (address: string) => Machine
}

/** The simulated service of a role: it reads what was written for the real one, and fails as that does. */
export interface Rehearsed {
  /** By the name of the program file, as in `ExecStart`. */
  readonly programs: Readonly<Record<string, SimulatedProgram>>
  /** What the role's ready command would have said; what it needs to know it reads from the instance's configuration. */
  readonly ready: (at: AtInstance) => Promise<SimulatedHealth>
  /** What an instance that is ready then says of what it is for; undefined when that works. */
  readonly works?: (at: AtInstance) => Promise<string | undefined>
  /** What the role's `run` actions leave behind, by their names; any other one takes its time and succeeds. */
  readonly effects?: Readonly<Record<string, Effect>>
  /** What its OS packages bring, by unit. */
  readonly packaged?: Readonly<Record<string, Packaged>>
}

/** What a program of a unit sees of its host. It returns its exit code. */
export type SimulatedProgram = (process: Process) => Promise<number>

export interface Process extends OnHost {
  readonly unit: string
  readonly pid: number
  /** The command line of its unit file, the program first. */
  readonly argv: readonly string[]
  /** Account that it runs as. */
  readonly user: string
  /** It was asked to end. */
  readonly terminated: AbortSignal
  readonly log: (line: string) => void
  /** Waits; rejects when it was asked to end. */
  readonly sleep: (seconds: number) => Promise<void>
  /** False: somebody else has the port. */
  readonly listen: (bind: string, port: number, answer?: RequestListener) => Promise<boolean>
  readonly listenUdp: (bind: string, port: number) => void
  /** It has done what it does at its start, and resolves when it was asked to end. */
  readonly serve: () => Promise<void>
}

/** A program of the distribution. It tells systemd when it serves: a start lasts until then. */
export interface Packaged {
  readonly package: string
  /** What its installation takes in all. */
  readonly installSeconds: number
  /** Leaves the files that come with it. */
  readonly unpack: (files: HostFiles) => void
  /** Absolute. */
  readonly path: string
  readonly program: SimulatedProgram
  readonly reload?: (process: Process) => Promise<void>
}

export interface OnHost {
  readonly simulation: Simulation
  readonly machine: Machine
}

export interface AtInstance extends OnHost {
  readonly instance: string
  /** `/opt/metis` */
  readonly installDirectory: string
}

/** 0 healthy, 1 not, 3 lost from Consul, 4 ready without doing what it is for. */
export interface SimulatedHealth {
  readonly exitCode: 0 | 1 | 3 | 4
  readonly says: string
}

/** Resolves to the exit code. */
export type Effect = (action: RunCommand, on: OnInstance) => Promise<number>

export interface OnInstance extends AtInstance {
  readonly secrets: SecretSource
  /** A line of output. */
  readonly print: (line: string) => void
  /** Rejects when the connection is lost or the run stopped. */
  readonly sleep: (seconds: number) => Promise<void>
}
