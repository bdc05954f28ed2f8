import type { Machine } from '../machine.js'

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
