import type { ClosePorts } from '../actions/action.js'
import { closes, markIn, parseTable } from '../roles/firewall-table.js'
import type { OnNode } from './errands/on-machine.js'
import type { Machine } from './machine.js'
import type { OnInstance } from './simulation.js'

/** Puts the file in its place, and loads the table from it. */
export async function closePorts({ path, content }: ClosePorts, { machine, sleep }: OnNode): Promise<number> {
  await sleep(0.05)
  machine.files.write(path, content, '0644', 'root:root')
  machine.table = content
  return 0
}

/** Whether packets that come from an address to a port of the machine are dropped. */
export function isShut({ table }: Machine, from: string, port: number): boolean {
  const parsed = table === undefined ? undefined : parseTable(table)
  return parsed !== undefined && closes(parsed, 'tcp', port, from)
}

/** What the host answers of its table. */
export function printTable({ table = '', formerTable }: Machine): string {
  return formerTable === undefined ? `${markIn(table)}\n` : ''
}

export async function removeTable(_: unknown, { machine, sleep }: OnInstance): Promise<number> {
  await sleep(0.1)
  machine.table = undefined
  machine.formerTable = undefined
  return 0
}
