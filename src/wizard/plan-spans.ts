import type { PlanNode } from '../planner/plan.js'
import { actionSeconds, BEFORE_THE_FIRST } from './action-seconds.js'
import { byHost } from './by-host.js'
import type { Range } from './range.js'

/** When each node of a plan is under way, by its id, in seconds from the start. */
export type Spans = ReadonlyMap<string, { readonly begin: number; readonly end: number }>

/** Begin and end of every node, in seconds from the start: each lane takes what is ready first. */
export function spansOf(nodes: readonly PlanNode[], end: keyof Range, bytesPerSecond: number): Spans {
  const sending = sendingSeconds(nodes, bytesPerSecond)
  const seconds = (node: PlanNode) => sending.get(node.id) ?? actionSeconds(node)[end]
  const spans = new Map<string, { begin: number; end: number }>()
  const inPlan = new Set(nodes.map(({ id }) => id))
  const followers = new Map<string, PlanNode[]>()
  const missing = new Map<string, number>()
  const lanes = new Map<string, Lane>()
  const readyAt = new Map<string, number>()
  const offer = (node: PlanNode) => {
    const key = laneOf(node)
    const lane = lanes.get(key) ?? { freeAt: BEFORE_THE_FIRST[end], ready: [] }
    lanes.set(key, lane)
    lane.ready.push(node)
  }
  for (const node of nodes) {
    const after = node.after.filter((id) => inPlan.has(id))
    missing.set(node.id, after.length)
    for (const id of after) followers.set(id, [...(followers.get(id) ?? []), node])
    if (after.length === 0) offer(node)
  }
  for (let next = firstToBegin(lanes, readyAt); next !== undefined; next = firstToBegin(lanes, readyAt)) {
    const { lane, node, begin } = next
    const done = begin + seconds(node)
    lane.ready.splice(lane.ready.indexOf(node), 1)
    lane.freeAt = done
    spans.set(node.id, { begin, end: done })
    for (const follower of followers.get(node.id) ?? []) {
      readyAt.set(follower.id, Math.max(readyAt.get(follower.id) ?? 0, done))
      const left = (missing.get(follower.id) ?? 1) - 1
      missing.set(follower.id, left)
      if (left === 0) offer(follower)
    }
  }
  return spans
}

interface Lane {
  freeAt: number
  readonly ready: PlanNode[]
}

/** Uploads and package installs go beside the scripts of their host. */
function laneOf({ host, action }: PlanNode): string {
  return `${host} ${action.kind === 'place-artifact' || action.kind === 'package' ? 'bulk' : 'scripts'}`
}

function firstToBegin(lanes: ReadonlyMap<string, Lane>, readyAt: ReadonlyMap<string, number>) {
  let first: { lane: Lane; node: PlanNode; begin: number } | undefined
  for (const lane of lanes.values()) {
    for (const node of lane.ready) {
      const begin = Math.max(lane.freeAt, readyAt.get(node.id) ?? 0)
      if (first === undefined || begin < first.begin) first = { lane, node, begin }
      // Nothing of this lane can begin before the lane is free.
      if (begin === lane.freeAt) break
    }
  }
  return first
}

/**
 * Seconds that each upload takes while all hosts share one uplink fairly: after `sent` bytes to one host, every other
 * has got as many, or all of its own.
 */
function sendingSeconds(nodes: readonly PlanNode[], bytesPerSecond: number): ReadonlyMap<string, number> {
  const uploads = nodes.flatMap(({ id, host, action }) =>
    action.kind === 'place-artifact' ? [{ id, host, size: action.size }] : [],
  )
  const perHost = byHost(uploads).map(([, own]) => own)
  const totals = perHost.map((own) => own.reduce((sum, { size }) => sum + size, 0))
  const secondsUntil = (sent: number) =>
    totals.reduce((sum, total) => sum + Math.min(total, sent), 0) / bytesPerSecond
  return new Map(
    perHost.flatMap((own) => {
      let sent = 0
      return own.map(({ id, size }) => {
        const before = secondsUntil(sent)
        sent += size
        return [id, secondsUntil(sent) - before] as const
      })
    }),
  )
}
