import type { Machine, UnitState } from '../machine.js'

/** As `unitsFact` asks: `systemctl show` of the units that there are. */
export function printUnits({ units, files, hardware: { upSeconds } }: Machine): string {
  const dropIns = (name: string) => {
    const folder = `/etc/systemd/system/${name}.d`
    return files.list(folder).map((file) => `${folder}/${file}`)
  }
  return [...units].map(([name, unit]) => block(name, unit, upSeconds, dropIns(name))).join('\n')
}

function block(name: string, unit: UnitState, upSeconds: number, dropIns: readonly string[]): string {
  const startedUs = unit.startedAt === undefined ? 0 : Math.floor((upSeconds + unit.startedAt) * 1_000_000)
  const properties = {
    Id: name,
    LoadState: unit.isMasked === true ? 'masked' : 'loaded',
    ActiveState: unit.active,
    SubState: unit.sub,
    UnitFileState: unit.enabled ? 'enabled' : 'disabled',
    MainPID: unit.pid,
    NRestarts: unit.restarts,
    ExecMainStartTimestampMonotonic: startedUs,
    FragmentPath: `/etc/systemd/system/${name}`,
    DropInPaths: dropIns.join(' '),
  }
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')
}

/** As `listenersFact` asks: `ss -H -ltnup`, then the control group of every process. */
export function printListeners({ listeners }: Machine): string {
  const all = [...listeners]
  const sockets = all.map(({ protocol, address, port, program, pid }) => {
    const state = protocol === 'tcp' ? 'LISTEN 0      4096' : 'UNCONN 0      0   '
    const at = address.includes(':') ? `[${address}]` : address
    const anyone = address.includes(':') ? '[::]:*' : '0.0.0.0:*'
    return `${protocol}   ${state} ${at}:${port} ${anyone} users:(("${program}",pid=${pid},fd=7))`
  })
  const units = new Map(all.filter(({ unit }) => unit !== '').map(({ pid, unit }) => [pid, unit]))
  const groups = [...units].map(([pid, unit]) => `cgroup ${pid} 0::/system.slice/${unit}`)
  return [...sockets, ...groups].map((line) => `${line}\n`).join('')
}
