import { InstallerError, problem } from '../errors/problem.js'
import type { Plan } from '../planner/plan.js'
import type { Call } from './call.js'
import { showPlan } from './plan.js'
import type { Session } from './session.js'

/** With `--reviewed`, only the plan of that digest is carried out; another one is shown, and nothing is done. */
export function refuseUnreviewed(session: Session, plan: Plan, { reviewed }: Call['options']): void {
  if (reviewed === undefined || reviewed === plan.digest) return
  showPlan(session, plan)
  throw new InstallerError(problem('run.plan-changed'))
}
