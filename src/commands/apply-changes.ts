import { InstallerError, problem } from '../errors/problem.js'
import type { Plan } from '../planner/plan.js'
import { reachablePart } from '../planner/reachable-part.js'
import { reviewedWork } from '../planner/reviewed-work.js'
import type { Facts } from '../runner/engine.js'
import { planSummary } from '../ui/plan-summary.js'
import { confirm } from './ask.js'
import type { Call } from './call.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { lookAtAll } from './look.js'
import type { Organisation } from './organisation.js'
import { outcomeCode } from './outcome-code.js'
import { showPlan } from './plan.js'
import { refuseNewWork, refuseUnreviewed } from './refuse-unreviewed.js'
import { runPlan } from './run-plan.js'
import { type Session, throwIfInterrupted } from './session.js'
import { showConsole } from './show-console.js'
import { showInBrief } from './show-problems.js'
import { tellBundle } from './tell-bundle.js'
import { tellHeld, tellKitsLeft } from './tell-kits-left.js'
import { tellStage } from './tell-stage.js'

/** Carries out what can be reached of a plan that has changes, once it is agreed to, and proves that they came about. */
export async function applyChanges(
  session: Session,
  organisation: Organisation,
  { facts, plan, options }: Pick<Call, 'options'> & { readonly facts: Facts; readonly plan: Plan },
): Promise<ExitCode> {
  const { say, print } = session
  const here = reachablePart(plan, organisation.topology)
  refuseUnreviewed(session, organisation, plan, options)
  await passPreflight(session, organisation, facts)
  await organisation.askSecrets(here)
  showInShort(session, here)
  tellHeld(session, plan)
  if (!(await confirm(session, say('apply.confirm')))) {
    print(say('apply.declined'))
    return EXIT.failed
  }
  const meant = await refuseChangedPlan(session, organisation, here)

  const outcome = await runPlan(session, organisation, meant, 'apply')
  const code = outcomeCode(outcome, session)
  if (code !== undefined) {
    print(say('run.again'))
    return code
  }
  return proveDone(session, organisation)
}

async function passPreflight(
  session: Session,
  { engine, problems }: Organisation,
  facts: Facts,
): Promise<void> {
  tellStage(session, 'trying')
  session.note(session.say('look.reach'))
  const reach = await engine.tryReach(facts, { signal: session.world.interrupts.stop })
  throwIfInterrupted(session)
  const findings = [...problems, ...engine.preflight(facts, reach)]
  const errors = findings.filter(({ severity }) => severity === 'error')
  await showInBrief(
    session,
    findings.filter(({ severity }) => severity !== 'error'),
  )
  if (errors.length > 0) throw new InstallerError(errors)
}

function showInShort(session: Session, plan: Plan): void {
  const { language, width, say, print, options } = session
  if (options.json || options.verbose) showPlan(session, plan)
  else print(...planSummary(plan, { language, width }), '', say('plan.more'), '')
}

/**
 * What was reviewed is what runs, or less when less is needed by now. With `--yes` nobody reviewed anything, and no
 * time has passed since the plan was made.
 */
async function refuseChangedPlan(
  session: Session,
  organisation: Organisation,
  reviewed: Plan,
): Promise<Plan> {
  if (session.options.yes) return reviewed
  const { facts } = await lookAtAll(session, organisation)
  const now = reachablePart(await organisation.engine.plan(facts), organisation.topology)
  refuseNewWork(session, now, reviewedWork(reviewed))
  return now
}

async function proveDone(session: Session, organisation: Organisation): Promise<ExitCode> {
  const { say, print } = session
  session.note(say('apply.checking'))
  const { facts } = await lookAtAll(session, organisation, 'proving')
  const left = await organisation.engine.plan(facts)
  const here = reachablePart(left, organisation.topology)
  if (here.nodes.length > 0) {
    showPlan(session, here)
    throw new InstallerError(problem('run.still-differs', { count: here.nodes.length }))
  }
  print('', session.paint('done', say('apply.done', { organisation: organisation.topology.organisation })))
  tellKitsLeft(session, organisation, left)
  showConsole(session, organisation)
  tellBundle(session, organisation)
  session.emit({ type: 'done', command: 'apply' })
  return EXIT.done
}
