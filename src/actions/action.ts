import type { Command } from '../lib/command.js'
import type { Text } from '../lib/text.js'

/**
 * One change to one host, as data. `actions/script.ts` turns it into bash, `planner/needed.ts` says whether a
 * host still needs it, the printed plan shows it. Modes are octal strings (`0600`), owners `user:group`.
 */
export type Action =
  | Directory
  | WriteFile
  | InstallFile
  | Unpack
  | Link
  | PlaceArtifact
  | Carry
  | Package
  | Unit
  | RunCommand
  | Sql
  | ConsulKv
  | Wait
  | SetAside
  | KeepFormer
  | ClosePorts
  | Remove

/** Makes a directory and its parents; an existing one gets mode and owner. */
export interface Directory {
  readonly kind: 'directory'
  readonly path: string
  readonly mode: string
  readonly owner: string
  /** The unit that writes there: where it has another owner, all that is in it gets this one, and the unit is stopped for that. */
  readonly ownedBy?: string
}

/** Writes a small text file by temporary name and rename. */
export interface WriteFile {
  readonly kind: 'write-file'
  readonly path: string
  readonly mode: string
  readonly owner: string
  readonly content: Text
  /** Identity or data: written when absent, never overwritten. */
  readonly keep?: boolean
}

/** Puts an artifact that lies in the host's store at its place, by hard link or copy. */
export interface InstallFile {
  readonly kind: 'install-file'
  readonly from: string
  readonly path: string
  readonly mode: string
  readonly sha256: string
}

/** Unpacks a tar archive of the host's store into a fresh directory that replaces `path`. */
export interface Unpack {
  readonly kind: 'unpack'
  readonly from: string
  readonly path: string
  readonly owner: string
  /** Leading directories of the archive to drop. */
  readonly strip?: number
  readonly sha256: string
}

/** A symbolic link, switched atomically. */
export interface Link {
  readonly kind: 'link'
  readonly path: string
  readonly target: string
}

/** Sends an artifact to the host's store, checked after it has arrived. The only action with bulk bytes. */
export interface PlaceArtifact {
  readonly kind: 'place-artifact'
  readonly artifact: string
  readonly cpu?: 'avx2' | 'no-avx2'
  readonly path: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** Brings a file from the same place on another host, whole and root's own; what it is like is known only once it is there. */
export interface Carry {
  readonly kind: 'carry'
  /** Name of the host that has it. */
  readonly from: string
  readonly path: string
}

/** Installs OS packages: from the sources that the host is set up with, or from a tar and nothing else. */
export interface Package {
  readonly kind: 'package'
  readonly names: readonly string[]
  /** A tar of `.deb` files in the host's store, with all that the packages need. */
  readonly from?: { readonly path: string; readonly sha256: string }
}

/**
 * Brings a systemd unit to a state. `inputs` sums up all that the running process was started from, so that a
 * change restarts exactly the units it concerns, also after an interrupted run.
 */
export interface Unit {
  readonly kind: 'unit'
  readonly unit: string
  /** `removed`: stopped, disabled and its file gone. */
  readonly state: 'running' | 'stopped' | 'removed'
  readonly inputs: string
  /** Secrets whose change counts like a change of the inputs. */
  readonly secrets?: readonly string[]
  /** How to ask an already running system service (nginx) to take a change; default `restart`. */
  readonly change?: 'restart' | 'reload'
}

/** Anything else, idempotent; runs when its receipt's inputs differ. */
export interface RunCommand {
  readonly kind: 'run'
  /** Resource name, e.g. `service-user`. */
  readonly name: string
  readonly command: Command
  readonly inputs: string
  /** What it leaves, if anything: it is done again when that is gone or changed. */
  readonly path?: string
  /** Secrets whose change counts like a change of the inputs. */
  readonly secrets?: readonly string[]
  /** `path` is a tree, of which each release has its own. */
  readonly isTree?: true
}

/** SQL against the database of the admin, as its administrator; over stdin, so that no password is on a command line. */
export interface Sql {
  readonly kind: 'sql'
  readonly name: string
  readonly statements: Text
  readonly inputs: string
  /** Absent: the managed server's own socket as root. */
  readonly server?: {
    readonly host: string
    readonly port: number
    readonly user: string
    readonly password: Text
  }
}

/** Writes one key of Consul's KV store, through an agent's HTTP API. */
export interface ConsulKv {
  readonly kind: 'consul-kv'
  /** `token`: the file with one on the host. */
  readonly agent: { readonly address: string; readonly port: number; readonly token: string }
  readonly key: string
  readonly value: string
}

/** Repeats a health command until it succeeds: readiness as the service truly reports it. */
export interface Wait {
  readonly kind: 'wait'
  readonly health: Command
  /** Its last log lines are shown when the wait fails. */
  readonly unit: string
  readonly timeoutSeconds: number
  /** How long it has to stay ready before others go on. */
  readonly holdSeconds?: number
  /** Since its process was started, and not since it was seen to be ready. */
  readonly sinceStart?: true
}

/**
 * Keeps what an instance is started from, before that is changed. What fails from then on until it is ready puts it back, and so
 * does the host itself when whoever changes it is gone: `actions/former.ts`.
 */
export interface KeepFormer {
  readonly kind: 'keep-former'
  /** Directory for it, root's own. */
  readonly former: string
  /** A change was cut off: what that one has kept stays, and only what it was not to change is kept beside. */
  readonly goesOn?: true
  readonly unit: string
  /** Files, links and trees that are changed, receipts among them. */
  readonly paths: readonly string[]
  /** Other units that read some of the files. */
  readonly readers: readonly string[]
  /** As of the wait that ends it; no secret is in it. */
  readonly health: Command
}

/**
 * Loads a table of nftables that closes ports, and keeps it where it is loaded with the system. A run has it proven before, over
 * new connections, and a host takes it back by itself until then: `close-ports.ts`.
 */
export interface ClosePorts {
  readonly kind: 'close-ports'
  /** Its name, of the family `inet`. */
  readonly table: string
  /** Loads it with the system; without `.service`. */
  readonly unit: string
  readonly path: string
  readonly content: string
  /** TCP connections of other hosts that must go on. */
  readonly dials: readonly { readonly from: string; readonly address: string; readonly port: number }[]
}

/** Removes files and whole directories, and the receipts that told of them. */
/**
 * Moves what an instance has kept into `<into>/<instance>-<time>`, where time is UTC, `20261130T123000Z`: by renaming it, so that
 * its size does not matter. Directories without a file in them stay. One that was cut off goes on in the folder that it began.
 */
export interface SetAside {
  readonly kind: 'set-aside'
  /** Names the folder. */
  readonly instance: string
  readonly paths: readonly string[]
  readonly into: string
}

export interface Remove {
  readonly kind: 'remove'
  readonly paths: readonly string[]
  /** Ids of receipts that are void afterwards. */
  readonly receipts: readonly string[]
}

export type ActionKind = Action['kind']
