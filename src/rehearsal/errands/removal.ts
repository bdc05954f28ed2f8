import { receiptFile } from '../../actions/script.js'
import type { HostRemoval } from '../../planner/remove.js'
import { firewallPaths } from '../../roles/firewall-table.js'
import { receiptsDirectory } from '../../topology/host-paths.js'
import type { Topology } from '../../topology/topology.js'
import type { OnMachine } from './on-machine.js'

/** What was packed, as `packedCommand` says it. */
export async function packed(directory: string, { machine, print, sleep }: OnMachine): Promise<number> {
  await sleep(0.1)
  for (const name of machine.files.list(directory)) {
    const sum = name.endsWith('.sum') ? machine.files.read(`${directory}/${name}`) : undefined
    if (sum !== undefined) print(`${name.slice(0, -'.sum'.length)} ${sum.trim()}`)
  }
  return 0
}

/** A line for everything that is still there, as `leftoversCommand` has it. */
export async function leftovers(topology: Topology, removal: HostRemoval, on: OnMachine): Promise<number> {
  const { machine, print, sleep } = on
  await sleep(0.5)
  const isKept = (path: string) =>
    removal.kept.some((one) => path === one || path.startsWith(`${one}/`) || one.startsWith(`${path}/`))
  for (const path of removal.paths.flatMap(machine.files.walk)) if (!isKept(path)) print(`file ${path}`)
  for (const path of removal.receipts.map((id) => receiptFile(receiptsDirectory(topology), id)))
    if (machine.files.read(path) !== undefined) print(`file ${path}`)
  if (machine.table !== undefined) print(`table ${firewallPaths(topology).table}`)
  for (const unit of removal.units) if (machine.units.has(unit)) print(`unit ${unit}`)
  for (const account of removal.accounts) if (machine.accounts.has(account)) print(`account ${account}`)
  if (removal.databases.length > 0 && machine.database.hasTables) print('database metis_admin')
  return 0
}
