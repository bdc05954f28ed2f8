import type { WantedNode } from './phase.js'
import type { PlanInput, PlanNode } from './plan.js'

/**
 * Marks the nodes that can only be carried out after somebody has been at a host that is set up by hand: its kit does
 * what they wait for. Of such a host that has told nothing yet, all is taken to be missing.
 */
export function held(
  nodes: readonly PlanNode[],
  wanted: readonly WantedNode[],
  byHand: ReadonlySet<string>,
  facts: PlanInput['facts'],
): PlanNode[] {
  const silent = new Set([...byHand].filter((host) => facts[host] === undefined))
  const wantedAfter = new Map(wanted.map(({ id, after }) => [id, after]))
  const holders = new Map<string, ReadonlySet<string>>()
  return nodes.map((node) => {
    if (byHand.has(node.host)) {
      holders.set(node.id, new Set([node.host]))
      return node
    }
    const found = new Set([
      ...(wantedAfter.get(node.id) ?? []).map(hostOfNode).filter((host) => silent.has(host)),
      ...node.after.flatMap((id) => [...(holders.get(id) ?? [])]),
    ])
    holders.set(node.id, found)
    return found.size === 0 ? node : { ...node, heldBy: [...found].sort() }
  })
}

function hostOfNode(id: string): string {
  return id.slice(0, id.indexOf(' '))
}
