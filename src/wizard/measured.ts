import type { RunEvent } from '../events/run-event.js'
import type { Plan, PlanNode } from '../planner/plan.js'

/** What actions took on their hosts when they were carried out last, by id of their node. */
export type Measured = Readonly<Record<string, MeasuredAction>>

export interface MeasuredAction {
  /** Without what it had to stay well. */
  readonly seconds: number
  /** UTC: `2026-01-31` */
  readonly on: string
}

/** So many are kept: those that were measured last, and of these the longest. */
const MOST = 2000
/** What takes less is known well enough. */
const LEAST_SECONDS = 0.2

/** What was known, and what this run has measured of its plan. */
export function withMeasured(before: Measured, plan: Plan, events: readonly Succeeded[]): Measured {
  const nodes = new Map(plan.nodes.map((node) => [node.id, node]))
  const now = events.flatMap(({ node: id, at, milliseconds }) => {
    const node = nodes.get(id)
    const seconds = node === undefined ? 0 : milliseconds / 1000 - heldOf(node)
    return seconds < LEAST_SECONDS ? [] : [[id, { seconds: round(seconds), on: at.slice(0, 10) }] as const]
  })
  const all = Object.entries({ ...before, ...Object.fromEntries(now) })
  const kept = all.toSorted(([, a], [, b]) => b.on.localeCompare(a.on) || b.seconds - a.seconds)
  return Object.fromEntries(kept.slice(0, MOST))
}

export type Succeeded = Extract<RunEvent, { type: 'succeeded' }>

/** Of a plan: how many of its actions were measured, and when, the first day and the last; undefined where none was. */
export function measuredOf({ nodes }: Plan, measured: Measured) {
  const days = nodes.flatMap(({ id }) => measuredAs(measured, id)?.on ?? []).toSorted()
  const [from] = days
  const to = days.at(-1)
  return from === undefined || to === undefined ? undefined : { count: days.length, from, to }
}

export function measuredAs(measured: Measured, id: string): MeasuredAction | undefined {
  return Object.hasOwn(measured, id) ? measured[id] : undefined
}

/** Of files that are sent the next plan has other ones; what counts from a start says little of itself. */
function heldOf({ action }: PlanNode): number {
  if (action.kind === 'place-artifact') return Number.POSITIVE_INFINITY
  if (action.kind !== 'wait') return 0
  return action.sinceStart ? Number.POSITIVE_INFINITY : (action.holdSeconds ?? 0)
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10
}
