import type { Problem } from '../errors/problem.js'

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

type NodeStatus = 'waiting' | 'running' | 'done' | 'failed' | 'skipped'

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
  /** The host that hands it on; absent: the control machine. */
  readonly from?: string
  readonly startedAt?: string
  readonly milliseconds?: number
  /** The last lines it printed, oldest first. */
  readonly output: readonly string[]
  readonly problem?: Problem
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

/** Before anything happened. */
export function emptyProgress(): Progress {
  const texts = { organisation: '', command: '', digest: '' }
  return { ...texts, nodes: {}, total: NO_NODES, hosts: {}, phases: {}, stopping: false, halfDone: [] }
}

export const NO_NODES: Counts = { waiting: 0, running: 0, done: 0, failed: 0, skipped: 0, bytes: 0, sent: 0 }

/** What the nodes of a run have failed of, in the plan's order. */
export function nodeProblems({ nodes }: Pick<Progress, 'nodes'>): Problem[] {
  return Object.values(nodes).flatMap(({ problem }) => problem ?? [])
}
