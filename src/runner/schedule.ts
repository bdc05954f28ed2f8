import type { PlanNode } from '../planner/plan.js'

export type NodeState = 'pending' | 'running' | 'succeeded' | 'failed' | 'skipped'

/**
 * Which work can start now. Pure book-keeping over a plan's DAG: a host has one lane for scripts and one for bulk
 * bytes, so that artifacts travel while scripts run.
 */
export interface Schedule {
  /** The next script for a host whose script lane is free: nodes of one phase that need nothing outside the batch. */
  readonly nextBatch: (host: string) => readonly PlanNode[]
  /** The next upload, or else package install, for a host whose bulk lane is free. */
  readonly nextBulk: (host: string) => PlanNode | undefined
  readonly mark: (id: string, state: NodeState) => void
  /** Hosts with a node that waited for one that has succeeded since this was asked last. */
  readonly awoken: () => readonly string[]
  readonly state: (id: string) => NodeState
  /** Pending nodes that can no longer run, with the failed or skipped node that each waits for; marks them skipped. */
  readonly skipBlocked: () => readonly { node: PlanNode; blockedBy: string }[]
  readonly pending: () => readonly PlanNode[]
}

export function scheduleOf(nodes: readonly PlanNode[]): Schedule {
  const states = new Map<string, NodeState>(nodes.map((node) => [node.id, 'pending']))
  const byHost = groupByHost(nodes)
  const waiting = hostsByNeeded(nodes)
  const awoken = new Set<string>()
  let mayBeBlocked = false
  const state = (id: string) => states.get(id) ?? 'succeeded'
  const isOpen = (node: PlanNode) => state(node.id) === 'pending'
  const ready = (node: PlanNode, also: ReadonlySet<string>) =>
    node.after.every((id) => also.has(id) || state(id) === 'succeeded')

  return {
    state,
    mark: (id, next) => {
      states.set(id, next)
      if (next === 'succeeded') for (const host of waiting.get(id) ?? []) awoken.add(host)
      // What a batch gives back may wait for what has failed before.
      if (next === 'failed' || next === 'pending') mayBeBlocked = true
    },
    awoken: () => {
      const hosts = [...awoken]
      awoken.clear()
      return hosts
    },
    pending: () => nodes.filter(isOpen),
    nextBulk: (host) => {
      const bulk = (byHost.get(host) ?? []).filter(
        (node) => isBulk(node) && isOpen(node) && ready(node, NOTHING),
      )
      return bulk.find(isUpload) ?? bulk[0]
    },
    nextBatch: (host) => {
      const scripts = (byHost.get(host) ?? []).filter((node) => !isBulk(node) && isOpen(node))
      const first = scripts.find((node) => ready(node, NOTHING))
      const batch: PlanNode[] = []
      const ids = new Set<string>()
      for (const node of scripts) {
        if (node.phase !== first?.phase || !ready(node, ids)) continue
        batch.push(node)
        ids.add(node.id)
      }
      return batch
    },
    skipBlocked: () => {
      if (!mayBeBlocked) return []
      const blocked: { node: PlanNode; blockedBy: string }[] = []
      for (const node of nodes) {
        if (!isOpen(node)) continue
        const blockedBy = node.after.find((id) => state(id) === 'failed' || state(id) === 'skipped')
        if (blockedBy === undefined) continue
        states.set(node.id, 'skipped')
        blocked.push({ node, blockedBy })
      }
      mayBeBlocked = blocked.length > 0
      return blocked
    },
  }
}

export function isUpload(node: PlanNode): boolean {
  return node.action.kind === 'place-artifact'
}

/** Takes long and needs little of the host's other work: goes beside it. */
function isBulk(node: PlanNode): boolean {
  return isUpload(node) || node.action.kind === 'package'
}

const NOTHING: ReadonlySet<string> = new Set()

/** By node: the hosts whose nodes wait for it. */
function hostsByNeeded(nodes: readonly PlanNode[]): Map<string, Set<string>> {
  const hosts = new Map<string, Set<string>>()
  for (const { after, host } of nodes) {
    for (const id of after) {
      const known = hosts.get(id)
      if (known === undefined) hosts.set(id, new Set([host]))
      else known.add(host)
    }
  }
  return hosts
}

function groupByHost(nodes: readonly PlanNode[]): Map<string, PlanNode[]> {
  const byHost = new Map<string, PlanNode[]>()
  for (const node of nodes) {
    const known = byHost.get(node.host)
    if (known === undefined) byHost.set(node.host, [node])
    else known.push(node)
  }
  return byHost
}
