import { groupBy } from '../lib/group-by.js'
import { PHASES } from '../planner/phases/index.js'
import type { PhaseId, Plan, PlanNode } from '../planner/plan.js'
import { BYTES_PER_SECOND, type Range } from './action-seconds.js'
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

export interface EstimateOptions {
  /** As measured to these hosts, all together; absent: a slow and a fast one are assumed. */
  readonly bytesPerSecond?: number
}

const MEASURED_VARIES_BY = 1.5

/** The longest way through the plan, with a lane for scripts and one for bulk work on every host, as the runner has. */
export function estimatePlan(plan: Plan, options: EstimateOptions = {}): Estimate {
  const fast = spansOf(plan.nodes, 'low', rate('low', options))
  const slow = spansOf(plan.nodes, 'high', rate('high', options))
  const over = (
    nodes: readonly PlanNode[],
    of: (spans: Spans, nodes: readonly PlanNode[]) => number,
  ): Range => ({
    low: of(fast, nodes),
    high: of(slow, nodes),
  })
  const phases = PHASES.map((phase) => ({ phase, nodes: plan.nodes.filter((node) => node.phase === phase) }))
  return {
    seconds: over(plan.nodes, lastEnd),
    hosts: Object.fromEntries(
      [...groupBy(plan.nodes, ({ host }) => host)].map(([host, nodes]) => [
        host,
        over(
          nodes.filter(({ phase }) => phase !== 'verify'),
          lastEnd,
        ),
      ]),
    ),
    phases: phases
      .filter(({ nodes }) => nodes.length > 0)
      .map(({ phase, nodes }) => ({ phase, seconds: over(nodes, covered) })),
    bytes: plan.nodes.reduce(
      (sum, { action }) => sum + (action.kind === 'place-artifact' ? action.size : 0),
      0,
    ),
  }
}

function rate(end: keyof Range, { bytesPerSecond }: EstimateOptions): number {
  if (bytesPerSecond === undefined || bytesPerSecond <= 0) return BYTES_PER_SECOND[end]
  return end === 'low' ? bytesPerSecond * MEASURED_VARIES_BY : bytesPerSecond / MEASURED_VARIES_BY
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
