import { SYSTEM_PLACES } from '../../facts/file-systems.js'
import type { Machine } from '../machine.js'
import { freeBytes } from './hardware.js'

/** As `fileSystemsFact` asks: one for all. */
export function printFileSystems(machine: Machine, installDirectory: string): string {
  const paths = [installDirectory, ...Object.values(SYSTEM_PLACES)]
  return paths.map((path) => `place rw,relatime ${freeBytes(machine)} 6000000 6553600 ${path} /\n`).join('')
}
