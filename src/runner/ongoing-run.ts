import type { Problem } from '../errors/problem.js'
import type { RunEvent } from '../events/run-event.js'
import type { PlanNode } from '../planner/plan.js'
import type { EngineInput, RunPlanOptions } from './engine.js'
import type { Holder } from './hold-hosts.js'
import type { HostLink } from './host-link.js'
import type { RunLog } from './log-run.js'
import type { Proofs } from './proofs.js'
import type { Schedule } from './schedule.js'
import type { Spread } from './spread.js'

/** What the lanes of all hosts share during one run. */
export interface OngoingRun {
  readonly input: EngineInput
  readonly schedule: Schedule
  readonly options: RunPlanOptions
  readonly receipts: string
  readonly spread: Spread
  /** `<host> <sha256>` of artifacts that were there before this run. */
  readonly earlier: ReadonlySet<string>
  readonly link: (host: string) => HostLink
  readonly proofs: Proofs
  /** Stamps and hands on an event. */
  readonly emit: (event: Unstamped<RunEvent>) => void
  /** Tells others what goes on on a host. */
  readonly tell?: Holder['tell']
  readonly log?: RunLog
  readonly fail: (node: PlanNode, why: Problem) => void
}

type Unstamped<E> = E extends RunEvent ? Omit<E, 'at'> : never
