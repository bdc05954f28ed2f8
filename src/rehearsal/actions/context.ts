import type { ReceiptOwner } from '../../actions/receipt.js'
import type { SecretSource } from '../../lib/text.js'
import type { PlanNode } from '../../planner/plan.js'
import type { Machine } from '../machine.js'
import type { Systemd } from '../systemd.js'
import type { World } from '../world.js'

/** What an action is carried out on. */
export interface Context {
  readonly world: World
  readonly machine: Machine
  readonly systemd: Systemd
  readonly node: PlanNode
  readonly owner: ReceiptOwner
  readonly secrets: SecretSource
  /** A line of output. */
  readonly print: (line: string) => void
  readonly sleep: (seconds: number) => Promise<void>
}

/** `/opt/metis` */
export function installDirectoryOf({ receipts }: ReceiptOwner): string {
  return receipts.replace(/\/[^/]*$/, '')
}
