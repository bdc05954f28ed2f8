import type { Room } from '../role.js'
import { handover } from './handover.js'
import { placing } from './placing.js'
import { service } from './service.js'
import { settings, VIA, type ViaInstance } from './settings.js'
import { words } from './words.js'

export const via: Room<ViaInstance> = {
  id: VIA,
  phase: 'via',
  settings,
  service,
  words,
  picture: { tier: 'upper', place: 1, dialledFor: { what: 'tasks' } },
  placing,
  handover,
  rehearsed: () => import('./rehearsed.js'),
}
