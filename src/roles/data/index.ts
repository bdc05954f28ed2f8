import { fighterRoom } from '../fighter/index.js'
import { wantedFighters } from '../fighter/placing.js'
import type { FighterInstance } from '../fighter/settings.js'
import { pairs } from '../placing.js'
import type { Room } from '../role.js'
import { service } from './service.js'
import { DATA, settings } from './settings.js'
import { words } from './words.js'

export const data: Room<FighterInstance> = {
  ...fighterRoom,
  id: DATA,
  settings,
  service,
  words,
  placing: {
    order: 1,
    wanted: (input) => wantedFighters(input).data,
    company: (count) => 3 * pairs(count('data')) + 1.5 * count('data') * count('compute'),
    burden: 0.5,
  },
}
