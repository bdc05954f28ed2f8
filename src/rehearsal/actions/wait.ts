import type { Wait } from '../../actions/action.js'
import { askHealth } from '../ask-health.js'
import type { Machine } from '../machine.js'
import { type Context, installDirectoryOf } from './context.js'

const LOG_LINES = 20

/**
 * Asks for health whenever something has changed, until the service is well or its time is over. Where nobody
 * waits, the time is over once nothing is left that could change.
 */
export async function wait({ unit, timeoutSeconds }: Wait, context: Context): Promise<number> {
  const { world, machine, node, owner, print } = context
  const { pace, changes } = world
  const installDirectory = installDirectoryOf(owner)
  const deadline = pace.now() + timeoutSeconds
  let said = ''
  const restarts = machine.units.get(unit)?.restarts ?? 0
  const isOver = () => hasEnded(machine, unit, restarts)
  for (;;) {
    // Throws once the connection is lost or the run stopped.
    await context.sleep(0)
    const change = changes.next(machine.address)
    const health = await askHealth({ world, machine, instance: node.instance, installDirectory })
    if (health.says !== said) print(health.says)
    said = health.says
    if (health.exitCode === 0) return 0
    if (isOver() || (pace.instant ? changes.quiet() : pace.now() >= deadline)) break
    // A connection that is lost, or a run that is stopped, ends the sleep.
    await Promise.race([change, pace.instant ? new Promise(() => {}) : context.sleep(1)])
  }
  if (isOver()) print(`its process has ended; last log lines of ${unit}:`)
  else {
    if (pace.instant) pace.skip(timeoutSeconds)
    print(`not ready after ${timeoutSeconds} seconds without progress; last log lines of ${unit}:`)
  }
  const lines = machine.journal.filter((line) => line.unit === unit).slice(-LOG_LINES)
  for (const { message } of lines) print(message)
  return 1
}

/** systemd starts it again, which mends nothing. */
function hasEnded({ units }: Machine, unit: string, restarts: number): boolean {
  const state = units.get(unit)
  return state?.active === 'failed' || state?.sub === 'auto-restart' || (state?.restarts ?? 0) > restarts
}
