import type { Room } from '../role.js'
import { handover } from './handover.js'
import { placing } from './placing.js'
import { service } from './service.js'
import { CARRIER, type CarrierInstance, settings } from './settings.js'
import { words } from './words.js'

export const carrier: Room<CarrierInstance> = {
  id: CARRIER,
  phase: 'carrier',
  settings,
  service,
  words,
  picture: { tier: 'upper', place: 0, dialledFor: { what: 'p2p', isPeer: true } },
  placing,
  handover,
  rehearsed: () => import('./rehearsed.js'),
}
