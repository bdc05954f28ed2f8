import { partForRun } from '../../planner/make-plan.js'
import type { Plan } from '../../planner/plan.js'
import { isReviewed, reviewedWork } from '../../planner/reviewed-work.js'
import { readMeasured } from '../../state/measured-file.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { writeTogether } from '../../state/write-atomically.js'
import { applyChanges, toApply } from '../apply/apply-changes.js'
import type { HostAccess } from '../organisation/given-credentials.js'
import type { Needs, Organisation } from '../organisation/organisation.js'
import { readOrganisationOf } from '../organisation/read-organisation-of.js'
import { lookAtAll, tellByHand, tellRotation, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { refuseNewWork, tellChangedPlan } from '../run/review.js'
import { turnsIn } from '../run/turns.js'
import { confirm } from '../terminal/ask.js'
import { newFiles, type ReleaseFiles, type ReleaseTarget, releaseFiles } from './release-files.js'
import { refuseOneWay, tellSwitch } from './tell-switch.js'

interface How extends Pick<Call, 'options'> {
  readonly command: 'upgrade' | 'rollback'
  readonly target: ReleaseTarget
}

interface Looked {
  readonly written: ReleaseFiles
  readonly access: HostAccess
  /** Version that org.yaml names by now. */
  readonly from: string
  /** Something is to be done on hosts. */
  readonly isChange: boolean
  readonly isInstalled: boolean
  readonly reviewed: Plan
  /** The operator said no. */
  readonly isRefused: boolean
}

/**
 * What another release would change, told and agreed to; nothing is written. Throws what is wrong with the release, or with org.yaml
 * under it, and `upgrade.no-way`, `upgrade.one-way`.
 */
export async function lookAtSwitch(session: Session, { command, target, options }: How): Promise<Looked> {
  const written = releaseFiles(organisationFolder(session.file), target)
  const { release: from } = await readOrganisationOf(session)
  const needs = { ...needsOf({ command, target, options }, written), lock: false }
  return withOrganisation(session, needs, async (organisation) => {
    const { say, print } = session
    refuseOneWay(session, { command, from, to: organisation.release })
    const { facts } = await lookAtAll(session, organisation)
    const plan = await organisation.engine.plan(facts)
    const isChange = isWork(organisation, plan)
    const isInstalled = Object.values(facts).some(({ receipts }) => receipts.length > 0)
    const { access } = organisation
    const looked = { written, access, from: from.version, isChange, isInstalled, reviewed: plan }
    if (!isChange) return { ...looked, isRefused: false }
    const measured = readMeasured(organisation.folder)
    tellSwitch(session, { command, from, to: organisation.release, plan, measured })
    const values = { from: from.version, to: organisation.release.version }
    if (await confirm(session, say(`upgrade.confirm.${command}`, values)))
      return { ...looked, isRefused: false }
    print(say('apply.declined'))
    return { ...looked, isRefused: true }
  })
}

/** Carries it out as any other plan. What was agreed to is not asked again; a plan that has become another one is. */
export async function switchRelease(
  session: Session,
  how: How,
  { written, access, from, reviewed }: Looked,
): Promise<ExitCode> {
  const { command, options, target } = how
  const needs = { ...needsOf(how, written), lock: true, wait: options.wait === true, access }
  const agreed: Session = { ...session, options: { ...session.options, yes: true } }
  return withOrganisation(agreed, needs, async (organisation) => {
    const { say, print } = session
    const { facts } = await lookAtAll(agreed, organisation)
    tellByHand(session, organisation)
    tellRotation(session, organisation)
    const plan = await organisation.engine.plan(facts)
    const write = () => writeTogether(newFiles(organisation.folder, written))
    if (!isWork(organisation, plan)) {
      if (written.files.file !== written.before) write()
      session.emit({ type: 'nothing-to-do' })
      print(say('upgrade.same', { release: target.name }))
      return EXIT.done
    }
    const work = reviewedWork(reviewed)
    const isChanged = !session.options.yes && !isReviewed(work, plan)
    if (isChanged && session.ask === undefined)
      refuseNewWork(session, { plan, reviewed: work, again: command })
    if (isChanged) tellChangedPlan(session, reviewed, plan)
    const purpose = {
      ...toApply(session, organisation),
      command,
      question: say(`upgrade.confirm.${command}`, { from, to: organisation.release.version }),
      more: say('upgrade.more'),
      begin: write,
    }
    return applyChanges(isChanged ? session : agreed, organisation, { facts, plan, options, purpose })
  })
}

/** A release alone changes what every host keeps of the organisation. */
function isWork({ topology }: Organisation, plan: Plan): boolean {
  return partForRun(plan, topology).nodes.length > 0
}

function needsOf({ command, options, target }: How, { files }: ReleaseFiles) {
  return {
    artifacts: true,
    command,
    files: { ...files, from: `org.yaml (${target.name})` },
    ...turnsIn(options),
  } satisfies Partial<Needs> & { command: string }
}
