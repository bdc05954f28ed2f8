import type { Needs } from '../organisation/organisation.js'
import { countIn } from '../program/option.js'
import type { Call } from '../program/session.js'

const MOST = 1000
const LONGEST_SECONDS = 3600

/**
 * `--parallel`: how many instances of a role that changes one by one may do so at once. `--hold`: for how many seconds what was
 * started again has to stay well.
 */
export function turnsIn({ parallel, hold }: Call['options']): Pick<Needs, 'parallel' | 'holdSeconds'> {
  return {
    parallel: countIn('--parallel', parallel, 1, MOST),
    holdSeconds: countIn('--hold', hold, 0, LONGEST_SECONDS),
  }
}
