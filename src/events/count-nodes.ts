import { groupBy } from '../lib/group-by.js'
import { type Counts, NO_NODES, type NodeProgress } from './progress.js'

/** By host or phase, in the order in which the nodes first name them. */
export function countNodes(nodes: readonly NodeProgress[], by: 'host' | 'phase'): [string, Counts][] {
  return [...groupBy(nodes, (node) => node[by])].map(([name, own]) => [name, countAll(own)])
}

export function countAll(nodes: readonly NodeProgress[]): Counts {
  const counts = { ...NO_NODES }
  for (const { status, bytes, sent } of nodes) {
    counts[status] += 1
    counts.bytes += bytes
    counts.sent += sent
  }
  return counts
}

export function addNode<C extends Counts>(counts: C, node: NodeProgress): C {
  return plus(counts, node, 1)
}

export function removeNode<C extends Counts>(counts: C, node: NodeProgress): C {
  return plus(counts, node, -1)
}

function plus<C extends Counts>(counts: C, node: NodeProgress, times: 1 | -1): C {
  return {
    ...counts,
    [node.status]: counts[node.status] + times,
    bytes: counts.bytes + times * node.bytes,
    sent: counts.sent + times * node.sent,
  }
}
