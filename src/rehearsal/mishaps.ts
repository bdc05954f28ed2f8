import type { PhaseId } from '../planner/plan.js'
import type { OnMachine } from './errands/on-machine.js'
import type { Machine } from './machine.js'
import type { Closing } from './network.js'
import type { OnHost } from './simulation.js'

/** What was ordered to go wrong when this phase comes to this host. */
export async function happen(phase: PhaseId, on: OnMachine): Promise<void> {
  const { simulation, machine, loseHost, sleep } = on
  await occupyPort(on, phase)
  if (!simulation.faults.losesHost(machine.address, phase)) return
  await sleep(0.5)
  loseHost()
}

/** Somebody else's program takes the port that was ordered to be busy from this phase on; without one, from the beginning. */
export async function occupyPort(on: OnHost, phase?: PhaseId): Promise<void> {
  const { simulation, machine } = on
  const port = simulation.faults.takesPort(machine.address, phase)
  if (port === undefined) return
  const leave = await openPort(on, '0.0.0.0', port, 'python3')
  if (leave !== undefined) machine.occupants.add(leave)
}

/** Its system updates a library while services run, and leaves them running. */
export function updateLibrary({ simulation, machine }: OnHost): void {
  const isRunning = [...machine.units].some(
    ([name, { active }]) => name.startsWith('metis-') && active === 'active',
  )
  if (isRunning && simulation.faults.updatesLibrary(machine.address))
    machine.libraryUpdatedAt = simulation.pace.now()
}

/** Strangers leave the ports. */
export async function vacatePorts({ occupants }: Machine): Promise<void> {
  const all = [...occupants]
  occupants.clear()
  await Promise.all(all.map((leave) => leave()))
}

/** Listens for a program that systemd has not started; undefined when the port is taken already. */
export async function openPort(
  { simulation, machine }: OnHost,
  address: string,
  port: number,
  program: string,
  pid = machine.nextPid++,
): Promise<Closing | undefined> {
  const close = await simulation.network.listen({ host: machine.address, bind: address, port })
  if (close === undefined) return undefined
  const listening = { protocol: 'tcp', address, port, program, pid, unit: '' } as const
  machine.listeners.add(listening)
  return async () => {
    machine.listeners.delete(listening)
    await close()
  }
}
