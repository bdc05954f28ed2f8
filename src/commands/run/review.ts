import type { Code } from '../../errors/codes/index.js'
import { fault, InstallerError, type Problem } from '../../errors/problem.js'
import { reasonIn } from '../../i18n/say.js'
import { show } from '../../lib/text.js'
import type { Plan } from '../../planner/plan.js'
import { isReviewed, type ReviewedWork } from '../../planner/reviewed-work.js'
import type { Facts } from '../../runner/engine.js'
import { readMeasured } from '../../state/measured-file.js'
import { readReviewed } from '../../state/reviewed.js'
import { actionText, bytesOf } from '../../ui/action-text.js'
import { timeText } from '../../ui/estimate-text.js'
import { differenceSentence, planSummary, planText } from '../../ui/plan-text.js'
import { wrap } from '../../ui/text.js'
import { freedPorts } from '../../wizard/freed-ports.js'
import { planDifference } from '../../wizard/plan-difference.js'
import type { Organisation } from '../organisation/organisation.js'
import type { Session } from '../program/session.js'
import { showInBrief } from '../terminal/show-problems.js'

/** The plan in full: as lines, or with `--json` as one. `empty`: what is said where nothing is in it. */
export function showPlan(session: Session, plan: Plan, empty?: string): void {
  const { language, paint, width, say, options } = session
  // Of a large plan it takes long, and in JSON nobody reads it.
  if (!options.json && plan.nodes.length === 0 && empty !== undefined) session.print(empty)
  else if (!options.json)
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
        why: reasonIn(because, language),
        byHand: byHand && true,
        heldBy,
        ...(action.kind === 'write-file' ? { before: before ?? '', content: show(action.content) } : {}),
      }),
    ),
  })
}

/** Firewalls are not ours to change. */
export function tellFreedPorts({ say, print, emit }: Session, plan: Plan, facts: Facts): void {
  for (const [host, ports] of Object.entries(freedPorts(plan, facts))) {
    emit({ type: 'ports-freed', host, ports })
    print(say('removal.firewall', { host, ports: ports.join(', ') }))
  }
}

/** The plan as the operator asked for it: in full, or what it does in a few lines. */
export function showPlanInShort(
  session: Session,
  plan: Plan,
  organisation: Pick<Organisation, 'folder'>,
): void {
  const { language, width, print, options } = session
  if (options.json || options.verbose) showPlan(session, plan)
  else print(...planSummary(plan, { language, width }))
  tellTime(session, plan, organisation)
  print('')
}

/** How long a plan takes, and by what that is reckoned. */
export function tellTime(
  { say, print, width }: Session,
  plan: Plan,
  { folder }: Pick<Organisation, 'folder'>,
): void {
  const measured = readMeasured(folder)
  print(...wrap(say('plan.takes', { time: timeText(plan, measured, say) }), width))
}

/** With `--reviewed`, only what was in the plan of that digest is carried out; who is asked anyway is told that it is another one. */
export function refuseUnreviewed(
  session: Session,
  { folder }: Organisation,
  {
    plan,
    reviewed: digest,
    again,
  }: { readonly plan: Plan; readonly reviewed: unknown; readonly again: string },
) {
  if (typeof digest !== 'string') return
  const reviewed = readReviewed(folder, digest)
  if (session.ask === undefined) refuseNewWork(session, { plan, reviewed, again })
  else if (!isReviewed(reviewed, plan))
    session.print(session.paint('warning', session.say('plan.changed')), '')
}

/**
 * A plan with anything in it that nobody reviewed is shown, and nothing is done. `again`: what shows it anew, as it is typed. Throws
 * `run.plan-changed`.
 */
export function refuseNewWork(
  session: Session,
  { plan, reviewed, again }: { readonly plan: Plan; readonly reviewed: ReviewedWork; readonly again: string },
): void {
  if (isReviewed(reviewed, plan)) return
  showPlan(session, plan)
  throw fault('run.plan-changed', { again })
}

/** Who is asked reads what is different now, before the new plan is shown and asked about again. */
export function tellChangedPlan({ say, print, paint, width }: Session, reviewed: Plan, now: Plan): void {
  const sentence = differenceSentence(planDifference(reviewed, now), say)
  print('', ...wrap(sentence, width).map((line) => paint('warning', line)), '')
}

/** Throws what preflight finds of these kinds. */
export function refuseFound({ engine }: Organisation, facts: Facts, ...what: readonly Code[]): void {
  const found = engine.preflight(facts, []).filter(({ code }) => what.includes(code))
  if (found.length > 0) throw new InstallerError(found)
}

/** Tells what asks and advises in brief; throws what stops. */
export async function tellFound(session: Session, found: readonly Problem[]): Promise<void> {
  const isError = ({ severity }: Problem) => severity === 'error'
  await showInBrief(
    session,
    found.filter((one) => !isError(one)),
  )
  const errors = found.filter(isError)
  if (errors.length > 0) throw new InstallerError(errors)
}
