import type { OnInstance } from './simulation.js'

/**
 * Asks whenever something has changed on the host, until the answer is yes, or waiting is vain, or the time is over. Where
 * nobody waits, the time is over once nothing is left that could change. Rejects when the connection is lost or the run stopped.
 */
export async function waitUntil(
  { simulation, machine, sleep }: Pick<OnInstance, 'simulation' | 'machine' | 'sleep'>,
  seconds: number,
  isSo: () => Promise<boolean>,
  isVain = () => false,
): Promise<boolean> {
  const { pace, changes } = simulation
  const deadline = pace.now() + seconds
  for (;;) {
    await sleep(0)
    const change = changes.next(machine.address)
    if (await isSo()) return true
    if (isVain() || (pace.instant ? changes.quiet() : pace.now() >= deadline)) return false
    await Promise.race([change, pace.instant ? new Promise(() => {}) : sleep(1)])
  }
}
