import type { Wait } from '../../actions/action.js'
import type { OnNode } from '../errands/on-machine.js'
import { askHealth, askReady } from '../health.js'
import type { Machine } from '../machine.js'
import { waitUntil } from '../wait-until.js'

const LOG_LINES = 20

/** Until the service is ready, and at the end of all works; or its process has ended, or its time is over. */
export async function wait(action: Wait, on: OnNode): Promise<number> {
  const { unit, timeoutSeconds } = action
  const { simulation, machine, node, print } = on
  const ask = node.phase === 'verify' ? askHealth : askReady
  let said = ''
  const isWell = async () => {
    const { exitCode, says } = await ask(on)
    if (says !== said) print(says)
    said = says
    return exitCode === 0
  }
  const restarts = machine.units.get(unit)?.restarts ?? 0
  const isOver = () => hasEnded(machine, unit, restarts)
  if (await waitUntil(on, timeoutSeconds, isWell, isOver)) return hold(action, on)
  if (isOver()) print(`its process has ended; last log lines of ${unit}:`)
  else {
    if (simulation.pace.instant) simulation.pace.skip(timeoutSeconds)
    print(`not ready after ${timeoutSeconds} seconds without progress; last log lines of ${unit}:`)
  }
  const lines = machine.journal.filter((line) => line.unit === unit).slice(-LOG_LINES)
  for (const { message } of lines) print(message)
  return 1
}

/** Asked on for so long; a change that was ordered to be bad shows after most of that. */
async function hold({ holdSeconds, sinceStart, unit }: Wait, on: OnNode): Promise<number> {
  const { simulation, machine, print, sleep } = on
  const age = simulation.pace.now() - (machine.units.get(unit)?.startedAt ?? simulation.pace.now())
  const seconds = Math.ceil((holdSeconds ?? 0) - (sinceStart ? age : 0))
  if (seconds <= 0) return 0
  print(`ready; it has to stay so for ${seconds} seconds`)
  if (simulation.pace.instant) simulation.pace.skip(Math.min(SICKENS_SECONDS, seconds))
  else await sleep(Math.min(SICKENS_SECONDS, seconds))
  if (seconds >= SICKENS_SECONDS && simulation.faults.lasts('change-sickens', machine.address)) {
    print('fell sick after it was ready: Consul says critical')
    return 1
  }
  if (!simulation.pace.instant) await sleep(Math.max(0, seconds - SICKENS_SECONDS))
  return (await askReady(on)).exitCode === 0 ? 0 : 1
}

const SICKENS_SECONDS = 40

/** systemd starts it again, which mends nothing. */
function hasEnded({ units }: Machine, unit: string, restarts: number): boolean {
  const state = units.get(unit)
  return state?.active === 'failed' || state?.sub === 'auto-restart' || (state?.restarts ?? 0) > restarts
}
