import { inputsOf, resourceOf } from '../actions/resource.js'
import type { FoundReceipt, HostFacts } from '../facts/host-facts.js'
import { consulFacts } from '../roles/consul/facts.js'
import type { WantedNode } from './phases/nodes.js'
import type { Reason } from './plan.js'

/**
 * Why a host still needs an action, or undefined when the facts show that it is done. Nothing is believed that the
 * host doesn't show: a receipt counts only while what it tells of is untouched.
 * Kits ask the same on the host itself: `kit/step-rule.ts`.
 */
export function whyNeeded(
  node: WantedNode,
  facts: HostFacts,
  digest: (name: string) => string,
): Reason | undefined {
  const { action } = node
  switch (action.kind) {
    case 'package': {
      const missing = action.names.filter((name) => facts.software.packages[name] === undefined)
      if (missing.length === 0) return undefined
      return also(node, { word: 'reason.not-installed', values: { names: missing.join(', ') } })
    }
    case 'consul-kv': {
      const now = consulFacts(facts)?.kv[action.key]
      if (now === action.value) return undefined
      if (now === undefined) return node.purpose
      return also(node, { word: 'reason.consul-holds', values: { value: now } })
    }
    case 'wait': {
      const health = facts.health[node.instance]
      // One that is not there yet is awaited because its start is planned, not because it does not answer.
      if (health?.state !== 'unhealthy' && health?.state !== 'unregistered') return undefined
      return { word: 'reason.not-ready', values: { says: health.says } }
    }
    // Planned only while it has not arrived.
    case 'carry':
    case 'set-aside':
    case 'keep-former':
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
): Reason | undefined {
  const { action } = node
  if (receipt.path !== undefined && receipt.now === undefined) return { word: 'reason.removed' }
  if (receipt.inputs !== inputs) return changed(node)
  if (receipt.stat === undefined || receipt.now === undefined || receipt.stat === receipt.now)
    return undefined
  if (action.kind === 'write-file' && action.keep) return undefined
  const wholeDirectory = action.kind === 'directory' || action.kind === 'unpack' || 'isTree' in action
  if (wholeDirectory && modeAndOwner(receipt.stat) === modeAndOwner(receipt.now)) return undefined
  return { word: 'reason.changed-on-host' }
}

function also({ purpose }: WantedNode, and: Reason): Reason {
  return { ...purpose, and }
}

function changed({ action, forced }: WantedNode): Reason {
  if (forced !== undefined) return forced
  if (action.kind === 'unit') return { word: 'reason.started-from-changed' }
  if (action.kind === 'directory' && action.ownedBy !== undefined) return { word: 'reason.given' }
  return { word: action.kind === 'write-file' ? 'reason.content' : 'reason.differs' }
}

function whyUnitNeeds({ action, instance }: WantedNode, facts: HostFacts): Reason | undefined {
  if (action.kind !== 'unit') return undefined
  const unit = facts.units[action.unit]
  if (unit === undefined || unit.active !== 'active')
    return { word: 'reason.not-running', values: { state: unit?.active ?? 'unknown' } }
  if (!action.unit.startsWith('metis-')) return undefined
  if (!unit.enabled) return { word: 'reason.not-enabled' }
  return facts.health[instance]?.state === 'unregistered' ? { word: 'reason.lost-by-consul' } : undefined
}

/** `0755 root:root directory` of a stat line `size mtime mode owner type`. */
function modeAndOwner(stat: string): string {
  return stat.split(' ').slice(2).join(' ')
}
