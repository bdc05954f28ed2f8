import type { ReceiptOwner } from '../../actions/receipt.js'
import type { SecretSource } from '../../lib/text.js'
import type { PlanNode } from '../../planner/plan.js'
import type { OnHost, OnInstance } from '../simulation.js'

/** What an errand is carried out on; it resolves to an exit code. */
export interface OnMachine extends OnHost {
  readonly secrets: SecretSource
  /** A line of output. */
  readonly print: (line: string) => void
  /** Rejects when the connection is lost or the work is stopped. */
  readonly sleep: (seconds: number) => Promise<void>
  /** The connection. */
  readonly link: AbortController
  /** Aborted when the connection is lost or the work is stopped. */
  readonly signal: AbortSignal
  /** Cuts the machine off from everybody. Throws what this connection says to that. */
  readonly loseHost: () => never
}

/** What the action of a node is carried out on. */
export interface OnNode extends OnMachine, OnInstance {
  readonly node: PlanNode
  readonly owner: ReceiptOwner
}
