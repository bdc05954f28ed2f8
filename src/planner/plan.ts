import type { Action } from '../actions/action.js'
import type { HostFacts } from '../facts/host-facts.js'
import type { SecretSet } from '../lib/text.js'
import type { WantedRecord } from '../record/judge-records.js'
import type { RoleWord } from '../roles/words.js'
import type { ReadyArtifact, Release } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'
import type { Restoration } from './backup/kept-part.js'

/** What would change, and why: a DAG, listed in an order that its edges allow. */
export interface Plan {
  readonly organisation: string
  readonly nodes: readonly PlanNode[]
  /** SHA-256 over all of it: what was reviewed is what runs. */
  readonly digest: string
}

/** Part of an installation: one that all hosts share, or that in which a role is brought up. */
export type PhaseId = string

export interface PlanNode {
  /** `<host> <resource>`: `h1 file:/opt/metis/consul/config/consul.json`. */
  readonly id: string
  readonly phase: PhaseId
  readonly host: string
  /** Instance name, or `host` for what all instances of the host share. */
  readonly instance: string
  readonly action: Action
  /** Ids of nodes that must have succeeded. */
  readonly after: readonly string[]
  readonly because: Reason
  /** What the node's receipt will say; absent for waits and KV writes, which facts show by themselves. */
  readonly inputs?: string
  /**
   * Resources of the host that have to be done again after this: their receipts become void before this one's is left, so
   * that a run which ends in between does not make them look done.
   */
  readonly voids?: readonly string[]
  /** Which secrets it is made with; absent for one that names none. */
  readonly secrets?: string
  /** Text now on the host, secrets masked, when a file changes. */
  readonly before?: string
  /** It changes what an instance that works is started from. */
  readonly guard?: Guard
  /** Only on hosts that are set up by hand: no run carries it out, a kit does. */
  readonly byHand?: ByHand
  /** Names of hosts that are set up by hand and come first: until their kits have run, no run carries this out. */
  readonly heldBy?: readonly string[]
}

/** How an instance is put back when its change fails; for each of the nodes that make it. */
interface Guard {
  /** Where its host keeps what it was started from. */
  readonly former: string
  readonly unit: string
  /** Ids of the waits that end the changes of all instances that are changed one after the other, this one's among them. */
  readonly wave: readonly string[]
}

/** What a kit has to know to decide on the host as `needed.ts` does here. */
export interface ByHand {
  /** Ids of nodes of the same host: when one of them is carried out, this one is needed too. */
  readonly follows: readonly string[]
  /** Needed once, whatever the host's receipts say. */
  readonly forced: boolean
}

/** Neither a wait nor the copy that a change which is no good is put back from. */
export function isChange({ action }: Pick<PlanNode, 'action'>): boolean {
  return action.kind !== 'wait' && action.kind !== 'keep-former'
}

export interface PlanInput {
  readonly topology: Topology
  readonly release: Release
  /** By host name; a host that could not be reached is absent and gets no nodes. */
  readonly facts: Readonly<Record<string, HostFacts>>
  readonly artifacts: readonly ReadyArtifact[]
  /** A digest for every secret that configs may name: a changed password changes the file without showing it. */
  readonly secretDigest: (name: string) => string
  /** Absent where nothing will be carried out. */
  readonly secretSet?: SecretSet
  readonly unproven?: Unproven | undefined
  /** By name, of hosts that had another address when this organisation was applied last. */
  readonly formerAddresses?: Readonly<Record<string, string>>
  /** What org.yaml no longer names goes with its data. */
  readonly deleteRemoved?: boolean | undefined
  /** Hosts that never answer again. */
  readonly gone?: readonly GoneHost[]
  /** Former hosts that do not answer now: what they have leaves when they are back. */
  readonly away?: readonly Omit<GoneHost, 'address'>[]
  /** How many instances of a role that is changed one by one may change at once; absent: one. */
  readonly parallel?: number | undefined
  /** How long an instance that worked has to stay well once it was started again; absent: as long as is usual. */
  readonly holdSeconds?: number | undefined
  /** What all hosts are to keep of the organisation; absent where nothing will be carried out. */
  readonly record?: WantedRecord
  /** What comes back of a backup before services start; absent: nothing. */
  readonly restoration?: Restoration | undefined
}

/** What a host had that is gone for good. */
export interface GoneHost {
  readonly host: string
  readonly address: string
  /** Names. */
  readonly instances: readonly string[]
}

/** Secrets that are being changed, until services were seen to work with them. */
export interface Unproven {
  readonly secrets: readonly string[]
  /** They get their former values again: receipts may tell of those while hosts have the new ones by half. */
  readonly isBack: boolean
}

/**
 * Why an action is in a plan, or was left out of a run, as data. Its sentence is made by `i18n/say.ts`; what a host
 * said is a value.
 */
export interface Reason {
  readonly word: ReasonWord | RoleWord
  readonly values?: Readonly<Record<string, string | number>>
  /** What else speaks for it. */
  readonly and?: Reason
}

/** Reasons that no room has for itself; sentences in `i18n/<language>/review.ts`. */
export type ReasonWord =
  | 'reason.record'
  | 'reason.firewall'
  | 'reason.firewall-narrows'
  | 'reason.firewall-not-loaded'
  | 'reason.no-firewall'
  | 'reason.metrics'
  | 'reason.no-metrics'
  | 'reason.account'
  | 'reason.given'
  | 'reason.former-account'
  | 'reason.backups'
  | 'reason.no-backups'
  | 'reason.receiver'
  | 'reason.no-receiver'
  | 'reason.backup-way'
  | 'reason.one-directory'
  | 'reason.planned-ports'
  | 'reason.former-ports'
  | 'reason.left-running'
  | 'reason.former-address'
  | 'reason.packages'
  | 'reason.packages-carried'
  | 'reason.new-version'
  | 'reason.own-directory'
  | 'reason.no-program'
  | 'reason.program-anew'
  | 'reason.release-in-use'
  | 'reason.config'
  | 'reason.unit'
  | 'reason.never-started'
  | 'reason.put-again'
  | 'reason.outlived'
  | 'reason.hung'
  | 'reason.started'
  | 'reason.former'
  | 'reason.former-cut'
  | 'reason.old-release'
  | 'reason.asked-again'
  | 'reason.not-installed'
  | 'reason.consul-holds'
  | 'reason.not-ready'
  | 'reason.removed'
  | 'reason.changed-on-host'
  | 'reason.started-from-changed'
  | 'reason.content'
  | 'reason.differs'
  | 'reason.not-running'
  | 'reason.not-enabled'
  | 'reason.lost-by-consul'
  | 'reason.start'
  | 'reason.stop'
  | 'reason.restart'
  | 'reason.others-wait'
  | 'reason.backup'
  | 'reason.restore'
  | 'reason.organisation-removed'
  | 'reason.no-longer-named'
  | 'reason.signed-off'
  | 'reason.gone-for-good'
  | 'reason.data-kept'
  | 'reason.no-role-left'
  | 'reason.nothing-left'
  | 'reason.run-stopped'
  | 'reason.waits-for'
  | 'reason.put-back'
  | 'reason.moves'
  | 'reason.moves-back'
