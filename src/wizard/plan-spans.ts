import type { PlanNode } from '../planner/plan.js'
import { actionSeconds, BEFORE_THE_FIRST } from './action-seconds.js'
import { byHost } from './by-host.js'
import { lanesFrom } from './lanes.js'
import type { Range } from './range.js'

/** When each node of a plan is under way, by its id, in seconds from the start. */
export type Spans = ReadonlyMap<string, { readonly begin: number; readonly end: number }>

/** Begin and end of every node, in seconds from the start: each lane takes what is ready first. */
export function spansOf(nodes: readonly PlanNode[], end: keyof Range, bytesPerSecond: number): Spans {
  const sending = sendingSeconds(nodes, bytesPerSecond)
  const seconds = (node: PlanNode) => sending.get(node.id) ?? actionSeconds(node)[end]
  const spans = new Map<string, { begin: number; end: number }>()
  const inPlan = new Set(nodes.map(({ id }) => id))
  const followers = new Map<string, PlanNode[]>(nodes.map(({ id }) => [id, []]))
  const missing = new Map<string, number>()
  const readyAt = new Map<string, number>()
  const lanes = lanesFrom(BEFORE_THE_FIRST[end], readyAt)
  for (const node of nodes) {
    const after = node.after.filter((id) => inPlan.has(id))
    missing.set(node.id, after.length)
    for (const id of after) followers.get(id)?.push(node)
    if (after.length === 0) lanes.offer(node)
  }
  for (let next = lanes.takeFirst(); next !== undefined; next = lanes.takeFirst()) {
    const { node, begin } = next
    const done = begin + seconds(node)
    spans.set(node.id, { begin, end: done })
    for (const follower of followers.get(node.id) ?? []) {
      readyAt.set(follower.id, Math.max(readyAt.get(follower.id) ?? 0, done))
      const left = (missing.get(follower.id) ?? 1) - 1
      missing.set(follower.id, left)
      if (left === 0) lanes.offer(follower)
    }
    lanes.free(node, done)
  }
  return spans
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
  // Hosts are sent the same few files, so that the same few sums are asked for again and again.
  const sums = new Map<number, number>()
  const secondsUntil = (sent: number) => {
    const known = sums.get(sent)
    if (known !== undefined) return known
    const sum = totals.reduce((all, total) => all + Math.min(total, sent), 0) / bytesPerSecond
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
