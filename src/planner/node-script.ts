import type { Receipt, ReceiptOwner } from '../actions/receipt.js'
import { pathOf, resourceOf } from '../actions/resource.js'
import { actionScript, receiptScript, shownText, voidReceiptsScript } from '../actions/script.js'
import { type Command, lines, sh } from '../lib/command.js'
import type { PlanNode } from './plan.js'

/** One action with the receipt that it leaves: what a run sends, and what a kit carries. */
export function nodeScript(node: PlanNode, owner: ReceiptOwner): Command {
  return lines(actionScript(node.action), leaveScript(node, owner))
}

/** What follows an action that has succeeded: its receipt, and none any more for what it undoes. */
export function leaveScript(node: PlanNode, owner: ReceiptOwner): Command {
  const { action } = node
  const voids = action.kind === 'remove' ? action.receipts : node.voids
  const receipt = action.kind === 'remove' ? undefined : receiptOf(node, owner)
  if (voids === undefined) return receipt === undefined ? sh`:` : receiptScript(owner.receipts, receipt)
  const voided = voidReceiptsScript(owner.receipts, voids)
  return receipt === undefined ? voided : sh`${voided} && ${receiptScript(owner.receipts, receipt)}`
}

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
    ...(node.secrets === undefined ? {} : { secrets: node.secrets }),
    ...(shown === undefined ? {} : { text: shown }),
  }
}
