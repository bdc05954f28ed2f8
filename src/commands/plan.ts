import { worldProof } from '../wizard/proofs.js'
import { withDrift } from './apply/apply.js'
import { leftBehind } from './organisation/left-behind.js'
import { generationIn, overwriteIn, removalIn } from './organisation/record.js'
import {
  gatherFacts,
  tellAtWork,
  tellByHand,
  tellRotation,
  withOrganisation,
} from './organisation/with-organisation.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Call, Session } from './program/session.js'
import { refuseFound, showPlan, tellFreedPorts, tellTime } from './run/review.js'
import { turnsIn } from './run/turns.js'
import { showProblems } from './terminal/show-problems.js'
import { tellClosed } from './terminal/tell-closed.js'

const IMMOVABLE = [
  'preflight.role-moved',
  'preflight.move-unclear',
  'preflight.move-database',
  'preflight.move-host-away',
  'preflight.move-no-room',
] as const

/** The dry run: the same plan that `apply` carries out. */
export async function plan(session: Session, { options }: Call): Promise<ExitCode> {
  const generation = generationIn(options)
  const then =
    generation === undefined
      ? undefined
      : await (await import('./undo/undo.js')).lookForFormer(session, { command: 'plan', generation })
  const needs = {
    artifacts: true,
    lock: false,
    command: 'plan',
    ...removalIn(options),
    ...overwriteIn(options),
    ...turnsIn(options),
    ...then?.needs,
  }
  return withOrganisation(session, needs, async (organisation) => {
    await showProblems(session, organisation.problems)
    const gathered = await gatherFacts(session, organisation)
    const { problems } = gathered
    const facts = await withDrift(session, organisation, gathered.facts, options)
    tellAtWork(session, gathered)
    tellRotation(session, organisation)
    // It can't be planned truly: a role with an identity would be there twice.
    refuseFound(organisation, facts, ...IMMOVABLE)
    const plan = await organisation.engine.plan(facts)
    if (then !== undefined)
      (await import('./undo/tell-former.js')).tellFormer(session, then.former, organisation.topology)
    // Part of the plan is unknown as long as a host is.
    const isPart = problems.some(({ severity }) => severity === 'error')
    showPlan(session, plan, isPart ? emptyPart(session, Object.keys(facts)) : undefined)
    if (plan.nodes.length > 0) {
      tellTime(session, plan, organisation)
      tellClosed(session, worldProof(organisation.topology))
    }
    tellFreedPorts(session, plan, facts)
    tellByHand(session, organisation)
    await showProblems(session, [
      ...leftBehind({ engine: organisation.engine, problems: [] }, facts),
      ...problems,
    ])
    if (isPart) return EXIT.failed
    const isSilent = organisation.carried.some(({ last }) => last === undefined)
    return plan.nodes.length === 0 && !isSilent ? EXIT.done : EXIT.changesPending
  })
}

function emptyPart({ say }: Session, answered: readonly string[]): string {
  return answered.length === 0
    ? say('plan.none-answered')
    : say('plan.empty-part', { hosts: answered.join(', ') })
}
