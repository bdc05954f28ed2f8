import type { Action } from '../actions/action.js'
import type { Asked } from '../facts/questions.js'
import type { Command } from '../lib/command.js'
import type { Text } from '../lib/text.js'
import { ownerOf } from '../topology/accounts.js'
import { unitOf } from '../topology/host-paths.js'
import type { Release } from '../topology/release.js'
import type { Host, Instance, Role, Topology } from '../topology/topology.js'
import type { RoleReason } from './words.js'

/**
 * What runs on a host, phase by phase. Pure: phases ask every service and know none. The behaviour behind each answer is
 * the release's, not ours: see the comments at the answers.
 */
export interface Service<I extends Instance = Instance> {
  /** Whom it starts after, and what else it has of them. */
  readonly needs: readonly Need[]
  /**
   * How instances of the role restart: all together; one by one, each ready before the next, while a quorum holds; or rolling, each
   * that works after the one before it was ready for a while, so that a change that makes them sick stops at the first.
   */
  readonly restarts: 'together' | 'one by one' | 'rolling'
  /** A change that all instances of the role come through in stages; `config` is that of `input.stage`. */
  readonly staged?: Staged
  /** How an instance may come to another host: anew, with what it keeps, or not at all. */
  readonly moves: 'afresh' | 'with its data' | 'never'
  /** What it needs of a host, besides its size. `firstAddress`: it registers the first that the system lists, and no setting tells it another. */
  readonly expects?: { readonly firstAddress?: true; readonly avx?: true }
  /** What it calls outside of the organisation. */
  dials?(input: Pick<ServiceInput<I>, 'topology' | 'instance'>): readonly Dialled[]
  /** OS packages by distribution, see `packages.ts`. */
  packages(input: ServiceInput<I>): readonly string[]
  /** Artifacts and where in `releases/<version>/` they go. */
  artifacts(input: ServiceInput<I>): readonly ArtifactUse[]
  /** What its token lets it do in Consul, as the real programs need it; absent: it has none. */
  rights?(release: Pick<Release, 'keyPrefix'>): readonly Right[]
  /** Files that the service reads; a changed one restarts it. */
  config(input: ServiceInput<I>): readonly ConfigFile[]
  unit(input: ServiceInput<I>): UnitSettings
  /** What others see of a move of it with its data, and have to change. */
  moved?(input: ServiceInput<I>): RoleReason
  /** Steps before `prepare` that need nothing of what it keeps, which may come from another host after them: a database server. */
  equip?(input: ServiceInput<I>): readonly ServiceStep[]
  /** Steps before the first start: keys, database, Python packages. */
  prepare?(input: ServiceInput<I>): readonly ServiceStep[]
  /** Steps right after the start and before readiness: joining, KV keys. */
  settle?(input: ServiceInput<I>): readonly ServiceStep[]
  /** Takes what callers are known by from all that are not wanted any more. */
  expels?(input: ServiceInput<I>): readonly ServiceStep[]
  /** Facts about other services that a start depends on; a change restarts this one. */
  dependsOn?(input: ServiceInput<I>): readonly string[]
  /**
   * What lets others go on, asked on the instance's own host as root: exit code 0 ready, 1 not ready, 3 running but lost
   * from Consul; prints one line that says so.
   */
  ready(input: ServiceInput<I>): Command
  /** What proves that a ready one does its work: 0 or 1, and one line. Absent: being ready is all that can be asked. */
  works?(input: ServiceInput<I>): Command
  /** Steps that show, once all runs, that it works with the value that a secret has now; none for secrets that it has not. */
  proves?(input: ServiceInput<I>, secret: string): readonly ServiceStep[]
  /** Its id in Consul, of one that org.yaml no longer names; ends with `*` where its port is not known. */
  registeredAs?(instance: Forgotten, address: string): string
  /** What it does before it is stopped for good. */
  leaves?(input: Leaving): ServiceStep
  /** What shows that one that had left and was started again counts like the others. */
  rejoins?(input: ServiceInput<I>): ServiceStep
  /** What else is asked on its host, by the name under which it is answered; what it means the room alone knows: its `facts.ts`. */
  asked?(input: ServiceInput<I>): Readonly<Record<string, Asked>>
  /** What it needs to work it needs to start too: while that is away it goes on, and a restart ends it. */
  readonly startsOnlyIfWorks?: true
  /** Tasks that go through it end with it. */
  readonly endsTasks?: true
  /** From its start until it is ready, for forecasts. */
  readonly usualSeconds: { readonly low: number; readonly high: number }
  /** Of no progress, until it counts as hung. */
  readonly readyTimeoutSeconds: number
  /**
   * What must survive, below the instance's directory, and databases; also of an instance that org.yaml no longer names,
   * of which nothing else is known.
   */
  keep(instance: I | Forgotten): readonly Kept[]
  /** Files of the organisation's folder that its host has too, below the instance's directory, by their paths in the folder. */
  ofFolder?(instance: I): Readonly<Record<string, string>>
  /** Bash that has a running instance write what all of its role keep to the file `$to`, for backups in place of its files. */
  snapshot?(input: ServiceInput<I>): Command
  /** Bash that puts what a running instance lacks of such a file back, and replaces nothing. */
  loads?(input: ServiceInput<I>, file: string): Command
}

/** Any two go together whose stages differ by no more than one; one that was installed without any is in stage 0. */
export interface Staged {
  /** Of the receipt that tells the stage. */
  readonly name: string
  last(topology: Topology): number
  /** From this one on it knows others by what it has given them; what comes after it is for when all of them have that. */
  readonly admits: number
  /** What a stage is for. */
  because(stage: number): RoleReason
}

/** `['service', 'dataService', 'write']`, as Consul's rules have them. */
export type Right = readonly [kind: 'key' | 'service' | 'node_prefix', name: string, may: 'read' | 'write']

export const OPERATOR = 'operator'

/** One that Consul knows by its token. */
export interface Caller {
  /** `data-8700@h4`, or `operator`: who makes the others' tokens, and our own calls on hosts of Consul. */
  readonly name: string
  /** Of Consul, with these rights; none: it is Consul's own. */
  readonly policy: string
  readonly rights: readonly Right[]
  /** Changes with its token, and tells nothing of it. */
  readonly mark: string
}

interface Dialled {
  readonly who: 'data-center' | 'database'
  readonly address: string
  readonly port: number
}

interface Need {
  readonly role: Role
  /** A restart of all of them, or of the first, means its own: what it learned there it never learns again. */
  readonly restarts?: 'all' | 'first'
  /** There has to be one in the organisation. */
  readonly required?: true
}

/** One that goes, for good or to come back. */
export interface Leaving extends Forgotten {
  /** As it is without it. */
  readonly topology: Topology
  /** Of its host. */
  readonly address: string
  /** Its host never answers again: another one does what is left to do. */
  readonly isGone?: true
  /** It comes back, and its host has this address then. */
  readonly returnsAt?: string
}

/** An instance of which only a receipt tells. */
interface Forgotten {
  readonly name: string
  readonly host: string
}

export interface ServiceInput<I extends Instance = Instance> {
  readonly topology: Topology
  readonly release: Release
  readonly host: Host
  readonly instance: I
  /** Distribution of the host: `debian-12`, `ubuntu-22.04`. */
  readonly distribution: string
  readonly avx2: boolean
  /** Of a change in stages; absent: the last. */
  readonly stage?: number
  /** When it is started Consul knows it by its token. */
  readonly hasToken?: boolean
  /** Who calls the one that others register with, where it knows them by tokens. */
  readonly callers?: readonly Caller[]
  /** Where links of root lead that stand for its directories of data and logs, absolute. */
  readonly elsewhere?: readonly string[]
  /** Where the install directory is, links of root followed. */
  readonly root?: string | undefined
}

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

/** Only the service reads it, unless it is a script, or root's: systemd reads it then. */
interface ConfigFile {
  /** Absolute path. */
  readonly path: string
  readonly content: Text
  readonly isScript?: true
  readonly isOfRoot?: true
}

/** The parts of a systemd unit that differ by service; `unit-text.ts` adds user, hardening, restart and limits. */
export interface UnitSettings {
  /** Full command line, absolute program path. */
  readonly start: string
  /** Script file to run before each start, also those that systemd does by itself. */
  readonly startPre?: string
  /** Script file that is given the command line, and becomes it. */
  readonly startWith?: string
  /** Absent: its data directory. */
  readonly workingDirectory?: string
  readonly environment?: Readonly<Record<string, string>>
  /** To start after: roles, where they are on the same host, and units that are no role's, such as `mariadb.service`. */
  readonly after: readonly string[]
  /** Exit code besides 0 that means an orderly stop. */
  readonly successExitStatus?: number
  /** Absent: `control-group`. */
  readonly killMode?: 'mixed'
  readonly stopSeconds: number
  readonly hostNeeds: HostNeeds
}

/**
 * What a role's program needs of its host beyond what all of them get. Measured with the real programs in use, with a task on data and
 * compute: what breaks only a task is left off for those.
 */
export interface HostNeeds {
  /** Besides IPv4. */
  readonly families?: readonly ('AF_INET6' | 'AF_UNIX' | 'AF_NETLINK')[]
  /** It makes program code while it runs. */
  readonly makesCode?: true
  /** It reads more of /proc than processes. */
  readonly readsProc?: true
  /** Calls of the kernel that others are refused. */
  readonly calls?: readonly string[]
  /** It starts none of the host's programs. */
  readonly startsNothing?: true
}

/** An action with its place among the others of its instance; the order of a list is the order of work. */
export interface ServiceStep {
  readonly action: Action
  /** Why it is there. */
  readonly because: RoleReason
}

export function step(because: RoleReason, action: Action): ServiceStep {
  return { action, because }
}

/** A directory of the service's own, into which nobody else may look. */
export function ownDirectory(
  because: RoleReason,
  { topology, instance }: Pick<ServiceInput, 'topology' | 'instance'>,
  path: string,
): ServiceStep {
  const owner = ownerOf(topology, instance)
  return step(because, { kind: 'directory', path, mode: '0700', owner, ownedBy: unitOf(instance.name) })
}

/** A file of the host's own. */
export function rootFile(because: RoleReason, path: string, mode: string, content: Text): ServiceStep {
  return step(because, { kind: 'write-file', path, mode, owner: 'root:root', content })
}

/** Identity or data that outlives the program. */
export type Kept =
  | { readonly kind: 'path'; readonly path: string; readonly what: 'identity' | 'data' }
  | { readonly kind: 'database'; readonly name: string; readonly what: 'data' }
