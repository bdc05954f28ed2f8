import type { Receipt, ReceiptOwner } from '../actions/receipt.js'
import { pathOf, resourceOf } from '../actions/resource.js'
import { shownText } from '../actions/script.js'
import type { PlanNode } from './plan.js'

/** What the receipt of a node says, its `stat` aside; undefined for one that leaves none. */
export function receiptOf(node: PlanNode, owner: ReceiptOwner): Omit<Receipt, 'stat'> | undefined {
  if (node.inputs === undefined || (node.action.kind === 'unit' && node.action.state !== 'running'))
    return undefined
  const path = pathOf(node.action)
  const shown = shownText(node.action)
  return {
    id: resourceOf(node.action, node.instance),
    organisation: owner.organisation,
    instance: node.instance,
    inputs: node.inputs,
    ...(path === undefined ? {} : { path }),
    ...(shown === undefined ? {} : { text: shown }),
  }
}
