import type { Machine } from '../machine.js'
import { labelledLines } from './sections.js'

/** As `identityFact` asks: its names, then `ip -4 -o addr show`. */
export function printIdentity({ hardware, address }: Machine): string {
  const names = labelledLines([
    ['hostname', hardware.hostname],
    ['machine-id', hardware.machineId],
  ])
  return `${names}
1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
2: eth0    inet ${address}/24 brd ${address.replace(/\d+$/, '255')} scope global eth0\\       valid_lft forever preferred_lft forever
`
}
