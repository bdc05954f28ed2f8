import type { Questions } from '../../facts/questions.js'
import type { Machine } from '../machine.js'

/** As `backupsFact` asks: of a timer that nobody awaits here, when it came and what a fault has done. */
export function printBackups({ files }: Machine, { backups }: Questions): string {
  const armed = backups === undefined ? undefined : files.read(`${backups.state}/armed`)
  if (backups === undefined || armed === undefined) return ''
  return `armed ${armed}\n${files.read(`${backups.state}/told`) ?? ''}`
}
