import { RECORD } from '../../actions/keep-record.js'
import { fault } from '../../errors/problem.js'
import { partForRun } from '../../planner/make-plan.js'
import type { Plan, PlanNode } from '../../planner/plan.js'
import { isReviewed, reviewedWork } from '../../planner/reviewed-work.js'
import { isStageMark } from '../../planner/stages.js'
import { judgeStarts } from '../../planner/would-return.js'
import { consoleAddress } from '../../roles/admin/console-address.js'
import { ADMIN } from '../../roles/admin/settings.js'
import { CONSOLE_PASSWORD, CONSOLE_USER } from '../../roles/secret-names.js'
import type { Facts } from '../../runner/engine.js'
import { changeIsDone } from '../../state/first-backup.js'
import { instancesOf } from '../../topology/topology.js'
import { removalText } from '../../ui/removal-text.js'
import type { Organisation } from '../organisation/organisation.js'
import { lookAtAll } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { type Call, type Session, throwIfInterrupted } from '../program/session.js'
import { carryOut } from '../run/carry-out.js'
import {
  refuseNewWork,
  refuseUnreviewed,
  showPlan,
  showPlanInShort,
  tellChangedPlan,
  tellFound,
  tellFreedPorts,
} from '../run/review.js'
import { confirm } from '../terminal/ask.js'
import { confirmByName } from '../terminal/confirm-by-name.js'
import { tellBundle, tellKitsLeft, tellWaitForKits } from './tell-end.js'

/** What changes are made for: `apply` itself, or a command that is one with a question and an end of its own. */
export interface Purpose {
  readonly command: string
  /** With what it was told, where that is more: `apply --generation 3`. */
  readonly again?: string
  readonly question: string
  /** How it goes on after a failure; absent: by `apply`. */
  readonly goesOn?: string
  /** Where all of the plan can be read. */
  readonly more: string
  /** What is done first, once it is agreed to. */
  readonly begin?: () => void | Promise<void>
  readonly tellDone: () => void
}

interface Changes extends Pick<Call, 'options'> {
  readonly facts: Facts
  readonly plan: Plan
  /** Absent: `apply`. */
  readonly purpose?: Purpose
}

/** Carries out what can be reached of a plan that has changes, once it is agreed to, and proves that they came about. */
export async function applyChanges(
  session: Session,
  organisation: Organisation,
  { facts, plan, options, purpose = toApply(session, organisation) }: Changes,
): Promise<ExitCode> {
  const { say, print } = session
  const again = purpose.again ?? purpose.command
  refuseUnreviewed(session, organisation, { plan, reviewed: options.reviewed, again })
  const meant = await agreedPlan(session, organisation, { facts, plan, options, purpose })
  if (meant === undefined) {
    print(say('apply.declined'))
    return EXIT.failed
  }

  await purpose.begin?.()
  organisation.rotating.write()
  const code = await carryOut(session, organisation, meant, purpose.command)
  if (code !== undefined) {
    if (organisation.rotating.current() !== undefined) {
      const { putBack } = await import('../secrets/put-back.js')
      return putBack(session, organisation, purpose.command)
    }
    print(purpose.goesOn ?? say('run.again'))
    return code
  }
  organisation.rotating.proven()
  return proveDone(session, organisation, purpose)
}

/**
 * What can be reached of the plan, once it was shown and agreed to; undefined where it was not. What was reviewed is what runs, or less
 * when less is needed by now: hosts that need anything else after the answer are shown and asked about again. With `--yes` nobody
 * reviewed anything, and no time has passed since the plan was made.
 */
async function agreedPlan(
  session: Session,
  organisation: Organisation,
  { facts, plan, options, purpose }: Required<Changes>,
): Promise<Plan | undefined> {
  const { topology } = organisation
  const here = partForRun(plan, topology)
  await passPreflight(session, organisation, { facts, plan: here, options })
  await organisation.askSecrets(here)
  if (!(await isAgreed(session, organisation, { facts, plan, options, purpose }))) return undefined
  if (session.options.yes) return here
  const { facts: seen } = await lookAtAll(session, organisation)
  const now = await organisation.engine.plan(seen)
  const meant = partForRun(now, topology)
  const reviewed = reviewedWork(here)
  if (isReviewed(reviewed, meant)) return meant
  // Who has given the answer beforehand is not asked.
  if (session.ask === undefined || options.confirm !== undefined)
    refuseNewWork(session, { plan: meant, reviewed, again: purpose.again ?? purpose.command })
  tellChangedPlan(session, here, meant)
  return agreedPlan(session, organisation, { facts: seen, plan: now, options, purpose })
}

async function isAgreed(
  session: Session,
  organisation: Organisation,
  { facts, plan, options, purpose }: Required<Changes>,
): Promise<boolean> {
  const { say, print } = session
  const { topology } = organisation
  const here = partForRun(plan, topology)
  showPlanInShort(session, here, organisation)
  if (!session.options.json && !session.options.verbose) print(purpose.more, '')
  tellWaitForKits(session, plan)
  print(...spaced(removalText(here, say, session.paint)))
  tellFreedPorts(session, here, facts)
  if (options.deleteRemoved !== true || !here.nodes.some(({ phase }) => phase === 'retire'))
    return confirm(session, purpose.question)
  await confirmByName(session, topology.organisation, options.confirm, {
    question: 'removal.confirm',
    again: `${purpose.again ?? purpose.command} --delete-removed`,
  })
  return true
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, '']
}

/** The end of every `apply`: where the console is. */
export function toApply(session: Session, organisation: Organisation): Purpose {
  const { say, print, paint } = session
  const { organisation: name } = organisation.topology
  return {
    command: 'apply',
    question: say('apply.confirm'),
    more: say('plan.more'),
    tellDone: () => {
      print('', paint('done', say('apply.done', { organisation: name })))
      showConsole(session, organisation)
    },
  }
}

async function passPreflight(
  session: Session,
  { engine, problems, topology }: Organisation,
  { facts, plan, options }: Pick<Changes, 'facts' | 'plan' | 'options'>,
) {
  session.tellStage('trying')
  session.note(session.say('look.reach'))
  const reach = await engine.tryReach(facts, { signal: session.world.interrupts.stop })
  throwIfInterrupted(session)
  const looked = { topology, facts, reach, evenSo: options.evenSo === true }
  await tellFound(session, judgeStarts(plan, [...problems, ...engine.preflight(facts, reach)], looked))
}

/** Looks again whether all is as it was planned; the exit code. */
async function proveDone(
  session: Session,
  organisation: Organisation,
  { command, tellDone }: Purpose,
): Promise<ExitCode> {
  const seen = async () => {
    session.note(session.say('apply.checking'))
    const { facts } = await lookAtAll(session, organisation, 'proving')
    return organisation.engine.plan(facts)
  }
  let left = await seen()
  let here = partForRun(left, organisation.topology)
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // What a host has shown to be gone is kept by all of them; what a change in stages had to wait for has come about.
    const goesOn = here.nodes.some(({ action }) => isStageMark(action))
    if (!goesOn && (here.nodes.length === 0 || !here.nodes.every(isRecord))) break
    session.note(session.say(goesOn ? 'apply.next-stage' : 'removal.members'))
    const code = await carryOut(session, organisation, here, command)
    if (code !== undefined) return code
    left = await seen()
    here = partForRun(left, organisation.topology)
  }
  if (here.nodes.length > 0) {
    showPlan(session, here)
    throw fault('run.still-differs', { count: here.nodes.length })
  }
  changeIsDone(organisation.folder)
  tellDone()
  tellKitsLeft(session, organisation, left)
  tellBundle(session, organisation)
  session.emit({ type: 'done', command })
  return EXIT.done
}

/** One that leaves before gossip is encrypted, one before Consul denies, and one for what hosts keep of it. */
const MOST_ROUNDS = 3

function isRecord({ action, phase }: PlanNode): boolean {
  return (action.kind === 'run' && action.name === RECORD) || phase === 'verify'
}

/** Where the web console is, and what shows its password: never the password itself. */
function showConsole({ say, print, emit }: Session, { topology, folder }: Organisation): void {
  for (const admin of instancesOf(topology, ADMIN)) {
    const address = consoleAddress(topology, admin)
    const password = { passwordFile: folder.secrets, passwordName: CONSOLE_PASSWORD }
    emit({ type: 'console', address, user: CONSOLE_USER, ...password })
    print(say('apply.console', { address }))
  }
  print(say('apply.user'), say('apply.password', { name: CONSOLE_PASSWORD }), say('apply.status'))
}
