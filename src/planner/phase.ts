import type { PlanInput, PlanNode } from './plan.js'
import type { Reason } from './reason.js'

/**
 * All nodes of a phase on fresh hosts. `makePlan` keeps those that the facts don't show to be done, those that are forced,
 * and those that follow one that is kept.
 */
export type Phase = (input: PlanInput) => readonly WantedNode[]

/** A node before the facts were asked. */
export type WantedNode = Omit<PlanNode, 'because'> & {
  /** Why the organisation wants it; becomes `because` when the host has never had it. */
  readonly purpose: Reason
  /** Needed whatever the host's receipts say, and why. */
  readonly forced?: Reason
  readonly follows?: readonly Follows[]
}

/** A node is needed also when one of these is (a wait after a start, a restart after a file); `*`: when anything is. */
export interface Follows {
  readonly ids: readonly string[] | '*'
  readonly because: Reason
}
