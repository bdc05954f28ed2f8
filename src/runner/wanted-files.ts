import { resourceOf } from '../actions/resource.js'
import type { PlanNode } from '../planner/plan.js'
import type { Incoming } from '../transports/partial-file.js'
import type { Facts } from './engine.js'
import { isUpload } from './schedule.js'
import type { WantedFile } from './spread.js'

/** An artifact on its way to a host. */
export interface ArtifactFile extends WantedFile, Incoming {}

export function artifactFile({ id, host, action }: PlanNode): ArtifactFile {
  if (action.kind !== 'place-artifact') throw new Error(`${id} has nothing to send`)
  const { path, sha256, size } = action
  return { id, host, path, sha256, size }
}

/**
 * By SHA-256: hosts that have an artifact of the plan from earlier runs, as their receipts say; whoever serves it sums it
 * up first.
 */
export function earlierHolders(nodes: readonly PlanNode[], facts: Facts): Map<string, string[]> {
  const uploads = nodes.filter(isUpload)
  const wanted = new Set(uploads.map(({ id }) => id))
  const holders = new Map<string, string[]>()
  for (const node of new Map(uploads.map((node) => [artifactFile(node).sha256, node])).values()) {
    const resource = resourceOf(node.action, node.instance)
    const { sha256 } = artifactFile(node)
    for (const [host, { receipts }] of Object.entries(facts)) {
      const receipt = receipts.find(({ id, inputs }) => id === resource && inputs === sha256)
      const isUntouched = receipt?.now !== undefined && receipt.now === receipt.stat
      if (!isUntouched || wanted.has(`${host} ${resource}`)) continue
      holders.set(sha256, [...(holders.get(sha256) ?? []), host])
    }
  }
  return holders
}
