import { InstallerError, problem } from '../errors/problem.js'
import type { PlanInput } from '../planner/plan.js'
import { type HostRemoval, type RemovalOptions, removalList } from '../planner/removal-list.js'
import { planRemoval } from '../planner/remove.js'
import { planStopOfAll } from '../planner/stop-all.js'
import type { Facts } from '../runner/engine.js'
import { isByHand } from '../topology/by-hand.js'
import { instancePaths } from '../topology/host-paths.js'
import { printable } from '../ui/printable.js'
import type { Call } from './call.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { guardBackup } from './guard-backup.js'
import { lookAtAll } from './look.js'
import type { Organisation } from './organisation.js'
import { outcomeCode } from './outcome-code.js'
import { proveRemoval } from './prove-removal.js'
import { refuseOthers } from './refuse-others.js'
import { runPlan } from './run-plan.js'
import { type Session, throwIfInterrupted } from './session.js'
import { showRemoval } from './show-removal.js'
import { takeBackup } from './take-backup.js'
import { withOrganisation } from './with-organisation.js'

/** Removes the organisation from its hosts: the list first, a typed name, a backup, and a proof at the end. */
export function destroy(session: Session, { options }: Call): Promise<ExitCode> {
  const removal = { keepData: keepsData(options) }
  const needs = { artifacts: false, lock: true, command: 'destroy' }
  return withOrganisation(session, needs, async (organisation) => {
    const { say, print } = session
    const input = await lookForPlan(session, organisation)
    const list = removalList(input, removal)
    if (list.length === 0) {
      session.emit({ type: 'nothing-to-do' })
      print(say('destroy.nothing', { organisation: organisation.topology.organisation }))
      return EXIT.done
    }
    showRemoval(session, organisation, list, removal)
    tellByHandStays(session, organisation)
    await confirmByName(session, organisation, options.confirm)
    const plan = planRemoval(await sameAsShown(session, organisation, input, removal), removal)

    const stopped = await stopEverything(session, organisation, input)
    if (stopped !== undefined) return stopped
    await guardBackup(session, organisation.topology.organisation, () =>
      takeBackup(session, organisation, list, input.facts),
    )
    const code = outcomeCode(await runPlan(session, organisation, plan, 'destroy'), session)
    if (code !== undefined) return code
    return proveRemoval(session, organisation, list, removal)
  })
}

function keepsData(options: Call['options']): boolean {
  if (options.keepData === true && options.deleteData === true) {
    const details = { option: '--keep-data', value: '--delete-data', allowed: '--keep-data | --delete-data' }
    throw new InstallerError(problem('command.invalid-option', details))
  }
  return options.deleteData !== true
}

async function lookForPlan(session: Session, organisation: Organisation): Promise<PlanInput> {
  const { topology } = organisation
  const { facts: all } = await lookAtAll(session, organisation)
  const facts = Object.fromEntries(Object.entries(all).filter(([host]) => !isByHand(topology, host)))
  refuseUnseen(organisation, facts)
  refuseOthers(organisation, facts)
  return organisation.planInput(facts)
}

/** Nothing can be proven of a host that did not answer. */
function refuseUnseen({ topology }: Organisation, facts: Facts): void {
  const unseen = topology.hosts.filter(({ name, byHand }) => byHand !== true && facts[name] === undefined)
  if (unseen.length === 0) return
  throw new InstallerError(unseen.map(({ name: host }) => problem('command.host-unseen', { host }, { host })))
}

/** `--yes` alone is not enough to remove an organisation. */
async function confirmByName(session: Session, { topology }: Organisation, given: unknown): Promise<void> {
  const { organisation } = topology
  if (given === undefined && session.ask === undefined) {
    throw new InstallerError(problem('command.needs-name', { organisation }))
  }
  const question = session.say('destroy.confirm', { organisation })
  const name = typeof given === 'string' ? given : ((await session.ask?.line(question)) ?? '')
  throwIfInterrupted(session)
  if (name.trim() === organisation) return
  const details = { given: printable(name.trim()) || '""', organisation, file: session.file }
  throw new InstallerError(problem('command.name-differs', details))
}

/** Reading the list takes time, in which hosts may change: then there is another list to read. */
async function sameAsShown(
  session: Session,
  organisation: Organisation,
  shown: PlanInput,
  removal: RemovalOptions,
): Promise<PlanInput> {
  if (session.ask === undefined) return shown
  const now = await lookForPlan(session, organisation)
  if (planRemoval(now, removal).digest === planRemoval(shown, removal).digest) return now
  const list: readonly HostRemoval[] = removalList(now, removal)
  showRemoval(session, organisation, list, removal)
  throw new InstallerError(problem('run.plan-changed'))
}

/** Databases go on running: they are dumped. */
async function stopEverything(
  session: Session,
  organisation: Organisation,
  input: PlanInput,
): Promise<ExitCode | undefined> {
  const plan = planStopOfAll(input)
  if (plan.nodes.length === 0) return undefined
  const code = outcomeCode(await runPlan(session, organisation, plan, 'destroy'), session)
  if (code !== undefined) session.note(session.say('destroy.left-stopped'))
  return code
}

/** Nothing connects to them, so that nothing is removed there either. */
function tellByHandStays({ say, print, paint }: Session, { topology, release, carried }: Organisation): void {
  for (const { host } of carried) {
    const units = topology.instances
      .filter((instance) => instance.host === host)
      .map((instance) => instancePaths(topology, release, instance).unit)
    const values = { host, units: units.join(' '), root: topology.installDirectory }
    print(paint('warning', say('by-hand.destroy', values)))
  }
}
