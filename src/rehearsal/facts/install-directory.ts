import type { Machine } from '../machine.js'

/** As `installDirectoryFact` asks: `ls -Ab`, and a closing dot. */
export function printInstallDirectory({ files }: Machine, installDirectory: string): string {
  return [...files.list(installDirectory), '.'].map((name) => `${name}\n`).join('')
}
