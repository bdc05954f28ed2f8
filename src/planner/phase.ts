import type { PlanInput, PlanNode } from './plan.js'

/** The phases in order. An action belongs to one; the order between hosts comes from the edges, not from phases. */
export const PHASES = [
  'prepare',
  'distribute',
  'consul',
  'carrier',
  'admin',
  'via',
  'fighters',
  'verify',
] as const
export type PhaseId = (typeof PHASES)[number]

/** All nodes that a phase could need on fresh hosts; `plan` drops those that the facts show to be done. */
export type Phase = (input: PlanInput) => readonly WantedNode[]

/** A node before the facts were asked. */
export type WantedNode = Omit<PlanNode, 'because'> & {
  /** Why the organisation wants it; becomes `because` when the host has never had it. */
  readonly purpose: string
  /** Needed exactly when this other node is (a wait after a start). */
  readonly follows?: string
}
