import type { Errand } from '../../transports/errand.js'
import { whenAborted } from '../changes.js'
import { printHold } from '../facts/hold.js'
import type { MachineLogLine } from '../machine.js'
import type { OnMachine } from './on-machine.js'

/** Lines of the journal as `journalctl -o json` prints them; followed until it is stopped. */
export async function printLogs(
  { units, count, follow, begins }: Extract<Errand, { kind: 'logs' }>,
  on: OnMachine,
): Promise<number> {
  const { machine, simulation, print, sleep, signal } = on
  await sleep(0.2)
  for (const line of printHold(machine, simulation.pace.now(), on.link).split('\n')) print(line)
  print(begins)
  const wanted = () => machine.journal.filter(({ unit }) => units.includes(unit))
  const first = wanted()
  for (const line of count === 0 ? [] : first.slice(-count)) print(journalLine(line))
  let told = first.length
  const stopped = whenAborted(signal)
  while (follow && !signal.aborted) {
    await Promise.race([
      simulation.changes.next(machine.address),
      stopped,
      simulation.pace.instant ? stopped : sleep(1),
    ])
    const now = wanted()
    for (const line of now.slice(told)) print(journalLine(line))
    told = now.length
  }
  signal.throwIfAborted()
  return 0
}

function journalLine({ unit, atMs, message }: MachineLogLine): string {
  return JSON.stringify({ __REALTIME_TIMESTAMP: String(atMs * 1000), MESSAGE: message, _SYSTEMD_UNIT: unit })
}
