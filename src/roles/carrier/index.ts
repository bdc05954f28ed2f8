import { hasFighters } from '../fighter/placing.js'
import type { Room } from '../role.js'
import { handover } from './handover.js'
import { service } from './service.js'
import { CARRIER, type CarrierInstance, settings } from './settings.js'
import { why, words } from './words.js'

export const carrier: Room<CarrierInstance> = {
  id: CARRIER,
  phase: 'carrier',
  settings,
  service,
  words,
  picture: { tier: 'upper', place: 0, dialledFor: { what: 'p2p', isPeer: true } },
  placing: {
    order: 0,
    wanted: () => 1,
    company: (count) => (hasFighters(count) ? 2 * count('carrier') : 0),
    outOfReach: 6,
    because: ({ address }) => (address === undefined ? undefined : why('public', { address })),
  },
  handover,
  rehearsed: () => import('./rehearsed.js'),
}
