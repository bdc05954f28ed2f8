import { inputsOf, resourceOf } from '../actions/resource.js'
import type { FoundReceipt, HostFacts } from '../facts/host-facts.js'
import type { WantedNode } from './phase.js'

/**
 * Why a host still needs an action, or undefined when the facts show that it is done. One clause, for plan and
 * journal. Nothing is believed that the host doesn't show: a receipt counts only while what it tells of is untouched.
 * Kits ask the same on the host itself: `kit/step-rule.ts`.
 */
export function whyNeeded(
  node: WantedNode,
  facts: HostFacts,
  digest: (name: string) => string,
): string | undefined {
  const { action } = node
  switch (action.kind) {
    case 'package': {
      const missing = action.names.filter((name) => facts.software.packages[name] === undefined)
      return missing.length === 0 ? undefined : `${node.purpose}; not installed: ${missing.join(', ')}`
    }
    case 'consul-kv': {
      const now = facts.consul?.kv[action.key]
      if (now === action.value) return undefined
      return now === undefined ? node.purpose : `${node.purpose}; Consul holds ${now}`
    }
    case 'wait': {
      const health = facts.health[node.instance]
      // One that is not there yet is awaited because its start is planned, not because it does not answer.
      if (health?.state !== 'unhealthy' && health?.state !== 'unregistered') return undefined
      return `not ready: ${health.says}`
    }
    case 'remove':
      return node.purpose
    default: {
      const id = resourceOf(action, node.instance)
      const receipt = facts.receipts.find((candidate) => candidate.id === id)
      if (receipt === undefined) return node.purpose
      return whyReceiptIsVoid(node, receipt, inputsOf(action, digest)) ?? whyUnitNeeds(node, facts)
    }
  }
}

function whyReceiptIsVoid(
  node: WantedNode,
  receipt: FoundReceipt,
  inputs: string | undefined,
): string | undefined {
  const { action } = node
  if (receipt.path !== undefined && receipt.now === undefined) return 'was removed from the host'
  if (receipt.inputs !== inputs) return changed(node)
  if (receipt.stat === undefined || receipt.now === undefined || receipt.stat === receipt.now)
    return undefined
  if (action.kind === 'write-file' && action.keep) return undefined
  const wholeDirectory = action.kind === 'directory' || action.kind === 'unpack'
  if (wholeDirectory && modeAndOwner(receipt.stat) === modeAndOwner(receipt.now)) return undefined
  return 'was changed on the host since'
}

function changed({ action }: WantedNode): string {
  if (action.kind === 'unit') return 'what it was started from has changed'
  if (action.kind === 'write-file') return 'its content differs'
  return 'differs from what is wanted'
}

function whyUnitNeeds({ action, instance }: WantedNode, facts: HostFacts): string | undefined {
  if (action.kind !== 'unit') return undefined
  const unit = facts.units[action.unit]
  if (unit === undefined || unit.active !== 'active') return `is not running (${unit?.active ?? 'unknown'})`
  if (!action.unit.startsWith('metis-')) return undefined
  if (!unit.enabled) return 'would not start with the system'
  return facts.health[instance]?.state === 'unregistered'
    ? 'Consul has lost it, and it never registers again by itself'
    : undefined
}

/** `0755 root:root directory` of a stat line `size mtime mode owner type`. */
function modeAndOwner(stat: string): string {
  return stat.split(' ').slice(2).join(' ')
}
