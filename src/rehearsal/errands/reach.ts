import { LISTENER_NAME } from '../../preflight/listen.js'
import type { Endpoint } from '../../preflight/reach.js'
import { openPort } from '../mishaps.js'
import type { Closing } from '../network.js'
import type { OnMachine } from './on-machine.js'

/** Opens what can be opened, for as long as it is told, as `listenCommand` does. */
export async function listen(targets: readonly Endpoint[], on: OnMachine): Promise<number> {
  const { machine, print, sleep } = on
  await sleep(0.2)
  const pid = machine.nextPid++
  const closing: Closing[] = []
  for (const { address, port } of targets) {
    const close = await openPort(on, address, port, LISTENER_NAME, pid)
    if (close === undefined) continue
    closing.push(close)
    print(`listening ${address}:${port}`)
  }
  if (closing.length === 0) return 0
  machine.reaching.set(pid, async () => {
    machine.reaching.delete(pid)
    for (const close of closing) await close()
  })
  print(`pid ${pid}`)
  return 0
}

export async function stopListening(pid: number, { machine, sleep }: OnMachine): Promise<number> {
  await sleep(0.1)
  await machine.reaching.get(pid)?.()
  return 0
}

/** Dials side by side, as `dialCommand` does. */
export async function dial(
  targets: readonly Endpoint[],
  { simulation, machine, print, sleep }: OnMachine,
): Promise<number> {
  await sleep(0.3)
  const results = await Promise.all(
    targets.map(({ address, port }) => simulation.network.dial(machine.address, address, port)),
  )
  if (results.includes('filtered')) await sleep(2)
  for (const [i, result] of results.entries()) print(`dialled ${i} ${result}`)
  return 0
}
