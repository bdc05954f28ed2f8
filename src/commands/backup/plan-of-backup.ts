import { fault } from '../../errors/problem.js'
import { partsOf } from '../../planner/backup/parts.js'
import { planBackup, standingStill } from '../../planner/backup/plan-backup.js'
import type { Plan } from '../../planner/plan.js'
import type { Facts } from '../../runner/engine.js'
import type { Organisation } from '../organisation/organisation.js'

/** What `backup` does on hosts before it fetches what was packed. Throws `backup.nothing`. */
export function planOfBackup({ planInput, topology }: Organisation, facts: Facts): Plan {
  const input = planInput(facts)
  const parts = partsOf(input, { withData: false })
  if (parts.length === 0) throw fault('backup.nothing', { organisation: topology.organisation })
  return planBackup(input, { parts, still: standingStill(input, parts), whenSilent: () => 'fail' })
}
