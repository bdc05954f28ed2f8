import { partForRun } from '../../planner/make-plan.js'
import type { Facts } from '../../runner/engine.js'
import { changeIsDone } from '../../state/first-backup.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { leftBehind } from '../organisation/left-behind.js'
import type { Organisation } from '../organisation/organisation.js'
import { ownFiles } from '../organisation/own-files.js'
import { readOrganisationOf } from '../organisation/read-organisation-of.js'
import { generationIn, overwriteIn, removalIn } from '../organisation/record.js'
import { lookAtAll, tellByHand, tellRotation, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { optionsExclude } from '../program/option.js'
import type { Call, Session } from '../program/session.js'
import { turnsIn } from '../run/turns.js'
import { showInBrief } from '../terminal/show-problems.js'
import { tellBundle, tellKitsLeft } from './tell-end.js'

/** Install, resume, repair, reconfigure, scale out: makes the hosts as the file says, and proves it. */
export async function apply(session: Session, { options }: Call): Promise<ExitCode> {
  const generation = generationIn(options)
  if (generation !== undefined) {
    if (options.overwrite !== undefined) throw optionsExclude('--generation', '--overwrite')
    const { applyFormer } = await import('../undo/undo.js')
    return applyFormer(session, { command: 'apply', options, generation })
  }
  if (options.backup === true) {
    const [{ backupApplied }, { backupFirst }] = await Promise.all([
      import('../backup/backup.js'),
      import('../backup/backup-first.js'),
    ])
    const { release } = await readOrganisationOf(session)
    const wanted = ownFiles(organisationFolder(session.file), release)
    const code = await backupFirst(session, wanted, (onSaved) => backupApplied(session, options, onSaved))
    if (code !== EXIT.done) return code
  }
  const needs = {
    artifacts: true,
    lock: true,
    wait: options.wait === true,
    command: 'apply',
    ...removalIn(options),
    ...overwriteIn(options),
    ...turnsIn(options),
  }
  return withOrganisation(session, needs, async (organisation) => {
    const { facts: seen, problems } = await lookAtAll(session, organisation)
    const facts = await withDrift(session, organisation, seen, options)
    await showInBrief(session, problems)
    tellByHand(session, organisation)
    tellRotation(session, organisation)
    const plan = await organisation.engine.plan(facts)
    if (partForRun(plan, organisation.topology).nodes.length > 0) {
      // What makes changes and shows them is a fifth of what is loaded, and not needed where nothing is to do.
      const { applyChanges } = await import('./apply-changes.js')
      return applyChanges(session, organisation, { facts, plan, options })
    }
    const isLeft = plan.nodes.length > 0 || organisation.carried.some(({ last }) => last === undefined)
    await showInBrief(session, leftBehind(organisation, facts))
    if (plan.nodes.length === 0) {
      finishRotation(session, organisation)
      changeIsDone(organisation.folder)
    }
    session.emit({ type: 'nothing-to-do' })
    session.print(session.say(isLeft ? 'by-hand.nothing-else' : 'plan.empty'))
    tellKitsLeft(session, organisation, plan)
    tellBundle(session, organisation)
    return EXIT.done
  })
}

/** With `--drift` also what only a look at its content shows to be changed. */
export async function withDrift(
  session: Session,
  organisation: Organisation,
  facts: Facts,
  { drift }: Call['options'],
): Promise<Facts> {
  if (drift !== true) return facts
  return (await import('../find-drift.js')).factsWithDrift(session, organisation, facts)
}

/** One that nothing has to prove may be all over the hosts when it is cut off. */
function finishRotation({ print, say }: Session, { rotating }: Organisation): void {
  const names = rotating.current()?.changes.map(({ name }) => name)
  if (names === undefined) return
  rotating.write()
  rotating.proven()
  print(say('rotate.finished', { names: names.join(', ') }))
}
