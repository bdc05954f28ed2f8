import type { Machine, UnitState } from '../machine.js'
import { labelledLines } from './labelled-lines.js'

const SYSTEM_UNITS = ['nginx.service', 'mariadb.service', 'mysql.service']

/** The rehearsal's clock: when it began, seconds since the epoch, and how long ago that is by its own pace. */
export interface Clock {
  readonly beganAt: number
  readonly now: number
}

/** As `unitsFact` asks: the clocks since the boot, then `systemctl show`. */
export function printUnits(machine: Machine, { beganAt, now }: Clock): string {
  const { upSeconds } = machine.hardware
  const clock = labelledLines([
    ['booted', Math.floor(beganAt) - upSeconds],
    ['uptime', Math.floor(upSeconds + now)],
  ])
  const names = [...new Set([...SYSTEM_UNITS, ...machine.units.keys()])]
  return `${clock}\n\n${names.map((name) => block(name, machine.units.get(name), upSeconds)).join('\n')}`
}

function block(name: string, unit: UnitState | undefined, upSeconds: number): string {
  const startedUs = unit?.startedAt === undefined ? 0 : Math.floor((upSeconds + unit.startedAt) * 1_000_000)
  const properties = {
    Id: name,
    LoadState: unit === undefined ? 'not-found' : 'loaded',
    ActiveState: unit?.active ?? 'inactive',
    SubState: unit?.sub ?? 'dead',
    UnitFileState: unit === undefined ? '' : unit.enabled ? 'enabled' : 'disabled',
    MainPID: unit?.pid ?? 0,
    NRestarts: unit?.restarts ?? 0,
    ExecMainStartTimestampMonotonic: startedUs,
  }
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')
}
