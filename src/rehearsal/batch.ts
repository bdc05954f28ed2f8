import type { Receipt, ReceiptOwner } from '../actions/receipt.js'
import { pathOf } from '../actions/resource.js'
import { receiptFile } from '../actions/script.js'
import { receiptOf } from '../planner/node-script.js'
import type { PlanNode } from '../planner/plan.js'
import { formerDirectory, unitOf } from '../topology/host-paths.js'
import type { Errand } from '../transports/errand.js'
import { carryOutAction } from './actions/carry-out.js'
import type { OnMachine } from './errands/on-machine.js'
import { dropFormer, formerIsKept, goBack, watchFormer } from './former.js'
import type { Machine } from './machine.js'
import { happen } from './mishaps.js'

type Batch = Extract<Errand, { kind: 'batch' }>

/** The nodes one after the other, with the marks that `batchScript` makes around each. */
export async function carryOutBatch({ nodes, marker, owner }: Batch, on: OnMachine): Promise<void> {
  const places = new Map(nodes.map(({ id }, i) => [id, i]))
  const succeeded = new Set<number>()
  for (const [place, node] of nodes.entries()) {
    const needed = node.after.flatMap((id) => places.get(id) ?? [])
    if (needed.some((one) => !succeeded.has(one))) {
      on.print(`${marker} skip ${place}`)
      continue
    }
    on.print(`${marker} begin ${place}`)
    await happen(node.phase, on)
    const exitCode = await guarded(node, owner, on)
    on.print('')
    on.print(`${marker} end ${place} ${exitCode}`)
    if (exitCode === 0) succeeded.add(place)
  }
}

/** A node of a change is undone with it when it fails; one that is cut off is left to the host's own watch. */
async function guarded(node: PlanNode, owner: ReceiptOwner, on: OnMachine): Promise<number> {
  const { guard, action } = node
  const { machine, print } = on
  if (guard === undefined) {
    if (action.kind === 'unit' && action.unit === unitOf(node.instance))
      dropFormer(machine, formerDirectory(owner.receipts, node.instance))
    return carryOutNode(node, owner, on)
  }
  const root = installDirectoryOf(owner)
  try {
    const former = machine.former.get(guard.former)
    if (former !== undefined && action.kind === 'unit' && action.unit === guard.unit) former.isStarted = true
    const isKept = formerIsKept(machine, guard.former, print)
    const exitCode = isKept ? await carryOutNode(node, owner, on) : 1
    if (exitCode !== 0) await goBack(guard.former, on, root)
    else if (action.kind === 'wait') dropFormer(machine, guard.former)
    return exitCode
  } catch (error) {
    watchFormer(guard.former, on, root)
    throw error
  }
}

function installDirectoryOf({ receipts }: ReceiptOwner): string {
  return receipts.replace(/\/[^/]*$/, '')
}

/** One action with the receipt that it leaves; resolves to the exit code. */
export async function carryOutNode(node: PlanNode, owner: ReceiptOwner, on: OnMachine): Promise<number> {
  const { simulation, machine, print } = on
  if (simulation.faults.fillsDisk(machine.address, node.phase)) {
    print(`write error on ${pathOf(node.action) ?? '/'}: No space left on device`)
    return 1
  }
  const installDirectory = installDirectoryOf(owner)
  const exitCode = await carryOutAction({ ...on, node, owner, instance: node.instance, installDirectory })
  if (exitCode === 0) {
    for (const id of node.voids ?? []) machine.files.remove(receiptFile(owner.receipts, id))
    const receipt = receiptOf(node, owner)
    if (receipt !== undefined) leaveReceipt(machine, owner, receipt)
    simulation.acts.tell()
  }
  return exitCode
}

function leaveReceipt({ files }: Machine, { receipts }: ReceiptOwner, receipt: Omit<Receipt, 'stat'>): void {
  const { path = '' } = receipt
  const stat = path === '' ? undefined : files.stat(path)
  const json = JSON.stringify({ ...receipt, ...(stat === undefined ? {} : { stat }) })
  files.write(receiptFile(receipts, receipt.id), `${path}\n${json}\n`, '0600', 'root:root')
}
