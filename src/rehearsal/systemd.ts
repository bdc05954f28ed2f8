import { keepRunning } from './keep-running.js'
import type { Machine, UnitState } from './machine.js'
import { programOf } from './programs.js'
import type { Simulation } from './simulation.js'

/** `systemctl` of one machine. Every program is started again three seconds after it has ended. */
export interface Systemd {
  /**
   * Starts a unit, or starts it again. Resolves at once for a simple service, and once it serves for one that tells;
   * false where there is no such unit.
   */
  readonly restart: (unit: string) => Promise<boolean>
  /** Makes a running unit read its configuration anew; starts one that does not run. */
  readonly reload: (unit: string) => Promise<boolean>
  readonly stop: (unit: string) => Promise<void>
  /** Stops it and forgets that it was there. */
  readonly remove: (unit: string) => Promise<void>
}

export function systemdOf(simulation: Simulation, machine: Machine): Systemd {
  const stop = async (unit: string) => {
    const state = machine.units.get(unit)
    await state?.end?.()
    if (state === undefined) return
    state.active = 'inactive'
    state.sub = 'dead'
    state.pid = 0
    simulation.changes.tell(machine.address)
  }
  const restart = async (unit: string) => {
    const found = programOf(simulation, machine, unit)
    if (found === undefined) return false
    await stop(unit)
    const state = machine.units.get(unit) ?? newUnit()
    machine.units.set(unit, state)
    state.enabled = true
    state.restarts = 0
    const serving = keepRunning(simulation, machine, unit, state)
    if (found.notifies) await serving
    return true
  }
  return {
    restart,
    stop,
    reload: async (unit) => {
      const reload = machine.units.get(unit)?.reload
      if (reload === undefined) return restart(unit)
      await reload()
      return true
    },
    remove: async (unit) => {
      await stop(unit)
      machine.units.delete(unit)
    },
  }
}

function newUnit(): UnitState {
  return { active: 'inactive', sub: 'dead', enabled: true, pid: 0, restarts: 0 }
}
