import { groupBy } from '../lib/group-by.js'
import type { PlanNode } from '../planner/plan.js'
import { HAND_OVER } from '../roles/moves.js'

type NodeState = 'pending' | 'running' | 'succeeded' | 'failed' | 'skipped'

/**
 * Which work can start now. Pure book-keeping over a plan's DAG: a host has one lane for scripts and one for bulk
 * bytes, so that artifacts travel while scripts run.
 */
export interface Schedule {
  /** The next script for a host whose script lane is free: nodes of one phase that need nothing outside the batch. */
  readonly nextBatch: (host: string) => readonly PlanNode[]
  /** Uploads that a host whose bulk lane is free can take. */
  readonly readyUploads: (host: string) => readonly PlanNode[]
  /** The next package install for a host whose bulk lane is free. */
  readonly nextInstall: (host: string) => PlanNode | undefined
  /** The next change of a host's firewall. */
  readonly nextClosing: (host: string) => PlanNode | undefined
  readonly mark: (id: string, state: NodeState) => void
  /** While it rests, it gives only what brings an instance back that has been taken down. */
  readonly rest: (is: boolean) => void
  /** Hosts with a node for which the last of those that it waits for has succeeded since this was asked last. */
  readonly awoken: () => readonly string[]
  readonly state: (id: string) => NodeState
  /** Pending nodes that can no longer run, with the failed or skipped node that each waits for; marks them skipped. */
  readonly skipBlocked: () => readonly { node: PlanNode; blockedBy: string }[]
  readonly pending: () => readonly PlanNode[]
}

export function scheduleOf(nodes: readonly PlanNode[]): Schedule {
  const states = new Map<string, NodeState>(nodes.map((node) => [node.id, 'pending']))
  const byHost = groupBy(nodes, ({ host }) => host)
  const followers = followersOf(nodes)
  const missing = missingOf(nodes, states)
  const awoken = new Set<string>()
  let mayBeBlocked = false
  let isResting = false
  const down = new Set<string>()
  const state = (id: string) => states.get(id) ?? 'succeeded'
  const isOpen = (node: PlanNode) => state(node.id) === 'pending'
  const mayStart = (node: PlanNode) => isOpen(node) && (!isResting || down.has(partOf(node)))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const ready = (node: PlanNode, also: ReadonlySet<string>) => {
    const left = missing.get(node.id) ?? 0
    if (left === 0 || left > also.size) return left === 0
    return node.after.every((id) => also.has(id) || state(id) === 'succeeded')
  }
  const tellFollowers = (id: string) => {
    for (const follower of followers.get(id) ?? []) {
      const left = (missing.get(follower.id) ?? 1) - 1
      missing.set(follower.id, left)
      if (left === 0) awoken.add(follower.host)
    }
  }

  return {
    state,
    mark: (id, next) => {
      const before = states.get(id)
      states.set(id, next)
      const node = byId.get(id)
      if (next === 'running' && node !== undefined)
        for (const part of takesDown(node, followers)) down.add(part)
      if (next === 'succeeded' && before !== 'succeeded') tellFollowers(id)
      // What a batch gives back may wait for what has failed before.
      if (next === 'failed' || next === 'pending') mayBeBlocked = true
    },
    awoken: () => {
      const hosts = [...awoken]
      awoken.clear()
      return hosts
    },
    rest: (is) => {
      isResting = is
    },
    pending: () => nodes.filter(isOpen),
    readyUploads: (host) =>
      (byHost.get(host) ?? []).filter((node) => isUpload(node) && mayStart(node) && ready(node, NOTHING)),
    nextInstall: (host) =>
      (byHost.get(host) ?? []).find(
        (node) => isBulk(node) && !isUpload(node) && mayStart(node) && ready(node, NOTHING),
      ),
    nextClosing: (host) =>
      (byHost.get(host) ?? []).find((node) => isClosing(node) && mayStart(node) && ready(node, NOTHING)),
    nextBatch: (host) => {
      const scripts = (byHost.get(host) ?? []).filter(
        (node) => !isBulk(node) && !isClosing(node) && mayStart(node),
      )
      const first = scripts.find((node) => ready(node, NOTHING))
      const batch: PlanNode[] = []
      const ids = new Set<string>()
      for (const node of scripts) {
        if (node.phase !== first?.phase || !ready(node, ids)) continue
        batch.push(node)
        // What has to stay well for a while ends its script: nobody who stops or pauses should wait for the next change.
        if (node.action.kind !== 'wait' || node.action.holdSeconds === undefined) ids.add(node.id)
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
  return isUpload(node) || node.action.kind === 'package' || node.action.kind === 'carry'
}

/** An instance in the phase in which it is changed. */
function partOf({ host, instance, phase }: PlanNode): string {
  return `${host} ${instance} ${phase}`
}

/** What has to be brought back once that is under way. Where an instance moves, the host that it goes to. */
function takesDown(node: PlanNode, followers: ReadonlyMap<string, readonly PlanNode[]>): readonly string[] {
  const { action, instance } = node
  if (action.kind === 'run' && action.name === HAND_OVER)
    return [node, ...(followers.get(node.id) ?? [])].map(partOf)
  const isDown = action.kind === 'unit' || action.kind === 'keep-former'
  return isDown && instance !== 'host' ? [partOf(node)] : []
}

/** Has to be proven within a minute, so nothing else may be in its way. */
function isClosing({ action }: PlanNode): boolean {
  return action.kind === 'close-ports'
}

const NOTHING: ReadonlySet<string> = new Set()

/** By node: those that wait for it. */
function followersOf(nodes: readonly PlanNode[]): ReadonlyMap<string, readonly PlanNode[]> {
  const edges = nodes.flatMap((node) => [...new Set(node.after)].map((id) => ({ id, node })))
  return new Map([...groupBy(edges, ({ id }) => id)].map(([id, of]) => [id, of.map(({ node }) => node)]))
}

/** By node: how many of those that it waits for have not succeeded. What the plan does not have is done already. */
function missingOf(nodes: readonly PlanNode[], states: ReadonlyMap<string, NodeState>): Map<string, number> {
  const count = ({ after }: PlanNode) => new Set(after.filter((id) => states.has(id))).size
  return new Map(nodes.map((node) => [node.id, count(node)]))
}
