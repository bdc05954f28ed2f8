import { InstallerError, problem } from '../errors/problem.js'
import type { Plan } from '../planner/plan.js'
import { isReviewed, type ReviewedWork } from '../planner/reviewed-work.js'
import { readReviewed } from '../state/reviewed.js'
import type { Call } from './call.js'
import type { Organisation } from './organisation.js'
import { showPlan } from './plan.js'
import type { Session } from './session.js'

/** With `--reviewed`, only what was in the plan of that digest is carried out. */
export function refuseUnreviewed(
  session: Session,
  { folder }: Organisation,
  plan: Plan,
  { reviewed }: Call['options'],
): void {
  if (typeof reviewed === 'string') refuseNewWork(session, plan, readReviewed(folder, reviewed))
}

/** A plan with anything in it that nobody reviewed is shown, and nothing is done. Throws `run.plan-changed`. */
export function refuseNewWork(session: Session, plan: Plan, reviewed: ReviewedWork): void {
  if (isReviewed(reviewed, plan)) return
  showPlan(session, plan)
  throw new InstallerError(problem('run.plan-changed'))
}
