import type { Machine, UnitState } from './machine.js'
import { RehearsalOver } from './pace.js'
import { createProcess, writeLog } from './process.js'
import { programOf } from './programs.js'
import type { SimulatedProgram, Simulation } from './simulation.js'
import { whenAborted } from './when-aborted.js'

const RESTART_SECONDS = 3

/** `Restart=always`, until it is stopped. Resolves when its first process serves or has ended. */
export function keepRunning(
  simulation: Simulation,
  machine: Machine,
  unit: string,
  state: UnitState,
): Promise<void> {
  let serves = () => {}
  const serving = new Promise<void>((resolve) => {
    serves = resolve
  })
  const ending = new AbortController()
  const isStopped = whenAborted(ending.signal)
  const ended = (async () => {
    while (!ending.signal.aborted) {
      await runOnce(simulation, machine, unit, state, ending.signal, serves)
      serves()
      if (ending.signal.aborted) return
      state.active = 'activating'
      state.sub = 'auto-restart'
      state.restarts += 1
      simulation.changes.tell(machine.address)
      await pauseBefore(simulation, ending.signal, isStopped)
    }
  })()
  state.end = async () => {
    delete state.end
    delete state.reload
    ending.abort()
    await ended
  }
  return serving
}

async function runOnce(
  simulation: Simulation,
  machine: Machine,
  unit: string,
  state: UnitState,
  terminated: AbortSignal,
  serves: () => void,
): Promise<void> {
  const found = programOf(simulation, machine, unit)
  if (found === undefined) return
  const begun = simulation.changes.begin(machine.address)
  const onServing = () => {
    begun()
    serves()
  }
  const input = { simulation, machine, unit, program: found.name, argv: found.argv, terminated, onServing }
  const { process, close } = createProcess(input)
  state.active = 'active'
  state.sub = 'running'
  state.pid = process.pid
  state.startedAt = simulation.pace.now()
  if (found.reload !== undefined) state.reload = () => found.reload?.(process) ?? Promise.resolve()
  writeLog(machine, unit, `Started ${unit} - ${found.name}.`)
  const code = await exitCodeOf(found.program(process), terminated)
  await close()
  state.pid = 0
  onServing()
  writeLog(machine, unit, lastWords(unit, code, terminated.aborted))
}

/** A process that was asked to end while it waited for something ends in good order. */
async function exitCodeOf(running: ReturnType<SimulatedProgram>, terminated: AbortSignal): Promise<number> {
  try {
    return await running
  } catch (error) {
    if (terminated.aborted || error instanceof RehearsalOver) return 0
    throw error
  }
}

function lastWords(unit: string, code: number, isStopped: boolean): string {
  if (isStopped) return `Stopped ${unit}.`
  return code === 0
    ? `${unit}: Deactivated successfully.`
    : `${unit}: Main process exited, code=exited, status=${code}/FAILURE`
}

/** Where nobody waits, a new try is worth it only when something has been done meanwhile. */
async function pauseBefore(
  { pace, acts }: Simulation,
  stopped: AbortSignal,
  isStopped: Promise<void>,
): Promise<void> {
  if (pace.instant) return Promise.race([acts.next(), isStopped])
  await pace.sleep(RESTART_SECONDS, stopped).catch((error: unknown) => {
    if (!stopped.aborted && !(error instanceof RehearsalOver)) throw error
  })
}
