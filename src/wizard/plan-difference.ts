import { show } from '../lib/text.js'
import type { Plan, PlanNode } from '../planner/plan.js'

/** What another look at the hosts has changed in a plan that was reviewed. */
export interface PlanDifference {
  /** Of the new plan. */
  readonly added: readonly PlanNode[]
  /** Of the reviewed plan. */
  readonly gone: readonly PlanNode[]
  /** In both, and not the same: as it is now. */
  readonly changed: readonly PlanNode[]
}

export function planDifference(reviewed: Plan, now: Plan): PlanDifference {
  const before = new Map(reviewed.nodes.map((node) => [node.id, node]))
  const after = new Set(now.nodes.map(({ id }) => id))
  return {
    added: now.nodes.filter(({ id }) => !before.has(id)),
    gone: reviewed.nodes.filter(({ id }) => !after.has(id)),
    changed: now.nodes.filter((node) => {
      const was = before.get(node.id)
      return was !== undefined && content(was) !== content(node)
    }),
  }
}

/** Whether a plan does anything that the reviewed one did not do. */
export function hasNewWork(reviewed: Plan, now: Plan): boolean {
  const known = new Map(reviewed.nodes.map((node) => [node.id, work(node)]))
  return now.nodes.some((node) => known.get(node.id) !== work(node))
}

function content(node: PlanNode): string {
  return JSON.stringify([work(node), node.inputs, node.because])
}

function work({ action }: PlanNode): string {
  return JSON.stringify(action.kind === 'write-file' ? { ...action, content: show(action.content) } : action)
}
