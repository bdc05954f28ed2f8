import type { Machine, UnitState } from '../machine.js'

const SYSTEM_UNITS = ['nginx.service', 'mariadb.service', 'mysql.service']

/** As `unitsFact` asks: `systemctl show`. */
export function printUnits({ units, hardware: { upSeconds } }: Machine): string {
  const names = [...new Set([...SYSTEM_UNITS, ...units.keys()])]
  return names.map((name) => block(name, units.get(name), upSeconds)).join('\n')
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
