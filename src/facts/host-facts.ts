import type { Receipt } from '../actions/receipt.js'
import type { AccountFacts } from './accounts.js'
import type { BackupFacts } from './backups.js'
import type { FactId } from './fact-ids.js'
import type { FileSystemOf } from './file-systems.js'
import type { HoldSeen } from './hold.js'
import type { OldInstallation } from './old-installation.js'
import type { PackageTrial } from './package-trial.js'
import type { RecordHead } from './record.js'
import type { Tool } from './tools.js'
import type { UpdateFacts } from './updates.js'

/** All that one round trip learns about a host. Absent members: the host did not answer that question. */
export interface HostFacts {
  /** Questions of which nothing, or only a part, was answered: what they say of the host is not known. Absent: none. */
  readonly unanswered?: readonly FactId[]
  /** Programs that it lacks; absent: none. */
  readonly missingTools?: readonly Tool[]
  /** Absent when the host did not say. */
  readonly fileSystems?: readonly FileSystemOf[]
  /** Who works on it; absent: nobody, or it did not say. */
  readonly hold?: HoldSeen
  /** What it keeps of its organisation. */
  readonly record?: RecordHead
  readonly system: SystemFacts
  readonly hardware: HardwareFacts
  readonly identity: IdentityFacts
  readonly clock: ClockFacts
  readonly software: SoftwareFacts
  /** Absent where it lacks no package, or did not say. */
  readonly packageTrial?: PackageTrial
  readonly listeners: readonly Listener[]
  /** What this installer left here, each with what is there now. */
  readonly receipts: readonly FoundReceipt[]
  /** Instances of which it keeps what they were before a change that has not come to its end; absent: none. */
  readonly former?: readonly string[]
  /** Names in the install directory, empty where there is none; absent when the host did not say. */
  readonly installDirectory?: readonly string[]
  /** Absent where no timer makes any. */
  readonly backups?: BackupFacts
  /** Absent when the host did not say. */
  readonly accounts?: AccountFacts
  /** What the ansible playbooks of before have left; absent: nothing, or it did not say. */
  readonly old?: OldInstallation
  /** Absent when the host did not say. */
  readonly updates?: UpdateFacts
  /** Bytes that instances keep there which org.yaml has not on the host, by name, where they could be counted. */
  readonly left?: Readonly<Record<string, number>>
  /** By unit name: every `metis-*` unit, and nginx, mariadb. */
  readonly units: Readonly<Record<string, UnitFacts>>
  /** By instance name: the answer of the service's own health command. */
  readonly health: Readonly<Record<string, Health>>
  /** What roles asked besides, as it was answered, by name; read by the room of the role alone. */
  readonly told?: Readonly<Record<string, string>>
}

export interface SystemFacts {
  /** `ID` of os-release: `debian`, `ubuntu`. */
  readonly id: string
  /** `VERSION_ID`: `12`, `22.04`. */
  readonly version: string
  /** `PRETTY_NAME`. */
  readonly name: string
  /** `uname -m`. */
  readonly machine: string
  readonly kernel: string
  /** PID 1 is systemd. */
  readonly systemd: boolean
  /** `2.36`; absent where it did not say. */
  readonly glibc?: string
  /** Shared libraries of 64 bits that programs find: `libcrypt.so.1`; absent where it did not say. */
  readonly libraries?: readonly string[]
}

export interface HardwareFacts {
  readonly cores: number
  readonly memoryMib: number
  /** Free MiB on the file system that holds (or will hold) the install directory. */
  readonly diskFreeMib: number
  readonly diskTotalMib: number
  /** What was free there before, the oldest first; absent where nobody has measured. */
  readonly diskSamples?: readonly DiskSample[]
  readonly avx: boolean
  readonly avx2: boolean
}

export interface DiskSample {
  /** Seconds since the epoch by the host's clock. */
  readonly at: number
  readonly freeMib: number
  /** Taken as a run ended; else by the timer of the metrics. */
  readonly byRun: boolean
}

export interface IdentityFacts {
  readonly hostname: string
  readonly machineId: string
  /** Another one after each boot; absent when the host did not say. */
  readonly bootId?: string
  /** IPv4 addresses in the order the OS lists them, loopback and link-local left out. */
  readonly addresses: readonly { readonly interface: string; readonly address: string }[]
}

export interface ClockFacts {
  /** Host time minus the controller's at the middle of the round trip, milliseconds. */
  readonly offsetMs: number
  /** The offset is at most this far from the truth. */
  readonly errorMs: number
  /** A time service keeps it in step; true also in a container, whose clock is its machine's. */
  readonly synchronised: boolean
}

export interface SoftwareFacts {
  /** Installed version by package name, of the packages that services may ask for. */
  readonly packages: Readonly<Record<string, string>>
  /** `java -version` line, when there is one on the PATH. */
  readonly java?: string
  /** A MySQL or MariaDB server's version line. */
  readonly mysql?: string
  /** What MariaDB says when root logs in as the installation does: `well`, or its error. */
  readonly databaseLogin?: string
  /** Sites enabled in nginx, without ours. */
  readonly nginxSites: readonly string[]
  /** Ports that each of those sites listens on. */
  readonly nginxPorts?: Readonly<Record<string, readonly number[]>>
  /** Others' firewalls that are active: `ufw`, `firewalld`, or `nft FAMILY TABLE CHAIN` that drops what it has no rule for; absent: none. */
  readonly firewalls?: readonly string[]
  /** The database `metis_admin` has tables. */
  readonly metisDatabase: boolean
}

export interface Listener {
  readonly protocol: 'tcp' | 'udp'
  readonly address: string
  readonly port: number
  /** `nginx (pid 812)`, or empty when the kernel does not say. */
  readonly process: string
  /** The systemd unit that the process belongs to, e.g. `metis-consul.service`; empty when unknown. */
  readonly unit: string
}

export interface FoundReceipt extends Receipt {
  /** `stat` of the path now; absent when there is nothing. */
  readonly now?: string
}

export interface UnitFacts {
  readonly active: string
  readonly sub: string
  readonly enabled: boolean
  readonly pid: number
  /** Times systemd started it again by itself. */
  readonly restarts: number
  /** Seconds since the epoch of the last start by the host's clock, 0 when never. */
  readonly since: number
  /** Since its last start, when the host was asked; absent when it does not run. */
  readonly runningSeconds?: number
  /** Of ours: the file that systemd has it from, where that is not the one of its name below `/etc`; `MASKED` when it may not be started. */
  readonly from?: string
  /** Of ours: what changes it beside its own file. */
  readonly dropIns?: readonly string[]
}

export interface Health {
  /**
   * `ready`: others can go on, but what it is for does not work. `unregistered`: runs, but Consul has lost it, and it will
   * never register again by itself.
   */
  readonly state: 'healthy' | 'ready' | 'unhealthy' | 'unregistered' | 'absent'
  /** One line, as the service puts it. */
  readonly says: string
}
