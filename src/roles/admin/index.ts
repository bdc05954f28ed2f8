import type { Room } from '../role.js'
import { database, java, nginx } from './checks.js'
import { handover } from './handover.js'
import { placing } from './placing.js'
import { service } from './service.js'
import { ADMIN, type AdminInstance, settings } from './settings.js'
import { words } from './words.js'

export const admin: Room<AdminInstance> = {
  id: ADMIN,
  phase: 'admin',
  settings,
  service,
  words,
  picture: { tier: 'upper', place: 2 },
  placing,
  handover,
  rehearsed: () => import('./rehearsed.js'),
  checks: { database, nginx, java },
}
