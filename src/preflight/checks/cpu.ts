import { problem } from '../../errors/problem.js'
import type { Check } from '../check.js'
import { lookedAt } from '../looked-at.js'

/** TensorFlow inside the fighters needs AVX, whichever wheel is taken; without AVX2 there is a wheel of its own. */
export const cpu: Check = (input) =>
  lookedAt(input).flatMap(({ host: { name: host }, facts, instances }) => {
    const fighters = instances
      .filter(({ role }) => role === 'data' || role === 'compute')
      .map(({ name }) => name)
    if (fighters.length === 0 || facts.hardware.avx) return []
    return [problem('preflight.avx-missing', { host, instances: fighters.join(', ') }, { host }, 'warning')]
  })
