import type { ReceiptOwner } from '../actions/receipt.js'
import { actionScript, receiptScript, voidReceiptsScript } from '../actions/script.js'
import { type Command, lines, sh } from '../lib/command.js'
import type { PlanNode } from './plan.js'
import { receiptOf } from './receipt-of.js'

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
