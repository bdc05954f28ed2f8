import type { ReceiptOwner } from '../actions/receipt.js'
import { actionScript, receiptScript, voidReceiptsScript } from '../actions/script.js'
import { type Command, lines } from '../lib/command.js'
import type { PlanNode } from './plan.js'
import { receiptOf } from './receipt-of.js'

/** One action with the receipt that it leaves: what a run sends, and what a kit carries. */
export function nodeScript(node: PlanNode, owner: ReceiptOwner): Command {
  const { action } = node
  if (action.kind === 'remove') {
    return lines(actionScript(action), voidReceiptsScript(owner.receipts, action.receipts))
  }
  const receipt = receiptOf(node, owner)
  return lines(
    actionScript(action),
    ...(node.voids === undefined ? [] : [voidReceiptsScript(owner.receipts, node.voids)]),
    ...(receipt === undefined ? [] : [receiptScript(owner.receipts, receipt)]),
  )
}
