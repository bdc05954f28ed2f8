import type { Problem } from '../errors/problem.js'
import type { RunEvent } from '../events/run-event.js'
import type { HostFacts } from '../facts/host-facts.js'
import type { SecretSet, SecretSource } from '../lib/text.js'
import type { Restoration } from '../planner/backup/kept-part.js'
import type { GoneHost, Plan, Unproven } from '../planner/plan.js'
import type { Endpoint } from '../preflight/reach.js'
import type { OwnRecord } from '../record/judge-records.js'
import type { Reach, TriedClosed } from '../roles/check.js'
import type { ReadyArtifact, Release } from '../topology/release.js'
import type { Host, Topology } from '../topology/topology.js'
import type { Transport } from '../transports/transport.js'
import type { HoldInput } from './hold-hosts.js'

/** What commands and screens see of the engine. It knows no terminal: events out, signals in. */
export interface Engine {
  /**
   * Asks every host at once, one round trip each. Hosts that could not be reached are in `problems`; of those that are
   * set up by hand it gives what they told last, if anything.
   */
  readonly gather: (options?: GatherOptions) => Promise<GatherResult>
  /** Tries the connections that the organisation will need, with temporary listeners; changes nothing. */
  readonly tryReach: (facts: Facts, options?: { signal?: AbortSignal }) => Promise<readonly Reach[]>
  /** Tries what should be closed to whoever dials, from every host and from here; changes nothing. */
  readonly tryClosed: (facts: Facts, options?: { signal?: AbortSignal }) => Promise<readonly TriedClosed[]>
  readonly preflight: (
    facts: Facts,
    reach: readonly Reach[],
    closed?: readonly TriedClosed[],
  ) => readonly Problem[]
  readonly plan: (facts: Facts) => Promise<Plan>
  /** Carries out what can be reached of a plan (`partForRun`). Resolves when nothing runs any more; failures are in the outcome, bugs are thrown. */
  readonly run: (plan: Plan, options: RunPlanOptions) => Promise<RunOutcome>
  /** The kept connection to a host, made on first use. Throws `kit.host-by-hand`. */
  readonly transport: (host: string) => Promise<Transport>
  /** Gives a host back to whoever works on it by hand: its connection ends, and it is held no more until the next settled look. */
  readonly letGo: (host: string) => Promise<void>
  /**
   * Waits until a host that was let go answers again: after a boot, when `bootId` is that of the one before. Throws
   * `maintain.not-back`, and at once what waiting does not mend, such as another host key.
   */
  readonly awaitBack: (host: string, options?: AwaitOptions) => Promise<HostFacts>
  readonly close: () => Promise<void>
}

interface AwaitOptions {
  readonly signal?: AbortSignal
  /** Of the boot that has to be over. */
  readonly bootId?: string | undefined
}

interface GatherOptions {
  readonly signal?: AbortSignal
  /**
   * For plans that are carried out: a run that was cut off has finished its last action, and an engine that is to hold its hosts
   * holds all that it reached. Throws `run.host-held`.
   */
  readonly settled?: boolean
}

export type Facts = Readonly<Record<string, HostFacts>>

export interface GatherResult {
  readonly facts: Facts
  readonly problems: readonly Problem[]
}

export interface RunPlanOptions {
  /** The command that asked for the run, for the journal: `apply`. */
  readonly command: string
  /** Finish what runs, start nothing new. */
  readonly stop: AbortSignal
  /** Stop at once; what was under way is named in `halfDone`. */
  readonly abort: AbortSignal
  readonly pause?: Pausing
}

/** Whether a run rests: while it is on, it finishes what runs, and brings back what was taken down, and begins nothing else. */
export interface Pausing {
  readonly get: () => boolean
  /** Returns the way to stop listening. */
  readonly subscribe: (listener: () => void) => () => void
}

export interface RunOutcome {
  readonly outcome: 'done' | 'failed' | 'cancelled'
  readonly problems: readonly Problem[]
  /** Ids of nodes that may be half written. */
  readonly halfDone: readonly string[]
}

export interface EngineInput {
  readonly topology: Topology
  readonly release: Release
  /** Read anew for every plan: they may become ready later than the engine. */
  readonly artifacts: readonly ReadyArtifact[]
  /** Everything comes from a bundle: what it does not carry for a host, the host will not get. */
  readonly offline?: boolean
  /** Local path of the bytes of an artifact, by its checksum. */
  readonly payload: (sha256: string) => string
  readonly secrets: SecretSource
  readonly secretDigest: (name: string) => string
  readonly secretSet?: SecretSet
  /** Read anew for every plan. */
  readonly unproven?: Unproven | undefined
  /** What org.yaml no longer names goes with its data. */
  readonly deleteRemoved?: boolean | undefined
  /** What plans bring back of a backup. */
  readonly restoration?: Restoration | undefined
  /** Of a role that changes one by one: how many at once. */
  readonly parallel?: number | undefined
  /** How long an instance that worked has to stay well once it was started again; absent: as long as is usual. */
  readonly holdSeconds?: number | undefined
  /** Asked for every plan, once hosts have answered. */
  readonly ownRecord?: (facts: Facts) => OwnRecord
  /** Hosts that do not answer and never will, by the operator's word. */
  readonly goneHosts?: (facts: Facts) => readonly GoneHost[]
  readonly connect: (host: Host, options?: { signal?: AbortSignal }) => Promise<Transport>
  /** How TCP connections from the operator's computer end; absent: nobody can tell. */
  readonly dial?: (targets: readonly Endpoint[], signal?: AbortSignal) => Promise<readonly Reach['result'][]>
  /** What hosts that are set up by hand told in their last receipts, by name; absent: nothing yet. */
  readonly carried?: Facts
  readonly onEvent: (event: RunEvent) => void
  /** The command changes hosts, and nobody else may meanwhile. */
  readonly hold?: HoldInput
  /** Waits before a lost host is tried again; absent: by the clock. Rejects when the signal is aborted. */
  readonly pause?: (seconds: number, signal?: AbortSignal) => Promise<void>
}
