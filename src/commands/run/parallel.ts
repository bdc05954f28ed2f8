import type { Needs } from '../organisation/organisation.js'
import { countIn } from '../program/option.js'
import type { Call } from '../program/session.js'

const MOST = 1000

/** `--parallel`: how many instances of a role that changes one by one may do so at once. */
export function parallelIn({ parallel }: Call['options']): Pick<Needs, 'parallel'> {
  return { parallel: countIn('--parallel', parallel, 1, MOST) }
}
