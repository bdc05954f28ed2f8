import type { Action } from '../actions/action.js'
import type { Command } from '../lib/command.js'
import type { Text } from '../lib/text.js'
import type { Release } from '../topology/release.js'
import type { Role } from '../topology/roles.js'
import type { Host, InstanceOf, Topology } from '../topology/topology.js'

/**
 * What a role needs, phase by phase. Pure: phases ask every service and know none. The behaviour behind each
 * answer is the release's, not ours: see the comments at the answers.
 */
export interface Service<R extends Role> {
  readonly role: R
  /** Roles that must be ready before this one starts. */
  readonly after: readonly Role[]
  /** Ports that an instance listens on, who must reach each, and what for. */
  readonly ports: (instance: InstanceOf<R>) => readonly PortUse[]
  /** OS packages by distribution, see `services/packages.ts`. */
  readonly packages: (input: ServiceInput<R>) => readonly string[]
  /** Artifacts and where in `releases/<version>/` they go. */
  readonly artifacts: (input: ServiceInput<R>) => readonly ArtifactUse[]
  /** Files that the service reads; a changed one restarts it. */
  readonly config: (input: ServiceInput<R>) => readonly ConfigFile[]
  readonly unit: (input: ServiceInput<R>) => UnitSettings
  /** Steps before the first start: keys, database, Python packages. */
  readonly prepare: (input: ServiceInput<R>) => readonly Step[]
  /** Steps right after the start and before readiness: joining, KV keys. */
  readonly settle: (input: ServiceInput<R>) => readonly Step[]
  /** Its watch of the carrier, through the Consul agent, ends with the first error for good: it restarts with the agent. */
  readonly losesConsul?: boolean
  /** Facts about other services that a start depends on; a change restarts this one. */
  readonly dependsOn: (input: ServiceInput<R>) => readonly string[]
  /**
   * Truthful readiness, asked on the instance's own host as root: exit code 0 healthy, 1 not healthy, 3 running
   * but lost from Consul; prints one line that says so.
   */
  readonly health: (input: ServiceInput<R>) => Command
  readonly readyTimeoutSeconds: number
  /** What must survive, below the instance's directory, and databases. */
  readonly keep: (instance: InstanceOf<R>) => readonly Kept[]
}

export interface ServiceInput<R extends Role> {
  readonly topology: Topology
  readonly release: Release
  readonly host: Host
  readonly instance: InstanceOf<R>
  /** Distribution of the host: `debian-12`, `ubuntu-22.04`. */
  readonly distribution: string
  readonly avx2: boolean
}

export interface PortUse {
  readonly port: number
  /** Last port of a range that starts at `port`. */
  readonly to?: number
  readonly protocol: 'tcp' | 'udp'
  /** `http`, `p2p`, `task ports`: a word for tables. */
  readonly purpose: string
  readonly from: readonly Peer[]
}

/** Who must reach a port: a role's hosts, everybody in the world, browsers, a Moirea platform, or the host itself. */
export type Peer = Role | 'world' | 'browsers' | 'moirea' | 'itself'

export interface ArtifactUse {
  readonly artifact: string
  /** Path below `releases/<version>/`; for `unpack` the directory that gets the archive's content. */
  readonly to: string
  readonly how: 'file' | 'unpack'
  /** Leading directories of the archive to drop; `unpack` only. */
  readonly strip?: number
  /** Octal; files only. */
  readonly mode?: string
}

interface ConfigFile {
  /** Absolute path. */
  readonly path: string
  readonly mode: string
  readonly owner: string
  readonly content: Text
}

/** The parts of a systemd unit that differ by service; `unit-text.ts` adds user, hardening, restart and limits. */
export interface UnitSettings {
  readonly description: string
  /** Full command line, absolute program path. */
  readonly start: string
  /** Script files to run before each start, also those that systemd does by itself. */
  readonly startPre?: readonly string[]
  readonly workingDirectory: string
  readonly environment: Readonly<Record<string, string>>
  /** Units on the same host to start after, e.g. `mariadb.service`. */
  readonly after: readonly string[]
  /** Exit codes besides 0 that mean an orderly stop. */
  readonly successExitStatus: readonly number[]
  readonly killMode: 'mixed' | 'control-group'
  readonly stopSeconds: number
  /** Directories that the service writes to. */
  readonly writes: readonly string[]
}

/** An action with its place among the others of its instance; the order of a list is the order of work. */
export interface Step {
  readonly action: Action
  /** Why it is there: one clause for plan and journal. */
  readonly because: string
}

/** Identity or data that outlives the program. */
export type Kept =
  | { readonly kind: 'path'; readonly path: string; readonly what: 'identity' | 'data' }
  | { readonly kind: 'database'; readonly name: string; readonly what: 'data' }
