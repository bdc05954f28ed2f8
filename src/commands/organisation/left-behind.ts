import type { Code } from '../../errors/codes/index.js'
import type { Problem } from '../../errors/problem.js'
import type { Facts } from '../../runner/engine.js'
import type { Organisation } from './organisation.js'

/** What runs, or may run, of the organisation where org.yaml no longer names it; also what moves from there. */
export function leftBehind(
  { engine, problems }: Pick<Organisation, 'engine' | 'problems'>,
  facts: Facts,
): Problem[] {
  return [...problems, ...engine.preflight(facts, [])].filter(({ code }) => LEFT_BEHIND.includes(code))
}

const LEFT_BEHIND: readonly Code[] = [
  'record.former-host',
  'record.former-away',
  'preflight.unit-surplus',
  'preflight.role-moves',
]
