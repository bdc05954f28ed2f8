import type { Hold } from '../actions/hold.js'
import { FIRST_CONSOLE_PASSWORD } from '../roles/secret-names.js'
import { simulatedHardware } from './hardware.js'
import { createHostFiles, type KeptFiles } from './host-files.js'
import type { Closing } from './network.js'

/** A simulated host: everything that a real one would know about itself. */
export type Machine = ReturnType<typeof createMachine>

export interface UnitState {
  active: 'active' | 'activating' | 'inactive' | 'failed'
  sub: string
  enabled: boolean
  pid: number
  restarts: number
  /** By the rehearsal's clock; undefined when it never was. */
  startedAt?: number
  /** It may not be started. */
  isMasked?: true
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

/** What an instance was started from, as `actions/former.ts` keeps it. */
interface KeptFormer {
  readonly unit: string
  readonly instance: string
  readonly readers: readonly string[]
  /** By path. */
  readonly files: ReadonlyMap<string, KeptFiles>
  /** By a run that was cut off before this one. */
  readonly wasRestarted: boolean
  isStarted: boolean
}

/** `address`: by which others reach it, and by which this program knows it. */
export function createMachine(address: string) {
  const hardware = simulatedHardware(address)
  return {
    address,
    /** The address that it had first: its host key stays what it was then. */
    firstAddress: address,
    hardware,
    files: createHostFiles(() => Math.floor((Date.now() + hardware.clockOffsetMs) / 1000)),
    /** Version by name. */
    packages: new Map<string, string>(Object.entries(hardware.distribution.preinstalled)),
    /** Accounts that were made, by name. */
    accounts: new Map<string, { readonly home: string; readonly comment: string }>(),
    units: new Map<string, UnitState>(),
    /** How often it has booted since the rehearsal began. */
    boots: 0,
    /** When a library was updated that all services use, by the rehearsal's clock. */
    libraryUpdatedAt: undefined as number | undefined,
    listeners: new Set<MachineListener>([
      { protocol: 'tcp', address: '0.0.0.0', port: 22, program: 'sshd', pid: 712, unit: 'ssh.service' },
      { protocol: 'tcp', address: '::', port: 22, program: 'sshd', pid: 712, unit: 'ssh.service' },
    ]),
    /** What nftables has loaded of ours, and what was before it until that is confirmed. */
    table: undefined as string | undefined,
    formerTable: undefined as { readonly text: string | undefined } | undefined,
    journal: [] as MachineLogLine[],
    /**
     * Of the admin: whether `metis_admin` has its tables, what was written into them, the password of each account, and that of
     * the console's user.
     */
    database: {
      hasTables: false,
      rows: [] as string[],
      accounts: new Map<string, string>(),
      consolePassword: FIRST_CONSOLE_PASSWORD,
    },
    /** Certificate that nginx has read for a TLS port, as it stood in its file. */
    certificates: new Map<number, string>(),
    /** YAML that was read before, by its path. */
    parsed: new Map<string, { readonly text: string; readonly value: unknown }>(),
    /** Of connections to it. */
    links: new Set<AbortController>(),
    /** Makes strangers leave its ports. */
    occupants: new Set<Closing>(),
    /** Ends temporary listeners, by their process. */
    reaching: new Map<number, Closing>(),
    /** Who holds it, and since when by the rehearsal's clock; without a connection, somebody who was ordered. */
    held: undefined as
      | { readonly hold: Hold; readonly since: number; readonly link?: AbortController }
      | undefined,
    /** Connections that tried to hold it last while somebody else did: what they saw. */
    refused: new WeakMap<AbortController, string>(),
    /** What instances were started from that are being changed, by the directory that would keep it, and how that came out. */
    former: new Map<string, KeptFormer>(),
    formerEnded: new Map<string, 'good' | 'back'>(),
    /** Of a change that was cut off: until that is put back or confirmed. */
    watch: undefined as Promise<void> | undefined,
    /** The next process id. */
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

/** The unit is started from something else than before, and that is not known to be good yet. */
export function isChanged({ former }: Machine, unit: string): boolean {
  return [...former.values()].some((one) => one.unit === unit && one.isStarted)
}
