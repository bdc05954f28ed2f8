/** The same nodes, each after those that it waits for, and otherwise in the order they came in. */
export function inOrder<N extends { readonly id: string; readonly after: readonly string[] }>(
  nodes: readonly N[],
): N[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const ordered = new Set<N>()
  const underWay = new Set<N>()
  const visit = (node: N): void => {
    if (ordered.has(node)) return
    if (underWay.has(node)) throw new Error(`${node.id} waits for itself`)
    underWay.add(node)
    for (const id of node.after) {
      const other = byId.get(id)
      if (other !== undefined) visit(other)
    }
    ordered.add(node)
  }
  for (const node of nodes) visit(node)
  return [...ordered]
}
