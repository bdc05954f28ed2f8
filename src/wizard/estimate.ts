import { groupBy } from '../lib/group-by.js'
import { PHASES } from '../planner/phases/index.js'
import type { PhaseId, Plan, PlanNode } from '../planner/plan.js'
import type { Range } from './action-seconds.js'
import type { Measured } from './measured.js'
import { type Spans, spansOf } from './plan-spans.js'

/** How long a plan takes, honestly: between a fast network with quick hosts and a slow one with slow hosts. */
export interface Estimate {
  readonly seconds: Range
  /** In the plan's order of hosts: when all is done there but the closing question to everybody. */
  readonly hosts: Readonly<Record<string, Range>>
  /** In the order of phases: how long something of it is under way. Phases overlap, so these add up to more. */
  readonly phases: readonly { readonly phase: PhaseId; readonly seconds: Range }[]
  /** Bytes to send to all hosts. */
  readonly bytes: number
}

/**
 * The longest way through the plan, with a lane for scripts and one for bulk work on every host, as the runner has. What an action took
 * when it was measured counts more than what is usual.
 */
export function estimatePlan({ nodes: all }: Plan, measured: Measured = {}): Estimate {
  const fast = spansOf(all, 'low', measured)
  const slow = spansOf(all, 'high', measured)
  const over = (nodes: readonly PlanNode[], of: typeof covered): Range => ({
    low: of(fast, nodes),
    high: of(slow, nodes),
  })
  const unasked = (nodes: readonly PlanNode[]) => nodes.filter(({ phase }) => phase !== 'verify')
  const perHost = [...groupBy(all, ({ host }) => host)]
  return {
    seconds: over(all, lastEnd),
    hosts: Object.fromEntries(perHost.map(([host, nodes]) => [host, over(unasked(nodes), lastEnd)])),
    phases: PHASES.flatMap((phase) => {
      const nodes = all.filter((node) => node.phase === phase)
      return nodes.length === 0 ? [] : [{ phase, seconds: over(nodes, covered) }]
    }),
    bytes: all.reduce((sum, { action }) => sum + (action.kind === 'place-artifact' ? action.size : 0), 0),
  }
}

function lastEnd(spans: Spans, nodes: readonly PlanNode[]): number {
  return Math.max(0, ...nodes.map(({ id }) => spans.get(id)?.end ?? 0))
}

/** Seconds in which at least one of the nodes is under way. */
function covered(spans: Spans, nodes: readonly PlanNode[]): number {
  const sorted = nodes.flatMap(({ id }) => spans.get(id) ?? []).sort((a, b) => a.begin - b.begin)
  let until = 0
  let sum = 0
  for (const { begin, end } of sorted) {
    sum += Math.max(0, end - Math.max(begin, until))
    until = Math.max(until, end)
  }
  return sum
}
