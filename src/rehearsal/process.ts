import { whenAborted } from './changes.js'
import type { Machine } from './machine.js'
import type { Process } from './simulation.js'

interface ProcessInput
  extends Pick<Process, 'simulation' | 'machine' | 'unit' | 'argv' | 'user' | 'terminated'> {
  readonly program: string
  /** Called once, when its start is over. */
  readonly onServing: () => void
}

/** A process with what it has open; `close` gives all of it back. */
export function createProcess(input: ProcessInput): { process: Process; close: () => Promise<void> } {
  const { simulation, machine, unit, program, argv, user, terminated, onServing } = input
  const pid = machine.nextPid
  machine.nextPid += 7
  const closing: (() => Promise<void> | void)[] = []
  const note = (protocol: 'tcp' | 'udp', address: string, port: number) => {
    const listening = { protocol, address, port, program, pid, unit }
    machine.listeners.add(listening)
    closing.push(() => {
      machine.listeners.delete(listening)
    })
  }
  const process: Process = {
    simulation,
    machine,
    unit,
    pid,
    argv,
    user,
    terminated,
    log: (message) => writeLog(machine, unit, message),
    sleep: (seconds) => simulation.pace.sleep(seconds, terminated),
    listen: async (bind, port, answer) => {
      // An address that the host does not have, or has no more.
      if (bind !== '0.0.0.0' && !bind.startsWith('127.') && bind !== machine.address) return false
      const close = await simulation.network.listen({ host: machine.address, bind, port }, answer)
      if (close === undefined) return false
      closing.push(close)
      note('tcp', bind, port)
      return true
    },
    listenUdp: (bind, port) => note('udp', bind, port),
    serve: async () => {
      onServing()
      await whenAborted(terminated)
    },
  }
  return {
    process,
    close: async () => {
      for (const close of closing.splice(0)) await close()
    },
  }
}

export function writeLog(machine: Machine, unit: string, message: string): void {
  machine.journal.push({ unit, atMs: Date.now() + machine.hardware.clockOffsetMs, message })
}
