import type { ReceiptOwner } from '../../actions/receipt.js'
import type { PlanNode } from '../../planner/plan.js'
import { carryOutNode } from '../batch.js'
import { happen } from '../mishaps.js'
import type { OnMachine } from './on-machine.js'

/** Loads a table as `loadTable` does, without a clock for its return: it goes with the next one that is loaded. */
export async function loadTable({ phase, action }: PlanNode, on: OnMachine): Promise<number> {
  const { machine, sleep } = on
  await happen(phase, on)
  await sleep(0.2)
  if (action.kind !== 'close-ports') return 1
  machine.formerTable ??= { text: machine.table }
  machine.table = action.content
  return 0
}

/** Nothing takes it back any more. */
export async function confirmTable(node: PlanNode, owner: ReceiptOwner, on: OnMachine): Promise<number> {
  on.machine.formerTable = undefined
  return carryOutNode(node, owner, on)
}
