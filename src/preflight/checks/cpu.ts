import { type Problem, problem } from '../../errors/problem.js'
import { variantsNotCarried } from '../carried.js'
import type { Check } from '../check.js'
import { type LookedAt, lookedAt } from '../looked-at.js'

/** TensorFlow inside the fighters needs AVX, whichever wheel is taken; without AVX2 there is a wheel of its own. */
export const cpu: Check = (input) =>
  lookedAt(input).flatMap((one) => [...withoutAvx(one), ...variantsNotCarried(input, one)])

function withoutAvx({ host: { name: host }, facts, instances }: LookedAt): Problem[] {
  const fighters = instances
    .filter(({ role }) => role === 'data' || role === 'compute')
    .map(({ name }) => name)
  if (fighters.length === 0 || facts.hardware.avx) return []
  return [problem('preflight.avx-missing', { host, instances: fighters.join(', ') }, { host }, 'warning')]
}
