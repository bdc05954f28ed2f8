import { hasFighters } from '../fighter/placing.js'
import type { Placing } from '../placing.js'
import { why } from './words.js'

export const placing: Placing = {
  order: 0,
  wanted: () => 1,
  company: (count) => (hasFighters(count) ? 2 * count('carrier') : 0),
  outOfReach: 6,
  because: ({ address }) => (address === undefined ? undefined : why('public', { address })),
}
