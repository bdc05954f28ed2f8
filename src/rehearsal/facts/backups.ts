import type { Questions } from '../../facts/questions.js'
import type { Machine } from '../machine.js'

/** As `backupsFact` asks: of a timer that nobody awaits here, when it came and what a fault has done. */
export function printBackups({ files }: Machine, { backups }: Questions): string {
  if (backups === undefined) return ''
  const { state, place } = backups
  const armed = files.read(`${state}/armed`)
  const told = [state, ...(place === undefined || place.state === state ? [] : [place.state])].map(
    (one) => files.read(`${one}/told`) ?? '',
  )
  return `${armed === undefined ? '' : `armed ${armed}\n`}${told.join('')}`
}
