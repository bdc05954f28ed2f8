import { problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'

/** What is seen while somebody changes hosts may be otherwise a moment later. */
export const atWork: Check = ({ facts }) =>
  Object.entries(facts).flatMap(([host, { hold }]) =>
    hold?.state === 'other'
      ? [problem('preflight.at-work', { host, ...hold.face, phase: hold.phase }, { host }, 'warning')]
      : [],
  )
