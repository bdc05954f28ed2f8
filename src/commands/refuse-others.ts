import { InstallerError } from '../errors/problem.js'
import type { Facts } from '../runner/engine.js'
import type { Organisation } from './organisation.js'

/** Stopping and removing is for one's own: units of two organisations have the same names. */
export function refuseOthers({ engine }: Organisation, facts: Facts): void {
  const others = engine.preflight(facts, []).filter(({ code }) => code === 'preflight.other-organisation')
  if (others.length > 0) throw new InstallerError(others)
}
