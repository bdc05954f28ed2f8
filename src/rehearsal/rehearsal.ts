import type { RunEvent } from '../events/run-event.js'
import type { Endpoint } from '../preflight/reach.js'
import { ROOMS } from '../roles/index.js'
import type { Host, Role } from '../topology/topology.js'
import type { ConnectOptions } from '../transports/connect-options.js'
import type { Transport } from '../transports/transport.js'
import { createChanges } from './changes.js'
import { connectSimulated } from './connect.js'
import { createFaultRegister } from './fault-register.js'
import type { Fault } from './faults.js'
import { isShut } from './firewall.js'
import { createMachine, type Machine } from './machine.js'
import { vacatePorts } from './mishaps.js'
import { createNetwork } from './network.js'
import { paceOf, USUAL_SPEED } from './pace.js'
import { readdress } from './reboot.js'
import type { Rehearsed, Simulation } from './simulation.js'

export interface RehearsalOptions {
  /** Times as fast as real hosts; default `USUAL_SPEED`. */
  readonly speed?: number | 'instant'
  readonly faults?: readonly Fault[]
}

/** Simulated hosts inside this process. */
export type Rehearsal = Awaited<ReturnType<typeof createRehearsal>>

export async function createRehearsal({ speed = USUAL_SPEED, faults = [] }: RehearsalOptions) {
  const machines = new Map<string, Machine>()
  const simulation: Simulation = {
    pace: paceOf(speed),
    network: createNetwork(
      (address) => machines.has(address),
      (address, from, port) => {
        const machine = machines.get(address)
        return machine !== undefined && isShut(machine, from, port)
      },
    ),
    changes: createChanges(),
    acts: createChanges(),
    faults: createFaultRegister(faults),
    rooms: await loadRooms(),
    beganAt: Date.now() / 1000,
    machineAt: (address) => {
      const machine = machines.get(address) ?? createMachine(address)
      machines.set(address, machine)
      return machine
    },
  }
  return {
    /** A way to the machine at the host's address, which is made when it is met first. */
    connect: (host: Host, options: ConnectOptions): Promise<Transport> =>
      connectSimulated(simulation, host, options),
    /** How connections from the operator's computer end, which is none of the hosts. */
    dial: (targets: readonly Endpoint[]) =>
      Promise.all(targets.map(({ address, port }) => simulation.network.dial(OPERATOR, address, port))),
    /** What is on the host at an address. */
    machineAt: simulation.machineAt,
    /** The runner's pauses before it tries a lost host again, at the pace of the rehearsal. */
    pause: (seconds: number, signal?: AbortSignal) => simulation.pace.sleep(seconds, signal),
    /** Nobody waits while it goes on. */
    hurry: simulation.pace.hurry,
    /** Has to hear the events of runs: after one, what went wrong in it is put right. */
    onEvent: ({ type }: RunEvent) => {
      if (type === 'run-finished') putRight(simulation, machines.values())
    },
    /** The machine at an address gets another one. */
    readdress: async (from: string, to: string) => {
      const machine = simulation.machineAt(from)
      await readdress({ simulation, machine }, to)
      machines.delete(from)
      machines.set(to, machine)
    },
    /** The ordered faults that have happened by now. */
    met: simulation.faults.met,
    /** Open listeners on this machine's loopback. */
    openListeners: simulation.network.open,
    /** Ends everything that goes on and closes every listener. */
    close: async () => {
      simulation.pace.end()
      const units = [...machines.values()].flatMap(({ units }) => [...units.values()])
      await Promise.all(units.map(({ end }) => end?.()))
      await simulation.network.close()
    },
  }
}

/** Of nobody: the network's examples have it. */
const OPERATOR = '198.51.100.250'

/** Only a rehearsal loads them. */
async function loadRooms(): Promise<ReadonlyMap<Role, Rehearsed>> {
  const load = ROOMS.map(async (room) => [room.id, (await room.rehearsed()).rehearsed] as const)
  return new Map(await Promise.all(load))
}

/** Hosts are back, and strangers have left the ports. */
function putRight(simulation: Simulation, machines: Iterable<Machine>): void {
  simulation.faults.runFinished()
  for (const machine of machines) {
    simulation.network.setPlugged(machine.address, true)
    void vacatePorts(machine)
  }
}
