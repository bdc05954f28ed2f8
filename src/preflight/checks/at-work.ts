import { type Problem, problem } from '../../errors/problem.js'
import type { HoldSeen } from '../../facts/hold.js'
import type { Check } from '../../roles/check.js'

/** What is seen while somebody changes hosts may be otherwise a moment later. */
export const atWork: Check = ({ facts }) =>
  Object.entries(facts).flatMap(([host, { hold }]) => atWorkOn(host, hold))

/** Who changes the host at this moment, as a warning; nothing where nobody does. */
export function atWorkOn(host: string, hold: HoldSeen | undefined): Problem[] {
  return hold?.state === 'other'
    ? [problem('preflight.at-work', { host, ...hold.face, phase: hold.phase }, { host }, 'warning')]
    : []
}
