import { happensOrAborted } from './changes.js'
import { isChanged, type UnitState } from './machine.js'
import { RehearsalOver } from './pace.js'
import { createProcess, writeLog } from './process.js'
import { programOf } from './programs.js'
import type { OnHost, SimulatedProgram, Simulation } from './simulation.js'

const RESTART_SECONDS = 3

/** `Restart=always`, until it is stopped. Resolves when its first process serves or has ended. */
export function keepRunning(on: OnHost, unit: string, state: UnitState): Promise<void> {
  return new Promise((serves) => {
    const ending = new AbortController()
    const ended = runAgain(on, unit, state, ending.signal, serves)
    state.end = async () => {
      delete state.end
      delete state.reload
      ending.abort()
      await ended
    }
  })
}

async function runAgain(
  on: OnHost,
  unit: string,
  state: UnitState,
  stopped: AbortSignal,
  serves: () => void,
): Promise<void> {
  while (!stopped.aborted) {
    await runOnce(on, unit, state, stopped, serves)
    serves()
    if (stopped.aborted) return
    state.active = 'activating'
    state.sub = 'auto-restart'
    state.restarts += 1
    on.simulation.changes.tell(on.machine.address)
    await pauseBefore(on.simulation, stopped)
  }
}

async function runOnce(
  on: OnHost,
  unit: string,
  state: UnitState,
  terminated: AbortSignal,
  serves: () => void,
): Promise<void> {
  const { simulation, machine } = on
  const found = programOf(on, unit)
  if (found === undefined) return
  const begun = simulation.changes.begin(machine.address)
  const onServing = () => {
    begun()
    serves()
  }
  const { name: program, argv, user } = found
  const input = { simulation, machine, unit, program, argv, user, terminated, onServing }
  const { process, close } = createProcess(input)
  state.active = 'active'
  state.sub = 'running'
  state.pid = process.pid
  state.startedAt = simulation.pace.now()
  if (found.reload !== undefined) state.reload = () => found.reload?.(process) ?? Promise.resolve()
  writeLog(machine, unit, `Started ${unit} - ${found.name}.`)
  const isBad = isChanged(machine, unit) && simulation.faults.lasts('change-dies', machine.address)
  const code = await exitCodeOf((isBad ? diesAtStart : found.program)(process), terminated)
  await close()
  state.pid = 0
  onServing()
  writeLog(machine, unit, lastWords(unit, code, terminated.aborted))
}

/** A program that is no good. */
const diesAtStart: SimulatedProgram = async ({ log, sleep }) => {
  await sleep(1)
  log('Illegal instruction (core dumped)')
  return 132
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
async function pauseBefore({ pace, acts }: Simulation, stopped: AbortSignal): Promise<void> {
  if (pace.instant) return happensOrAborted(acts.next(), stopped)
  await pace.sleep(RESTART_SECONDS, stopped).catch((error: unknown) => {
    if (!stopped.aborted && !(error instanceof RehearsalOver)) throw error
  })
}
