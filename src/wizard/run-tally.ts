import type { NodeProgress, Progress } from '../events/progress.js'
import { instanceId } from '../topology/topology.js'
import type { OpenChecks, Statuses } from './run-mark.js'

/** What a screen wants to know of a run's nodes, from one look at them: with many hosts there are thousands. */
export interface RunTally {
  /** By instance (`consul@h1`), in the plan's order. */
  readonly instances: ReadonlyMap<string, InstanceTally>
  /** By host. */
  readonly checks: ReadonlyMap<string, OpenChecks>
  /** By phase, of those that have begun. */
  readonly spans: ReadonlyMap<string, PhaseSpan>
  readonly running: readonly NodeProgress[]
  readonly failed: readonly NodeProgress[]
}

export interface InstanceTally extends Record<keyof Statuses, number> {
  readonly checks: OpenChecks
  /** The node that tells best what goes on: one that failed, else one that runs. */
  telling: NodeProgress | undefined
}

/** The first start and the last end so far, milliseconds since the epoch. */
export interface PhaseSpan {
  from: number
  to: number
}

export function tallyOf({ nodes }: Pick<Progress, 'nodes'>): RunTally {
  const instances = new Map<string, InstanceTally>()
  const checks = new Map<string, OpenChecks>()
  const spans = new Map<string, PhaseSpan>()
  const running: NodeProgress[] = []
  const failed: NodeProgress[] = []
  for (const node of Object.values(nodes)) {
    if (node.instance !== 'host') countInstance(instances, node)
    countOpenCheck(known(checks, node.host, noChecks), node)
    if (node.startedAt !== undefined) widen(spans, node.phase, Date.parse(node.startedAt), node.milliseconds)
    if (node.status === 'running') running.push(node)
    if (node.status === 'failed') failed.push(node)
  }
  return { instances, checks, spans, running, failed }
}

function countInstance(instances: Map<string, InstanceTally>, node: NodeProgress): void {
  const tally = known(instances, instanceId({ name: node.instance, host: node.host }), noTally)
  tally[node.status] += 1
  countOpenCheck(tally.checks, node)
  const isTelling = node.status === 'running' ? tally.telling === undefined : node.status === 'failed'
  if (isTelling && tally.telling?.status !== 'failed') tally.telling = node
}

function countOpenCheck(checks: OpenChecks, { phase, status }: NodeProgress): void {
  if (phase === 'verify' && (status === 'waiting' || status === 'skipped')) checks[status] += 1
}

function widen(spans: Map<string, PhaseSpan>, phase: string, from: number, milliseconds = 0): void {
  const span = known(spans, phase, () => ({ from, to: from }))
  span.from = Math.min(span.from, from)
  span.to = Math.max(span.to, from + milliseconds)
}

function known<T>(all: Map<string, T>, key: string, first: () => T): T {
  const before = all.get(key)
  if (before !== undefined) return before
  const made = first()
  all.set(key, made)
  return made
}

function noChecks(): OpenChecks {
  return { waiting: 0, skipped: 0 }
}

function noTally(): InstanceTally {
  return { waiting: 0, running: 0, done: 0, failed: 0, skipped: 0, checks: noChecks(), telling: undefined }
}
