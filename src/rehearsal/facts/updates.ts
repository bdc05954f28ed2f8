import type { Machine } from '../machine.js'

const LIBRARY = '/usr/lib/x86_64-linux-gnu/libssl.so.3'

/** As `updatesFact` asks: our units that were started before the library was updated. `beganAt`: of the rehearsal, seconds. */
export function printUpdates({ units, libraryUpdatedAt }: Machine, beganAt: number): string {
  if (libraryUpdatedAt === undefined) return ''
  const at = Math.floor(beganAt + libraryUpdatedAt)
  return [...units]
    .filter(([name, { active, startedAt = 0 }]) => {
      return name.startsWith('metis-') && active === 'active' && startedAt < libraryUpdatedAt
    })
    .map(([name]) => `replaced ${at} ${name} libssl3 ${LIBRARY}\n`)
    .join('')
}
