import { groupBy } from '../lib/group-by.js'
import { sortedQueue } from '../lib/sorted-queue.js'
import type { PlanNode } from '../planner/plan.js'
import {
  AROUND_MEASURED,
  actionSeconds,
  BEFORE_THE_FIRST,
  BYTES_PER_SECOND,
  type Range,
} from './action-seconds.js'
import { type Measured, measuredAs } from './measured.js'

/** When each node of a plan is under way, by its id, in seconds from the start. */
export type Spans = ReadonlyMap<string, { readonly begin: number; readonly end: number }>

/** Begin and end of every node, in seconds from the start: each lane takes what is ready first. */
export function spansOf(nodes: readonly PlanNode[], end: keyof Range, measured: Measured = {}): Spans {
  const sending = sendingSeconds(nodes, BYTES_PER_SECOND[end])
  const secondsOf = (node: PlanNode) => {
    const known = measuredAs(measured, node.id)
    return known === undefined ? actionSeconds(node)[end] : known.seconds * AROUND_MEASURED[end]
  }
  const spans = new Map<string, { begin: number; end: number }>()
  const candidates = sortedQueue<Candidate>((a, b) => a.begin - b.begin)
  const propose = (lane: Lane) => {
    const first = firstOf(lane)
    if (first !== undefined) candidates.push(first)
  }
  for (const task of tasksOf(nodes, BEFORE_THE_FIRST[end])) {
    if (task.missing > 0) continue
    task.lane.ready.push(task)
    propose(task.lane)
  }
  for (let next = candidates.pop(); next !== undefined; next = candidates.pop()) {
    const { task, begin } = next
    const { node, lane } = task
    const at = lane.ready.indexOf(task)
    // Proposed before its lane took something else.
    if (at < 0 || begin < lane.freeAt) continue
    lane.ready.splice(at, 1)
    lane.freeAt = heldUntil(node, begin + (sending.get(node.id) ?? secondsOf(node)), spans)
    spans.set(node.id, { begin, end: lane.freeAt })
    for (const follower of task.followers) {
      follower.readyAt = Math.max(follower.readyAt, lane.freeAt)
      follower.missing -= 1
      if (follower.missing > 0) continue
      follower.lane.ready.push(follower)
      if (follower.lane !== lane) propose(follower.lane)
    }
    propose(lane)
  }
  return spans
}

/** What is seen to be ready has to stay so, in some cases counted from its start. */
function heldUntil({ host, action }: PlanNode, ready: number, spans: Spans): number {
  if (action.kind !== 'wait') return ready
  const { holdSeconds = 0, sinceStart, unit } = action
  const since = sinceStart ? (spans.get(`${host} unit:${unit}`)?.end ?? -holdSeconds) : ready
  return Math.max(ready, since + holdSeconds)
}

interface Task {
  readonly node: PlanNode
  readonly lane: Lane
  readonly followers: Task[]
  /** So many of those before it have no end yet. */
  missing: number
  readyAt: number
}

interface Lane {
  freeAt: number
  readonly ready: Task[]
}

interface Candidate {
  readonly task: Task
  readonly begin: number
}

function tasksOf(nodes: readonly PlanNode[], startSeconds: number): Iterable<Task> {
  const lanes = new Map<string, Lane>()
  const tasks = new Map<string, Task>()
  for (const node of nodes) {
    const name = laneName(node)
    const lane = lanes.get(name) ?? { freeAt: startSeconds, ready: [] }
    lanes.set(name, lane)
    tasks.set(node.id, { node, lane, followers: [], missing: 0, readyAt: 0 })
  }
  for (const task of tasks.values()) {
    const before = task.node.after.flatMap((id) => tasks.get(id) ?? [])
    for (const { followers } of before) followers.push(task)
    task.missing = before.length
  }
  return tasks.values()
}

/** Uploads and package installs go beside the scripts of their host. */
function laneName({ host, action }: PlanNode): string {
  return `${host} ${action.kind === 'place-artifact' || action.kind === 'package' ? 'bulk' : 'scripts'}`
}

function firstOf({ freeAt, ready }: Lane): Candidate | undefined {
  let first: Candidate | undefined
  for (const task of ready) {
    const begin = Math.max(freeAt, task.readyAt)
    if (first === undefined || begin < first.begin) first = { task, begin }
    // Nothing of this lane can begin before the lane is free.
    if (begin === freeAt) break
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
  const perHost = [...groupBy(uploads, ({ host }) => host).values()]
  const totals = perHost.map((own) => own.reduce((sum, { size }) => sum + size, 0))
  // Hosts are sent the same few files, so that the same few sums are asked for again and again.
  const sums = new Map<number, number>()
  const secondsUntil = (sent: number) => {
    const sum =
      sums.get(sent) ?? totals.reduce((all, total) => all + Math.min(total, sent), 0) / bytesPerSecond
    sums.set(sent, sum)
    return sum
  }
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
