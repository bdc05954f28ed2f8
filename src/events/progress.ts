import type { Problem } from '../errors/problem.js'
import type { RunEvent } from './run-event.js'
import { toProblem } from './to-problem.js'

/** Where a run stands: what a progress map, a status line and a summary read. */
export interface Progress {
  readonly organisation: string
  readonly command: string
  /** Digest of the plan. */
  readonly digest: string
  readonly startedAt?: string
  readonly finishedAt?: string
  /** By node id, in the plan's order. */
  readonly nodes: Readonly<Record<string, NodeProgress>>
  readonly total: Counts
  readonly hosts: Readonly<Record<string, HostProgress>>
  /** By phase id, in the order in which the plan first names them. */
  readonly phases: Readonly<Record<string, Counts>>
  /** Somebody asked to stop: what runs is finished, nothing new starts. */
  readonly stopping: boolean
  readonly outcome?: 'done' | 'failed' | 'cancelled'
  /** Nodes that may be half written. */
  readonly halfDone: readonly string[]
}

export type NodeStatus = 'waiting' | 'running' | 'done' | 'failed' | 'skipped'

export interface NodeProgress {
  readonly id: string
  readonly phase: string
  readonly host: string
  readonly instance: string
  readonly kind: string
  readonly status: NodeStatus
  /** Bytes to send; 0 for all but artifacts. */
  readonly bytes: number
  readonly sent: number
  readonly startedAt?: string
  readonly milliseconds?: number
  /** The last lines it printed, oldest first. */
  readonly output: readonly string[]
  readonly problem?: Problem
  /** Why it was skipped. */
  readonly because?: string
}

/** Number of nodes by status, and their bytes. */
export interface Counts {
  readonly waiting: number
  readonly running: number
  readonly done: number
  readonly failed: number
  readonly skipped: number
  readonly bytes: number
  readonly sent: number
}

export interface HostProgress extends Counts {
  /** The connection is gone, and `problem` says why. */
  readonly lost: boolean
  readonly problem?: Problem
}

const KEPT_LINES = 20
const NONE: Counts = { waiting: 0, running: 0, done: 0, failed: 0, skipped: 0, bytes: 0, sent: 0 }

/** Before anything happened. */
export function emptyProgress(): Progress {
  const texts = { organisation: '', command: '', digest: '' }
  return { ...texts, nodes: {}, total: NONE, hosts: {}, phases: {}, stopping: false, halfDone: [] }
}

/** What an event changes. Pure; an event about a node or host that the run does not have changes nothing. */
export function fold(progress: Progress, event: RunEvent): Progress {
  switch (event.type) {
    case 'run-started':
      return started(event)
    case 'started':
      return change(progress, event.node, () => ({ status: 'running', startedAt: event.at }))
    case 'output':
      return change(progress, event.node, ({ output }) => ({
        output: [...output, event.line].slice(-KEPT_LINES),
      }))
    case 'sent':
      return change(progress, event.node, () => ({ sent: event.bytes, bytes: event.total }))
    case 'succeeded':
      return change(progress, event.node, ({ bytes }) => ({
        status: 'done',
        milliseconds: event.milliseconds,
        sent: bytes,
      }))
    case 'failed':
      return change(progress, event.node, () => ({ status: 'failed', ...problemOf(event.problem) }))
    case 'skipped':
      return change(progress, event.node, () => ({ status: 'skipped', because: event.because }))
    case 'host-lost':
      return changeHost(progress, event.host, (host) => ({
        ...host,
        lost: true,
        ...problemOf(event.problem),
      }))
    case 'host-back':
      return changeHost(progress, event.host, ({ problem: _, ...host }) => ({ ...host, lost: false }))
    case 'stopping':
      return { ...progress, stopping: true }
    case 'run-finished':
      return { ...progress, outcome: event.outcome, halfDone: event.halfDone, finishedAt: event.at }
  }
}

function started(event: Extract<RunEvent, { type: 'run-started' }>): Progress {
  const nodes = event.nodes.map((node): NodeProgress => ({ ...node, status: 'waiting', sent: 0, output: [] }))
  const hosts = countedBy(nodes, 'host').map(([host, counts]) => [host, { ...counts, lost: false }] as const)
  return {
    ...emptyProgress(),
    organisation: event.organisation,
    command: event.command,
    digest: event.digest,
    startedAt: event.at,
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    total: nodes.reduce((counts, node) => add(counts, node, 1), NONE),
    hosts: Object.fromEntries(hosts),
    phases: Object.fromEntries(countedBy(nodes, 'phase')),
  }
}

function countedBy(nodes: readonly NodeProgress[], by: 'host' | 'phase'): [string, Counts][] {
  const counts = new Map<string, Counts>()
  for (const node of nodes) counts.set(node[by], add(counts.get(node[by]) ?? NONE, node, 1))
  return [...counts]
}

function change(
  progress: Progress,
  id: string,
  changes: (node: NodeProgress) => Partial<NodeProgress>,
): Progress {
  const before = own(progress.nodes, id)
  if (before === undefined) return progress
  const after = { ...before, ...changes(before) }
  const recount = <C extends Counts>(counts: C): C => add(add(counts, before, -1), after, 1)
  return {
    ...progress,
    nodes: { ...progress.nodes, [id]: after },
    total: recount(progress.total),
    hosts: replace(progress.hosts, after.host, recount),
    phases: replace(progress.phases, after.phase, recount),
  }
}

function changeHost(
  progress: Progress,
  host: string,
  changed: (before: HostProgress) => HostProgress,
): Progress {
  return { ...progress, hosts: replace(progress.hosts, host, changed) }
}

function add<C extends Counts>(counts: C, node: NodeProgress, times: 1 | -1): C {
  return {
    ...counts,
    [node.status]: counts[node.status] + times,
    bytes: counts.bytes + times * node.bytes,
    sent: counts.sent + times * node.sent,
  }
}

function replace<T>(
  record: Readonly<Record<string, T>>,
  key: string,
  changed: (before: T) => T,
): Record<string, T> {
  const before = own(record, key)
  return before === undefined ? record : { ...record, [key]: changed(before) }
}

/** Names come from operators, and `constructor` is one. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function problemOf(value: unknown): { problem?: Problem } {
  const problem = toProblem(value)
  return problem === undefined ? {} : { problem }
}
