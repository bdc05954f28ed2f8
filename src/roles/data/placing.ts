import { wantedFighters } from '../fighter/placing.js'
import { type Placing, pairs } from '../placing.js'

export const placing: Placing = {
  order: 1,
  wanted: (input) => wantedFighters(input).data,
  company: (count) => 3 * pairs(count('data')) + 1.5 * count('data') * count('compute'),
  burden: 0.5,
}
