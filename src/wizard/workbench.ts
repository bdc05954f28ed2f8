import type { Problem } from '../errors/problem.js'
import type { HostFacts } from '../facts/host-facts.js'
import type { Language } from '../i18n/say.js'
import type { Plan } from '../planner/plan.js'
import type { CheckId, CheckResult } from '../preflight/index.js'
import type { Reach, TriedClosed } from '../roles/check.js'
import type { ReadyArtifact, Release } from '../topology/release.js'
import type { Host, Topology } from '../topology/topology.js'
import type { Draft, DraftFile, DraftHost, Venue } from './draft.js'
import type { SshAlias } from './hosts/host-names.js'
import type { Measured } from './measured.js'
import type { RunHandle } from './run-handle.js'

/** All that screens may do to the world. Made by `commands`; a rehearsal gives them another one. */
export interface Workbench {
  /** Shown on every screen when true: nothing here is real. */
  readonly isRehearsal: boolean
  /** The bundle that everything comes from, its signer confirmed and its pieces checked; absent: files are fetched. */
  readonly bundle?: BundleShown
  /** What files are fetched through, without its credentials; absent: nothing. */
  readonly proxy?: string
  /** The answers of the organisation that the bundle was made for; absent where it was made for none. */
  readonly openBundled?: (language: Language) => Promise<Draft>
  /** Command line that makes a bundle at a terminal; absent where there is one already, or nothing is real. */
  readonly makeBundle?: readonly string[]
  readonly presets: readonly PresetChoice[]
  readonly releases: readonly Release[]
  /** Drafts, runs and organisations that could be gone on with, the newest first. */
  readonly unfinished: () => Promise<readonly Unfinished[]>
  /** The draft behind one of them, ready to go on with. Throws `InstallerError`. */
  readonly resume: (what: Unfinished) => Promise<Draft>
  /** A draft of the organisation in a folder that holds an `org.yaml`. Throws `InstallerError`. */
  readonly openFolder: (path: string, language: Language) => Promise<Draft>
  /** Reads the folder of the old playbooks, or an inventory, as answers. Throws `InstallerError` with all that is wrong there. */
  readonly importPlaybooks: (path: string, language: Language) => Promise<ImportedPlaybooks>
  /** Brings the folder of an organisation back from one of its hosts, and opens it. Throws `InstallerError`; questions go through `ask`. */
  readonly recover: (order: RecoverOrder, ask: ProbeAsk) => Promise<RecoveredFolder>
  /** Queued; the last one wins. Never throws: what keeps it from being written is in `draftProblem`. */
  readonly saveDraft: (draft: Draft) => void
  readonly draftProblem: () => Problem | undefined
  readonly forgetDraft: (id: string) => Promise<void>
  /** Absolute path for what was typed as a folder (`~/` allowed), and what is there. */
  readonly lookAtFolder: (typed: string) => Promise<FolderState>
  /** The simulated or real hosts that are offered without being typed: a rehearsal's, or this computer. */
  readonly offeredHosts: (place: Venue, count: number) => readonly DraftHost[]
  /** Hosts of the operator's `~/.ssh/config`, patterns left out. */
  readonly sshAliases: () => Promise<readonly SshAlias[]>
  /** Connects, becomes root, asks for all facts. Throws `InstallerError`; questions go through `ask`. */
  readonly probe: (host: DraftHost, ask: ProbeAsk, signal: AbortSignal) => Promise<HostFacts>
  /** Writes the organisation's folder when it differs from the draft, and opens it. Throws `InstallerError`. */
  readonly open: (draft: Draft, ask: ProbeAsk) => Promise<OpenOrganisation>
  readonly close: () => Promise<void>
}

/** The passport of a bundle in short. */
export interface BundleShown {
  /** Of its file or folder. */
  readonly name: string
  readonly release: string
  readonly organisation?: string
  /** Systems that it has OS packages for. */
  readonly systems: readonly string[]
  readonly pieces: number
  readonly fingerprint: string
}

export interface PresetChoice {
  readonly name: string
  readonly file: DraftFile
  readonly topology: Topology
}

export type Unfinished =
  | {
      readonly kind: 'draft'
      readonly id: string
      readonly organisation: string
      /** Its simulated hosts went with the program that had them. */
      readonly isRehearsal?: true
      readonly at: Draft['at']
      readonly savedAt: string
    }
  | {
      readonly kind: 'run'
      readonly folder: string
      readonly organisation: string
      readonly command: string
      readonly startedAt: string
      readonly isAlive: boolean
    }
  | {
      readonly kind: 'organisation'
      readonly folder: string
      readonly organisation: string
      readonly openedAt: string
    }

export interface RecoverOrder {
  /** `[user@]host[:port]`, or a name of `~/.ssh/config`. */
  readonly from: string
  /** As it was typed. */
  readonly folder: string
  /** The recovery passphrase, or the path of an operator's age identity where that opens the secrets. */
  readonly key: string
  readonly language: Language
  /** Told what goes on. */
  readonly tell: (step: RecoverStep, values: Readonly<Record<string, string | number>>) => void
  readonly signal: AbortSignal
}

/** What goes on, in this order. */
type RecoverStep = 'connecting' | 'reading' | 'opening' | 'asking'

/** A folder that was brought back. */
export interface RecoveredFolder {
  readonly draft: Draft
  /** Which generation it is, and what each other host keeps: a sentence each. */
  readonly told: readonly string[]
  readonly problems: readonly Problem[]
}

export interface ImportedPlaybooks {
  readonly draft: Draft
  /** Warnings and advice, each with its file and line. */
  readonly problems: readonly Problem[]
  /** What else is to be known of it: a sentence each. */
  readonly told: readonly string[]
}

export interface FolderState {
  /** Absolute. */
  readonly path: string
  /** `organisation`: holds an `org.yaml`; `busy`: holds something else. */
  readonly holds: 'nothing' | 'organisation' | 'busy'
  /** Name of the organisation that is there, if its file says one. */
  readonly organisation?: string
  /** These very answers came from there, or were written there, or it is a rehearsal's: to be changed, not mixed with another's. */
  readonly isOwn: boolean
  /** Where org.yaml would not be writable, why. */
  readonly problem?: Problem
}

/** How far a connection has come. */
export const PROBE_STAGES = ['reach', 'host-key', 'login', 'sudo', 'facts'] as const
export type ProbeStage = (typeof PROBE_STAGES)[number]

/** What only the operator can answer while a host is being connected to. */
export interface ProbeAsk {
  readonly onStage: (stage: ProbeStage) => void
  /** A key that was never seen before. */
  readonly hostKey: (key: OfferedKey) => Promise<boolean>
  /** Undefined: not answered. An answer that was refused is never given again by itself. */
  readonly password: (question: PasswordQuestion) => Promise<string | undefined>
  /** How connecting to a host has ended: whether what was answered for it, and is for others too, was right. */
  readonly onConnected?: (host: string, error?: unknown) => void
}

export interface OfferedKey {
  readonly host: string
  readonly address: string
  readonly port: number
  /** E.g. `ssh-ed25519`. */
  readonly type: string
  /** `SHA256:…` */
  readonly fingerprint: string
  /** Shows the same fingerprint on the host's own console. */
  readonly command: string
}

export interface PasswordQuestion {
  /** `database`: of an account on a database server that somebody else runs. */
  readonly kind: 'login' | 'sudo' | 'passphrase' | 'database'
  readonly host: string
  readonly user: string
  readonly keyFile?: string
  /** The login was by password, and an empty answer means the same one. */
  readonly emptyMeansLoginPassword: boolean
  /** The answer before was refused. */
  readonly wasRefused: boolean
}

/** One organisation, opened: its folder written, its engine ready. */
export interface OpenOrganisation {
  readonly topology: Topology
  readonly release: Release
  /** Warnings and advice about org.yaml. */
  readonly problems: readonly Problem[]
  readonly paths: OrganisationPaths
  /** `org.yaml` as it was written. */
  readonly text: string
  /** What org.yaml starts on this computer; absent where it names none, and in a rehearsal, which starts none. */
  readonly hooks?: OwnHooks
  /** Finds, fetches and checks every artifact that the topology needs. Throws `InstallerError`. */
  readonly artifacts: (
    onProgress: (progress: ArtifactProgress) => void,
    signal: AbortSignal,
  ) => Promise<readonly ReadyArtifact[]>
  /** All facts of all hosts, one round trip each. */
  readonly gather: (signal: AbortSignal) => Promise<Gathered>
  readonly tryReach: (gathered: Gathered, signal: AbortSignal) => Promise<readonly Reach[]>
  readonly tryClosed: (gathered: Gathered, signal: AbortSignal) => Promise<readonly TriedClosed[]>
  readonly preflight: (gathered: Gathered, reach: readonly Reach[]) => Preflight
  /** What makes the hosts as the answers say, or carries out what was ordered instead. */
  readonly plan: (gathered: Gathered, operated?: Operated) => Promise<Plan>
  /** Starts carrying out this plan and no other, for what was ordered. Called from a key handler only. */
  readonly install: (plan: Plan, operated?: Operated) => Promise<RunHandle>
  /** The run that is under way in this organisation, whoever has started it. */
  readonly running: () => Promise<RunHandle | undefined>
  /** Command line of a shell on a host, for `leave`; undefined where there is none to be had (rehearsal). */
  readonly shell: (host: Host) => readonly string[] | undefined
  /** org.yaml says what was applied last. */
  readonly isApplied: () => boolean
  /** Carries out a command that changes nothing, or nothing real, and gives what it says piece by piece. Never asks. */
  readonly told: (words: readonly string[], how: Telling) => Promise<void>
  /** What actions took when they were carried out last. */
  readonly measured: () => Measured
  /** When the backup was made (UTC, ISO 8601) that an earlier try of an upgrade to this org.yaml has left, to be used again. */
  readonly backedUpAt: () => string | undefined
  /** Absolute paths of the backups in its folder, the newest first. */
  readonly backups: () => readonly string[]
  /** Command line that brings a backup back at a terminal, where it asks; absent in a rehearsal. */
  readonly restore?: (backup: string) => readonly string[]
  /** Command line that follows the log of an instance at a terminal; absent in a rehearsal. */
  readonly logs?: (instance: string) => readonly string[]
  /** Command line that takes over at a terminal what the hosts keep; absent in a rehearsal. */
  readonly pull?: readonly string[]
  /** Of the web console, for the operator who asks to see it; absent where there is none to be shown. */
  readonly consolePassword?: () => Promise<string | undefined>
  /** Writes `handover.md` with this text; gives its path. Throws `InstallerError`. */
  readonly writeHandover: (text: string) => Promise<string>
  readonly close: () => Promise<void>
}

interface OwnHooks {
  /** Event and command, as a shell would take it. */
  readonly lines: readonly string[]
  /** On this computer, as they were when the organisation was opened; else they do not run. */
  readonly isConfirmed: boolean
  /** Throws `state.write-failed`. Called from a key handler only. */
  readonly confirm: () => void
}

interface Telling {
  readonly write: (text: string) => void
  /** How wide lines may be. */
  readonly columns: number
  readonly signal: AbortSignal
}

/** Something that is done beside making hosts as org.yaml says, or without it, to instances by their ids. */
export type Operated =
  /** A backup first, then as org.yaml says. */
  | { readonly operation: 'upgrade' }
  | { readonly operation: 'restart'; readonly instances: readonly string[] }
  | { readonly operation: 'backup' }

export interface OrganisationPaths {
  readonly folder: string
  readonly file: string
  readonly secrets: string
  readonly runs: string
}

/** The facts of all hosts, and when they were asked. */
export interface Gathered {
  readonly facts: Readonly<Record<string, HostFacts>>
  readonly problems: readonly Problem[]
  /** UTC, ISO 8601. */
  readonly at: string
  /** Result of trying what should be closed; absent where nobody tried. */
  readonly closed?: readonly TriedClosed[]
}

export interface Preflight {
  readonly problems: readonly Problem[]
  readonly summary: Readonly<Record<string, Readonly<Record<CheckId, CheckResult>>>>
}

export interface ArtifactProgress {
  /** `carrier`, `rosetta/avx2`. */
  readonly artifact: string
  readonly step: 'look' | 'download' | 'verify' | 'ready'
  /** Bytes so far and in all; absent while unknown. */
  readonly done?: number
  readonly total?: number
  /** Once it is `ready`: path or address without credentials. */
  readonly from?: string
  /** Once it is `ready`: the organisation knew its checksum, a publisher names it, or it is pinned from now on. */
  readonly trust?: 'pinned' | 'published' | 'first-sight'
}

/** What a connection asks and only the operator knows, until it is answered. */
export type OperatorQuestion =
  | { readonly kind: 'host-key'; readonly key: OfferedKey; readonly answer: (isTrusted: boolean) => void }
  | {
      readonly kind: 'password'
      readonly question: PasswordQuestion
      /** Undefined: not answered, so that the connection is given up. */
      readonly answer: (password: string | undefined) => void
      /** As `answer`, for all hosts that want the same password; absent where only one asks. */
      readonly answerAll?: (password: string) => void
      /** Takes the question back, to be answered by what was given for all. */
      readonly withdraw?: () => void
    }
