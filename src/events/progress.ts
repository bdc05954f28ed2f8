import * as z from 'zod'
import { CODES } from '../errors/codes/index.js'
import type { Problem } from '../errors/problem.js'
import { groupBy } from '../lib/group-by.js'
import type { RunEvent, RunStarted } from './run-event.js'

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
  /** Somebody asked to pause: what runs is finished, nothing new starts until it may go on. */
  readonly paused: boolean
  readonly outcome?: 'done' | 'failed' | 'cancelled'
  /** Nodes that may be half written. */
  readonly halfDone: readonly string[]
}

type NodeStatus = 'waiting' | 'running' | 'done' | 'failed' | 'skipped'

export interface NodeProgress extends Readonly<RunStarted['nodes'][number]> {
  readonly status: NodeStatus
  /** Of its bytes. */
  readonly sent: number
  /** The host that hands it on; absent: the control machine. */
  readonly from?: string
  readonly startedAt?: string
  readonly milliseconds?: number
  /** The last lines it printed, oldest first. */
  readonly output: readonly string[]
  readonly problem?: Problem
}

/** Number of nodes by status, and their bytes. */
export type Counts = Readonly<Record<NodeStatus | 'bytes' | 'sent', number>>

export interface HostProgress extends Counts {
  /** The connection is gone, and `problem` says why. */
  readonly lost: boolean
  readonly problem?: Problem
}

/** Before anything happened. */
export function emptyProgress(): Progress {
  const texts = { organisation: '', command: '', digest: '' }
  return { ...texts, nodes: {}, total: NO_NODES, hosts: {}, phases: {}, ...NOT_ASKED, halfDone: [] }
}

const NOT_ASKED = { stopping: false, paused: false }
const NO_NODES: Counts = { waiting: 0, running: 0, done: 0, failed: 0, skipped: 0, bytes: 0, sent: 0 }

/** What the nodes of a run have failed of, in the plan's order. */
export function nodeProblems({ nodes }: Pick<Progress, 'nodes'>): Problem[] {
  return Object.values(nodes).flatMap(({ problem }) => problem ?? [])
}

/** Where a run stands, event by event: each costs the same however large the plan is. */
export interface ProgressFold {
  /** An event about a node or host that the run does not have changes nothing. */
  readonly add: (event: RunEvent) => void
  /** Where it stands now, to be read at once: the next event changes it in place. */
  readonly now: () => Progress
  /** What runs now, the longest running first. */
  readonly running: () => NodeProgress[]
  /** For keeping: never changes, and is the same object until an event has changed anything. */
  readonly snapshot: () => Progress
}

/** What one event changes, for a few events; `progressFold` is for whole runs. */
export function fold(progress: Progress, event: RunEvent): Progress {
  const all = progressFold(progress)
  all.add(event)
  return all.snapshot()
}

const KEPT_LINES = 20

export function progressFold(from: Progress = emptyProgress()): ProgressFold {
  let kept: Progress | undefined = from
  let state = writable(from)
  const nodes = Object.values(from.nodes)
  const running = new Set(nodes.filter(({ status }) => status === 'running').map(({ id }) => id))
  const set = (changes: Partial<Progress>) => {
    Object.assign(state, changes)
    kept = undefined
  }
  const change = (id: string, changes: (node: NodeProgress) => Partial<NodeProgress>) => {
    const before = own(state.nodes, id)
    if (before === undefined) return
    const after = { ...before, ...changes(before) }
    const recount = <C extends Progress['total']>(counts: C): C => plus(plus(counts, before, -1), after, 1)
    state.nodes[id] = after
    if (after.status === 'running') running.add(id)
    else running.delete(id)
    replace(state.hosts, after.host, recount)
    replace(state.phases, after.phase, recount)
    set({ total: recount(state.total) })
  }
  const changeHost = (name: string, changed: (before: HostProgress) => HostProgress) => {
    if (replace(state.hosts, name, changed)) kept = undefined
  }
  return {
    add: (event) => {
      switch (event.type) {
        case 'run-started':
          state = writable(started(event))
          running.clear()
          kept = undefined
          return
        case 'started':
          return change(event.node, () => ({ status: 'running', startedAt: event.at }))
        case 'output':
          return change(event.node, ({ output }) => ({ output: [...output, event.line].slice(-KEPT_LINES) }))
        case 'sent':
          return change(event.node, () => sentOf(event))
        case 'succeeded': {
          const { milliseconds } = event
          return change(event.node, ({ bytes }) => ({ status: 'done', milliseconds, sent: bytes }))
        }
        case 'failed':
          return change(event.node, () => ({ status: 'failed', ...problemOf(event.problem) }))
        case 'skipped':
          return change(event.node, () => ({ status: 'skipped' }))
        case 'host-lost':
          return changeHost(event.host, (host) => ({ ...host, lost: true, ...problemOf(event.problem) }))
        case 'host-back':
          return changeHost(event.host, ({ problem: _, ...host }) => ({ ...host, lost: false }))
        case 'stopping':
          return set({ stopping: true })
        case 'paused':
        case 'continued':
          return set({ paused: event.type === 'paused' })
        case 'run-finished':
          return set({
            ...{ outcome: event.outcome, halfDone: event.halfDone, finishedAt: event.at },
            // What comes after a plan goes on; the next one of the command rests again.
            paused: false,
          })
      }
    },
    now: () => state,
    running: () => [...running].flatMap((id) => own(state.nodes, id) ?? []),
    snapshot: () => {
      kept ??= writable(state)
      return kept
    },
  }
}

interface Writable extends Progress {
  readonly nodes: Record<string, NodeProgress>
  readonly hosts: Record<string, HostProgress>
  readonly phases: Record<string, Progress['total']>
}

/** Records of its own; what they hold is replaced and never changed. */
function writable(progress: Progress): Writable {
  const { nodes, hosts, phases } = progress
  return { ...progress, nodes: { ...nodes }, hosts: { ...hosts }, phases: { ...phases } }
}

function started(event: RunStarted): Progress {
  const nodes = event.nodes.map((node): NodeProgress => ({ ...node, status: 'waiting', sent: 0, output: [] }))
  const hosts = countNodes(nodes, 'host').map(([host, counts]) => [host, { ...counts, lost: false }] as const)
  return {
    ...emptyProgress(),
    organisation: event.organisation,
    command: event.command,
    digest: event.digest,
    startedAt: event.at,
    nodes: Object.fromEntries(nodes.map((node) => [node.id, node])),
    total: countAll(nodes),
    hosts: Object.fromEntries(hosts),
    phases: Object.fromEntries(countNodes(nodes, 'phase')),
  }
}

function replace<T>(record: Record<string, T>, key: string, changed: (before: T) => T): boolean {
  const before = own(record, key)
  if (before === undefined) return false
  record[key] = changed(before)
  return true
}

/** Names come from operators, and `constructor` is one. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** Where its last bytes came from counts: the beginning may have come another way. */
function sentOf({ bytes, total, from }: Extract<RunEvent, { type: 'sent' }>): Partial<NodeProgress> {
  return { sent: bytes, bytes: total, ...(from === undefined ? {} : { from }) }
}

function problemOf(value: unknown): { problem?: Problem } {
  const problem = toProblem(value)
  return problem === undefined ? {} : { problem }
}

/** By host or phase, in the order in which the nodes first name them. */
function countNodes(nodes: readonly NodeProgress[], by: 'host' | 'phase'): [string, Counts][] {
  return [...groupBy(nodes, (node) => node[by])].map(([name, own]) => [name, countAll(own)])
}

function countAll(nodes: readonly NodeProgress[]): Counts {
  const counts = { ...NO_NODES }
  for (const { status, bytes, sent } of nodes) {
    counts[status] += 1
    counts.bytes += bytes
    counts.sent += sent
  }
  return counts
}

function plus<C extends Counts>(counts: C, node: NodeProgress, times: 1 | -1): C {
  return {
    ...counts,
    [node.status]: counts[node.status] + times,
    bytes: counts.bytes + times * node.bytes,
    sent: counts.sent + times * node.sent,
  }
}

const text = z.string().exactOptional()

const problemAlone = {
  code: z.enum(CODES),
  severity: z.enum(['error', 'warning', 'advice']),
  where: z.object({
    path: text,
    line: z.number().exactOptional(),
    file: text,
    host: text,
    instance: text,
    action: text,
  }),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
  output: z.array(z.string()).exactOptional(),
}
const problemShape = z.object({
  ...problemAlone,
  consequences: z.array(z.object(problemAlone)).exactOptional(),
})

/** The problem in an event; `undefined` when it has not a problem's shape or code (a journal of another version). */
export function toProblem(value: unknown): Problem | undefined {
  return problemShape.safeParse(value).data
}
