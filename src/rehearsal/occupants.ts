import type { Machine, MachineListener, Occupant } from './machine.js'
import { type Opened, PortTaken } from './network.js'
import type { Simulation } from './simulation.js'

/** Somebody else's program on a port; undefined when the port is taken already. */
export async function occupy(
  simulation: Simulation,
  machine: Machine,
  port: number,
): Promise<Occupant | undefined> {
  const place = { host: machine.address, bind: '0.0.0.0', port }
  const opened = await simulation.network.listen(place).catch((error: unknown) => {
    if (error instanceof PortTaken) return undefined
    throw error
  })
  if (opened === undefined) return undefined
  return { release: note(machine, opened, { port, address: '0.0.0.0', program: 'python3' }) }
}

/** Lists a listener among those of the machine until it is released. */
export function note(
  machine: Machine,
  opened: Opened,
  {
    port,
    address,
    program,
    pid = machine.nextPid++,
  }: Pick<MachineListener, 'port' | 'address' | 'program'> & { pid?: number },
): () => Promise<void> {
  const listening: MachineListener = { protocol: 'tcp', address, port, program, pid, unit: '' }
  machine.listeners.add(listening)
  return async () => {
    machine.listeners.delete(listening)
    await opened.close()
  }
}
