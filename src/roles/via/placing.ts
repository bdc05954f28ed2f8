import { wantedFighters } from '../fighter/placing.js'
import type { Placing } from '../placing.js'
import { why } from './words.js'

export const placing: Placing = {
  order: 4,
  wanted: (input) => {
    const { data, compute } = wantedFighters(input)
    return data + compute > 0 || (input.want === undefined && input.present('via') > 0) ? 1 : 0
  },
  company: (count) => {
    const others = 2.5 * count('admin') + 1.5 * count('consul') + 0.5 * count('carrier')
    return count('via') === 0 ? 0 : Math.min(3, others + 1.5 * count('data') + count('compute'))
  },
  outOfReach: 8,
  because: ({ address, others }) => {
    if (address !== undefined) return why('public', { address })
    return others.length > 0 ? why('gateway') : undefined
  },
}
