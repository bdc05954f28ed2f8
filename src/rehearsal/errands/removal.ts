import { receiptFile } from '../../actions/script.js'
import { sha256 } from '../../lib/digest.js'
import type { KeptOnHost } from '../../planner/backup.js'
import type { HostRemoval } from '../../planner/remove.js'
import { receiptsDirectory } from '../../topology/host-paths.js'
import type { Topology } from '../../topology/topology.js'
import type { OnMachine } from './on-machine.js'

/** Packs what must survive and prints its checksum, as `backupCommand` does. */
export async function backUp(kept: KeptOnHost, target: string, on: OnMachine): Promise<number> {
  const { machine, print, sleep } = on
  await sleep(2)
  const content = JSON.stringify({
    rehearsal: true,
    paths: kept.identity.flatMap(machine.files.walk),
    databases: kept.databases,
  })
  machine.files.write(target, content, '0600', 'root:root')
  print(sha256(content))
  return 0
}

export async function removeBackup(target: string, { machine, sleep }: OnMachine): Promise<number> {
  await sleep(0.1)
  machine.files.remove(target)
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
  for (const unit of removal.units) if (machine.units.has(unit)) print(`unit ${unit}`)
  const { serviceUser } = topology
  if (removal.account !== undefined && machine.accounts.has(serviceUser)) print(`account ${serviceUser}`)
  if (removal.databases.length > 0 && machine.database.hasTables) print('database metis_admin')
  return 0
}
