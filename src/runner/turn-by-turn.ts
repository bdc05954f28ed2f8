import { setImmediate as nextTurn } from 'node:timers/promises'

/** What long work comes to, each step of it in a turn of the event loop of its own: keys and hosts are heard between. */
export async function turnByTurn<T>(steps: Iterator<undefined, T>): Promise<T> {
  for (;;) {
    await nextTurn()
    const step = steps.next()
    if (step.done) return step.value
  }
}
