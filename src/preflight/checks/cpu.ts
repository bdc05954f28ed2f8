import { type Problem, problem } from '../../errors/problem.js'
import { type Check, type LookedAt, lookedAt } from '../../roles/check.js'
import { serviceOf } from '../../roles/index.js'
import { variantsNotCarried } from '../carried.js'

/** What needs AVX; without AVX2 some artifacts have a variant of their own. */
export const cpu: Check = (input) =>
  lookedAt(input).flatMap((one) => [...withoutAvx(one), ...variantsNotCarried(input, one)])

function withoutAvx({ host: { name: host }, facts, instances }: LookedAt): Problem[] {
  const needing = instances
    .filter((instance) => serviceOf(instance).expects?.avx === true)
    .map(({ name }) => name)
  if (needing.length === 0 || facts.hardware.avx) return []
  return [problem('preflight.avx-missing', { host, instances: needing.join(', ') }, { host }, 'warning')]
}
