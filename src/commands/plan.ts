import { show } from '../lib/text.js'
import type { Plan } from '../planner/plan.js'
import { actionText, bytesOf } from '../ui/action-text.js'
import { planText } from '../ui/plan-text.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { look } from './look.js'
import type { Session } from './session.js'
import { showProblems } from './show-problems.js'
import { tellByHand } from './tell-by-hand.js'
import { withOrganisation } from './with-organisation.js'

/** The dry run: the same plan that `apply` carries out. */
export function plan(session: Session): Promise<ExitCode> {
  const needs = { artifacts: true, lock: false, command: 'plan' }
  return withOrganisation(session, needs, async (organisation) => {
    await showProblems(session, organisation.problems)
    const { facts, problems } = await look(session, organisation)
    const plan = await organisation.engine.plan(facts)
    showPlan(session, plan)
    tellByHand(session, organisation)
    await showProblems(session, problems)
    // Part of the plan is unknown as long as a host is.
    if (problems.some(({ severity }) => severity === 'error')) return EXIT.failed
    const isSilent = organisation.carried.some(({ last }) => last === undefined)
    return plan.nodes.length === 0 && !isSilent ? EXIT.done : EXIT.changesPending
  })
}

export function showPlan(session: Session, plan: Plan): void {
  const { language, paint, width, say, options } = session
  // Of a large plan it takes long, and in JSON nobody reads it.
  if (!options.json)
    session.print(...planText(plan, { language, paint, width, verbose: options.verbose === true }))
  session.emit({
    type: 'plan',
    organisation: plan.organisation,
    digest: plan.digest,
    nodes: plan.nodes.map(
      ({ id, phase, host, instance, action, after, because, before, byHand, heldBy }) => ({
        id,
        phase,
        host,
        instance,
        kind: action.kind,
        about: actionText(action, say),
        bytes: bytesOf(action),
        after,
        because,
        ...(byHand === undefined ? {} : { byHand: true }),
        ...(heldBy === undefined ? {} : { heldBy }),
        ...(action.kind === 'write-file' ? { before: before ?? '', content: show(action.content) } : {}),
      }),
    ),
  })
}
