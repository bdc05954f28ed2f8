import type { Action } from '../../actions/action.js'
import { resourceOf } from '../../actions/resource.js'
import type { PhaseId, PlanInput, PlanNode, Reason } from '../plan.js'

/**
 * All nodes of a phase on fresh hosts. `makePlan` keeps those that the facts don't show to be done, those that are forced,
 * and those that follow one that is kept.
 */
export type Phase = (input: PlanInput) => readonly WantedNode[]

/** A node before the facts were asked. */
export type WantedNode = Omit<PlanNode, 'because'> & {
  /** Why the organisation wants it; becomes `because` when the host has never had it. */
  readonly purpose: Reason
  /** Needed whatever the host's receipts say, and why. */
  readonly forced?: Reason
  readonly follows?: readonly Follows[]
  /** Leaves no receipt: it is about what is gone afterwards. */
  readonly isTraceless?: true
}

/** The node that a plan has of it. */
export function nodeBecause(
  { purpose: _, forced: __, follows: ___, isTraceless: ____, ...node }: WantedNode,
  because: Reason,
): PlanNode {
  return { ...node, because }
}

/** A node is needed also when one of these is (a wait after a start, a restart after a file); `*`: when anything is. */
export interface Follows {
  readonly ids: readonly string[] | '*'
  readonly because: Reason
}

/** Collects the nodes of one host and instance as a chain: each waits for the one before it. */
export interface Chain {
  /** Adds an action at the end; returns its node id. */
  readonly add: (action: Action, purpose: Reason, options?: ChainOptions) => string
  readonly nodes: readonly WantedNode[]
}

interface ChainOptions {
  /** More nodes to wait for. */
  readonly after?: readonly string[]
  readonly follows?: readonly Follows[]
  readonly forced?: Reason | undefined
  readonly voids?: readonly string[]
  readonly isTraceless?: true
  /** Tells apart two nodes about the same resource. */
  readonly suffix?: string
}

export function chain(phase: PhaseId, host: string, instance: string, first: readonly string[] = []): Chain {
  const nodes: WantedNode[] = []
  const add = (action: Action, purpose: Reason, options: ChainOptions = {}) => {
    const id = nodeId(host, action, instance) + (options.suffix ?? '')
    const previous = nodes.at(-1)?.id
    nodes.push({
      id,
      phase,
      host,
      instance,
      action,
      purpose,
      after: [...(previous === undefined ? first : [previous]), ...(options.after ?? [])],
      ...(options.follows === undefined ? {} : { follows: options.follows }),
      ...(options.forced === undefined ? {} : { forced: options.forced }),
      ...(options.voids === undefined ? {} : { voids: options.voids }),
      ...(options.isTraceless === undefined ? {} : { isTraceless: true }),
    })
    return id
  }
  return { add, nodes }
}

/** `h1 file:/opt/metis/consul/config/consul.json` */
export function nodeId(host: string, action: Action, instance: string): string {
  return `${host} ${resourceOf(action, instance)}`
}
