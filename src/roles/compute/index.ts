import { fighterRoom } from '../fighter/index.js'
import { wantedFighters } from '../fighter/placing.js'
import type { FighterInstance } from '../fighter/settings.js'
import { pairs } from '../placing.js'
import type { Room } from '../role.js'
import { service } from './service.js'
import { COMPUTE, settings } from './settings.js'
import { words } from './words.js'

export const compute: Room<FighterInstance> = {
  ...fighterRoom,
  id: COMPUTE,
  settings,
  service,
  words,
  placing: {
    order: 2,
    wanted: (input) => wantedFighters(input).compute,
    company: (count) => 3 * pairs(count('compute')),
    burden: 0.5,
  },
}
