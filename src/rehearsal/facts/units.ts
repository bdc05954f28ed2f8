import type { Machine, UnitState } from '../machine.js'

/** As `unitsFact` asks: `systemctl show` of the units that there are. */
export function printUnits({ units, hardware: { upSeconds } }: Machine): string {
  return [...units].map(([name, unit]) => block(name, unit, upSeconds)).join('\n')
}

function block(name: string, unit: UnitState, upSeconds: number): string {
  const startedUs = unit.startedAt === undefined ? 0 : Math.floor((upSeconds + unit.startedAt) * 1_000_000)
  const properties = {
    Id: name,
    LoadState: 'loaded',
    ActiveState: unit.active,
    SubState: unit.sub,
    UnitFileState: unit.enabled ? 'enabled' : 'disabled',
    MainPID: unit.pid,
    NRestarts: unit.restarts,
    ExecMainStartTimestampMonotonic: startedUs,
  }
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')
}
