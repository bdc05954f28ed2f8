import type { Unit } from '../actions/action.js'
import type { OnNode } from './errands/on-machine.js'
import { keepRunning } from './keep-running.js'
import { programOf } from './programs.js'
import type { OnHost } from './simulation.js'

const RELOAD_SECONDS = 0.2

export async function changeUnit({ unit, state, change }: Unit, on: OnNode): Promise<number> {
  const { machine, print } = on
  await on.sleep(RELOAD_SECONDS)
  if (state !== 'running') await endUnit(on, unit)
  if (state === 'removed') {
    machine.units.delete(unit)
    machine.files.remove(`/etc/systemd/system/${unit}`)
  }
  if (state !== 'running') return 0
  const isThere = await (change === 'reload' ? reloadUnit(on, unit) : restartUnit(on, unit))
  if (!isThere) print(`Failed to restart ${unit}: Unit ${unit} not found.`)
  return isThere ? 0 : 5
}

/**
 * `systemctl restart`: starts a unit, or starts it again. Resolves at once for a simple service, and once it serves for one
 * that tells; false where there is no such unit.
 */
export async function restartUnit(on: OnHost, unit: string): Promise<boolean> {
  const { units } = on.machine
  const found = programOf(on, unit)
  if (found === undefined) return false
  await endUnit(on, unit)
  const state = units.get(unit) ?? { active: 'inactive', sub: 'dead', enabled: true, pid: 0, restarts: 0 }
  units.set(unit, state)
  state.enabled = true
  state.restarts = 0
  const serving = keepRunning(on, unit, state)
  if (found.notifies) await serving
  return true
}

/** Makes a running unit read its configuration anew; starts one that does not run. */
async function reloadUnit(on: OnHost, unit: string): Promise<boolean> {
  const reload = on.machine.units.get(unit)?.reload
  if (reload === undefined) return restartUnit(on, unit)
  await reload()
  return true
}

export async function endUnit({ simulation, machine }: OnHost, unit: string): Promise<void> {
  const state = machine.units.get(unit)
  await state?.end?.()
  if (state === undefined) return
  state.active = 'inactive'
  state.sub = 'dead'
  state.pid = 0
  simulation.changes.tell(machine.address)
}
