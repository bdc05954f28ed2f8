import { sh } from '../lib/command.js'
import type { Fact } from './fact.js'

/** Whether the install directory is there: what a removal has kept lies in it without a receipt. */
export function installDirectoryFact(installDirectory: string): Fact<boolean> {
  return {
    command: sh`[ -e ${installDirectory} ] && echo there`,
    parse: (output) => output.trim() === 'there',
  }
}
