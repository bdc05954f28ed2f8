import { wantedFighters } from '../fighter/placing.js'
import { type Placing, pairs } from '../placing.js'

export const placing: Placing = {
  order: 2,
  wanted: (input) => wantedFighters(input).compute,
  company: (count) => 3 * pairs(count('compute')),
  burden: 0.5,
}
