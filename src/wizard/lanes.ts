import { heap } from '../lib/heap.js'
import type { PlanNode } from '../planner/plan.js'

/** The lanes of all hosts in an estimate: which node begins next, and when, in seconds from the start. */
export interface Lanes {
  /** The node is ready at what `readyAt` says. */
  readonly offer: (node: PlanNode) => void
  /** The first to begin of all ready nodes; its lane is busy until it is set free. */
  readonly takeFirst: () => { readonly node: PlanNode; readonly begin: number } | undefined
  readonly free: (node: PlanNode, atSeconds: number) => void
}

interface Lane {
  freeAt: number
  isBusy: boolean
  readonly ready: PlanNode[]
}

interface LaneCandidate {
  readonly lane: Lane
  readonly node: PlanNode
  readonly begin: number
}

export function lanesFrom(startSeconds: number, readyAt: ReadonlyMap<string, number>): Lanes {
  const lanes = new Map<string, Lane>()
  const candidates = heap<LaneCandidate>((a, b) => a.begin - b.begin)
  const laneOf = (node: PlanNode): Lane => {
    const key = laneName(node)
    const lane = lanes.get(key) ?? { freeAt: startSeconds, isBusy: false, ready: [] }
    lanes.set(key, lane)
    return lane
  }
  const propose = (lane: Lane) => {
    const first = firstOf(lane, readyAt)
    if (first !== undefined && !lane.isBusy) candidates.push(first)
  }
  return {
    offer: (node) => {
      const lane = laneOf(node)
      lane.ready.push(node)
      propose(lane)
    },
    takeFirst: () => {
      for (let found = candidates.pop(); found !== undefined; found = candidates.pop()) {
        const { lane, node, begin } = found
        const at = lane.ready.indexOf(node)
        // Proposed before its lane took something else.
        if (lane.isBusy || at < 0 || begin < lane.freeAt) continue
        lane.ready.splice(at, 1)
        lane.isBusy = true
        return { node, begin }
      }
      return undefined
    },
    free: (node, atSeconds) => {
      const lane = laneOf(node)
      lane.isBusy = false
      lane.freeAt = atSeconds
      propose(lane)
    },
  }
}

/** Uploads and package installs go beside the scripts of their host. */
function laneName({ host, action }: PlanNode): string {
  return `${host} ${action.kind === 'place-artifact' || action.kind === 'package' ? 'bulk' : 'scripts'}`
}

function firstOf(lane: Lane, readyAt: ReadonlyMap<string, number>): LaneCandidate | undefined {
  let first: LaneCandidate | undefined
  for (const node of lane.ready) {
    const begin = Math.max(lane.freeAt, readyAt.get(node.id) ?? 0)
    if (first === undefined || begin < first.begin) first = { lane, node, begin }
    // Nothing of this lane can begin before the lane is free.
    if (begin === lane.freeAt) break
  }
  return first
}
