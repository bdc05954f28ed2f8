import type { Machine } from '../machine.js'
import { labelledLines } from './sections.js'

/** As `systemFact` asks: `uname`, then `/etc/os-release`. */
export function printSystem({ hardware: { distribution } }: Machine): string {
  const { id, version, name, kernel } = distribution
  const kernelLines = labelledLines([
    ['machine', 'x86_64'],
    ['kernel', kernel],
    ['systemd', 'yes'],
  ])
  return `${kernelLines}\nPRETTY_NAME="${name}"\nVERSION_ID="${version}"\nID=${id}\n`
}
