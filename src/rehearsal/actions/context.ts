import type { ReceiptOwner } from '../../actions/receipt.js'
import type { PlanNode } from '../../planner/plan.js'
import type { ErrandWork } from '../errands/on-machine.js'
import type { AtInstance } from '../simulation.js'

/** What an action is carried out on. */
export interface Context extends ErrandWork {
  readonly node: PlanNode
  readonly owner: ReceiptOwner
}

export function atInstance({ simulation, machine, node, owner }: Context): AtInstance {
  return {
    simulation,
    machine,
    instance: node.instance,
    installDirectory: owner.receipts.replace(/\/[^/]*$/, ''),
  }
}
