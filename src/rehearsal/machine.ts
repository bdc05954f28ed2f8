import { type Hardware, simulatedHardware } from './hardware.js'
import { createHostFiles, type HostFiles } from './host-files.js'
import type { Closing } from './network.js'

/** A simulated host: everything that a real one would know about itself. */
export interface Machine {
  /** By which others reach it, and by which this program knows it. */
  readonly address: string
  readonly hardware: Hardware
  readonly files: HostFiles
  /** Version by name. */
  readonly packages: Map<string, string>
  /** Accounts that were made: home by name. */
  readonly accounts: Map<string, string>
  readonly units: Map<string, UnitState>
  readonly listeners: Set<MachineListener>
  readonly journal: MachineLogLine[]
  readonly database: Database
  /** YAML that was read before, by its path. */
  readonly parsed: Map<string, { readonly text: string; readonly value: unknown }>
  /** Of connections to it. */
  readonly links: Set<AbortController>
  /** Makes strangers leave its ports. */
  readonly occupants: Set<Closing>
  /** Ends temporary listeners, by their process. */
  readonly reaching: Map<number, Closing>
  /** The next process id. */
  nextPid: number
}

export interface UnitState {
  active: 'active' | 'activating' | 'inactive' | 'failed'
  sub: string
  enabled: boolean
  pid: number
  restarts: number
  /** By the rehearsal's clock; undefined when it never was. */
  startedAt?: number
  /** Ends its process, if it has one. */
  end?: () => Promise<void>
  /** Makes its process read its configuration anew. */
  reload?: () => Promise<void>
}

interface MachineListener {
  readonly protocol: 'tcp' | 'udp'
  readonly address: string
  readonly port: number
  readonly program: string
  readonly pid: number
  /** Empty for one that systemd has not started. */
  readonly unit: string
}

export interface MachineLogLine {
  readonly unit: string
  readonly atMs: number
  readonly message: string
}

/** What is in the machine's own database server. */
interface Database {
  /** `metis_admin` has its tables. */
  hasTables: boolean
  /** Password by account. */
  readonly accounts: Map<string, string>
}

export function createMachine(address: string): Machine {
  const hardware = simulatedHardware(address)
  const nowSeconds = () => Math.floor((Date.now() + hardware.clockOffsetMs) / 1000)
  return {
    address,
    hardware,
    files: createHostFiles(nowSeconds),
    packages: new Map(),
    accounts: new Map(),
    units: new Map(),
    listeners: new Set([
      { protocol: 'tcp', address: '0.0.0.0', port: 22, program: 'sshd', pid: 712, unit: 'ssh.service' },
      { protocol: 'tcp', address: '::', port: 22, program: 'sshd', pid: 712, unit: 'ssh.service' },
    ]),
    journal: [],
    parsed: new Map(),
    links: new Set(),
    occupants: new Set(),
    reaching: new Map(),
    database: { hasTables: false, accounts: new Map() },
    nextPid: 1400 + ((Number(address.split('.').at(-1)) || 0) % 97) * 11,
  }
}

/** A process of that unit listens on the TCP port. */
export function listensAs(machine: Machine, unit: string, port: number): boolean {
  return [...machine.listeners].some(
    (one) => one.protocol === 'tcp' && one.unit === unit && one.port === port,
  )
}

/** Where that unit listens first; undefined when it does not run. */
export function listenedPort({ listeners }: Machine, unit: string): number | undefined {
  return [...listeners].find((one) => one.unit === unit)?.port
}
