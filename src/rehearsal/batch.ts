import type { Receipt, ReceiptOwner } from '../actions/receipt.js'
import { pathOf } from '../actions/resource.js'
import { receiptFile } from '../actions/script.js'
import { receiptOf } from '../planner/node-script.js'
import type { PlanNode } from '../planner/plan.js'
import { carryOutAction } from './actions/carry-out.js'
import type { ErrandWork } from './errands/on-machine.js'
import type { Machine } from './machine.js'

export interface BatchInput extends ErrandWork {
  readonly owner: ReceiptOwner
  /** Called before each node; throws when the host is lost. */
  readonly onNode: (node: PlanNode) => Promise<void>
}

/** The nodes one after the other, with the marks that `batchScript` makes around each. */
export async function carryOutBatch(
  nodes: readonly PlanNode[],
  marker: string,
  input: BatchInput,
): Promise<void> {
  const places = new Map(nodes.map(({ id }, i) => [id, i]))
  const succeeded = new Set<number>()
  for (const [place, node] of nodes.entries()) {
    const needed = node.after.flatMap((id) => places.get(id) ?? [])
    if (needed.some((one) => !succeeded.has(one))) {
      input.print(`${marker} skip ${place}`)
      continue
    }
    input.print(`${marker} begin ${place}`)
    await input.onNode(node)
    const exitCode = await carryOutNode(node, input)
    input.print('')
    input.print(`${marker} end ${place} ${exitCode}`)
    if (exitCode === 0) succeeded.add(place)
  }
}

/** One action with the receipt that it leaves; resolves to the exit code. */
export async function carryOutNode(node: PlanNode, input: BatchInput): Promise<number> {
  const { simulation, machine, owner, print } = input
  const exitCode = simulation.faults.fillsDisk(machine.address, node.phase)
    ? diskFull(node, print)
    : await carryOutAction({ ...input, node })
  if (exitCode === 0) {
    for (const id of node.voids ?? []) machine.files.remove(receiptFile(owner.receipts, id))
    const receipt = receiptOf(node, owner)
    if (receipt !== undefined) leaveReceipt(machine, owner, receipt)
    simulation.acts.tell()
  }
  return exitCode
}

function diskFull(node: PlanNode, print: (line: string) => void): number {
  print(`write error on ${pathOf(node.action) ?? '/'}: No space left on device`)
  return 1
}

function leaveReceipt({ files }: Machine, { receipts }: ReceiptOwner, receipt: Omit<Receipt, 'stat'>): void {
  const { path = '' } = receipt
  const stat = path === '' ? undefined : files.stat(path)
  const json = JSON.stringify({ ...receipt, ...(stat === undefined ? {} : { stat }) })
  files.write(receiptFile(receipts, receipt.id), `${path}\n${json}\n`, '0600', 'root:root')
}
