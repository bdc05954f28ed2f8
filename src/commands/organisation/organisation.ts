import type { Problem } from '../../errors/problem.js'
import type { RunEvent } from '../../events/run-event.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { SecretSource } from '../../lib/text.js'
import type { Restoration } from '../../planner/backup/kept-part.js'
import type { Plan, PlanInput } from '../../planner/plan.js'
import type { Engine, Facts } from '../../runner/engine.js'
import type { CarriedReceipt } from '../../state/carried-receipts.js'
import type { Journal } from '../../state/journal.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import type { Rotating } from '../../state/rotating.js'
import type { ReadyArtifact, Release } from '../../topology/release.js'
import type { Topology } from '../../topology/topology.js'
import type { ArtifactProgress } from '../../wizard/workbench.js'
import type { RunHook } from '../hooks/run-hook.js'
import type { HostAccess } from './given-credentials.js'
import type { FolderFiles } from './take-over.js'

/** An organisation at work: its file read, its secrets and artifacts at hand, its hosts one call away. */
export interface Organisation {
  readonly folder: OrganisationFolder
  readonly topology: Topology
  readonly release: Release
  /** Warnings and advice about the file and its folder. */
  readonly problems: readonly Problem[]
  readonly engine: Engine
  /** Makes the artifacts ready, as opening does where they are needed at once; plans hold them from then on. */
  readonly fetchArtifacts: (how?: FetchOptions) => Promise<readonly ReadyArtifact[]>
  /** Those of Python that the operator has given, looked into. Throws what is wrong with one. */
  readonly givenPython: () => Promise<readonly ReadyArtifact[]>
  /** Path of the bundle that all artifacts came from, once they are ready. */
  readonly bundle?: string | undefined
  /** Asks for what is kept nowhere and this plan needs, before it runs. */
  readonly askSecrets: (plan: Plan) => Promise<void>
  /** Hides every secret that is known by now, in text that a host gave as it is. */
  readonly mask: (text: string) => string
  readonly planInput: (facts: Facts) => PlanInput
  /** Hosts that are set up by hand, with what each has told last; in the topology's order. */
  readonly carried: readonly CarriedHost[]
  /** What a kit takes along: local path of an artifact's bytes, and the secrets of its host. */
  readonly payload: (sha256: string) => string
  readonly secrets: SecretSource
  /** Secrets that are being changed. */
  readonly rotating: Rotating
  /** Throws where somebody else has applied what this folder does not come from: `record.newer`, with what differs. */
  readonly refuseNewer: (facts: Facts) => Promise<void>
  /** How its hosts are logged into. */
  readonly access: HostAccess
  /** Hears every event of runs; returns the way to stop listening. */
  readonly listen: (listener: (event: RunEvent) => void) => () => void
  /** Runs the commands of `hooks`; absent where nothing is real. */
  readonly runHook?: RunHook
  readonly openJournal: (command: string) => Journal
  /** Leaves the hosts and the folder's lock; nothing of it keeps the process alive. */
  readonly close: () => Promise<void>
}

/** A host that is set up by hand. */
export interface CarriedHost {
  readonly host: string
  /** Absent until a receipt was imported. */
  readonly last?: { readonly receipt: CarriedReceipt; readonly facts: HostFacts }
}

export interface FetchOptions {
  /** Told what goes on; without it, the session's operator is. */
  readonly onProgress?: (progress: ArtifactProgress) => void
  /** Ends it; without it, an interruption of the session does. */
  readonly signal?: AbortSignal
}

export interface Needs {
  /** Artifacts must lie ready on this machine, for plans that place them; `later`: once `fetchArtifacts` is called. */
  readonly artifacts: boolean | 'later'
  /** The command changes hosts: no other installer may work on the organisation meanwhile. */
  readonly lock: boolean
  /** A plan makes secrets where the folder has none, once hosts have said that they know no others; commands that hold the lock do. */
  readonly makesSecrets?: true
  /** Whoever works on it, or on one of its hosts, is waited for. */
  readonly wait?: boolean
  /** How many instances of a role that changes one by one may do so at once. */
  readonly parallel?: number | undefined
  /** How long what was started again has to stay well. */
  readonly holdSeconds?: number | undefined
  /** The generation of the record that is replaced, whoever made it. */
  readonly overwrite?: number | undefined
  /** What org.yaml no longer names goes with its data. */
  readonly deleteRemoved?: boolean
  /** Names of hosts that are gone for good. */
  readonly forget?: readonly string[]
  /** Texts that are to be applied in place of what lies in the folder; `from`: what they are called in problems. */
  readonly files?: FolderFiles & { readonly from: string }
  /** Of the organisation as this command had it open before. */
  readonly access?: HostAccess
  /** What plans bring back of a backup, and the host keys in it, in OpenSSH's form: nobody is asked about those again. */
  readonly restored?: { readonly restoration: Restoration; readonly hostKeys: string }
}
