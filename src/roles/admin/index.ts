import { problem } from '../../errors/problem.js'
import { hasFighters } from '../fighter/placing.js'
import { SMALL_GIB } from '../placing.js'
import type { Room } from '../role.js'
import { database, java, nginx } from './checks.js'
import { handover } from './handover.js'
import { service } from './service.js'
import { ADMIN, type AdminInstance, settings } from './settings.js'
import { upkeep } from './upkeep.js'
import { why, words } from './words.js'

export const admin: Room<AdminInstance> = {
  id: ADMIN,
  phase: 'admin',
  settings,
  service,
  words,
  picture: { tier: 'upper', place: 2 },
  placing: {
    order: 3,
    wanted: () => 1,
    company: (count, isSmall) => (hasFighters(count) ? (isSmall ? 12 : 4) * count('admin') : 0),
    because: ({ others }) =>
      hasFighters((role) => (others.includes(role) ? 1 : 0)) ? undefined : why('database'),
    warns: (host, here, { memoryGib }) => {
      const database = here.some((one) => (one as Partial<AdminInstance>).database?.kind === 'managed')
      const fighters = here.filter(({ role }) => hasFighters((other) => (other === role ? 1 : 0)))
      if (!database || fighters.length === 0 || memoryGib >= SMALL_GIB) return []
      const details = { host, memory: memoryGib, fighters: fighters.map(({ name }) => name).join(', ') }
      return [problem('roles.database-beside-fighter', details, { host, instance: 'admin' }, 'warning')]
    },
  },
  handover,
  rehearsed: () => import('./rehearsed.js'),
  checks: { database, nginx, java },
  upkeep,
}
