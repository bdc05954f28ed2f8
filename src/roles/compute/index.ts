import { handover } from '../fighter/handover.js'
import { FIGHTER_PICTURE } from '../fighter/picture.js'
import type { FighterInstance } from '../fighter/settings.js'
import type { Room } from '../role.js'
import { placing } from './placing.js'
import { service } from './service.js'
import { COMPUTE, settings } from './settings.js'
import { words } from './words.js'

export const compute: Room<FighterInstance> = {
  id: COMPUTE,
  phase: 'fighters',
  settings,
  service,
  words,
  picture: FIGHTER_PICTURE,
  placing,
  handover,
  rehearsed: () => import('../fighter/rehearsed.js'),
}
