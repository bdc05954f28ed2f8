import type { Code } from '../../errors/codes/index.js'
import { fault, InstallerError, type Problem, problem } from '../../errors/problem.js'
import type { Word } from '../../i18n/say.js'
import { planStopOfAll } from '../../planner/operate.js'
import type { PlanInput } from '../../planner/plan.js'
import {
  type HostRemoval,
  leftoversCommand,
  planRemoval,
  type RemovalOptions,
  removalList,
} from '../../planner/remove.js'
import type { Facts } from '../../runner/engine.js'
import { forgetApplied } from '../../state/applied-record.js'
import { removeRestoring } from '../../state/restoring.js'
import { instancePaths } from '../../topology/host-paths.js'
import { isByHand } from '../../topology/topology.js'
import { jobFor } from '../../transports/errand.js'
import { printable } from '../../ui/text.js'
import type { Organisation } from '../organisation/organisation.js'
import { lookAtAll, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { optionsExclude } from '../program/option.js'
import type { Call, Session } from '../program/session.js'
import { carryOut } from '../run/carry-out.js'
import { refuseFound, tellChangedPlan } from '../run/review.js'
import { confirmByName } from '../terminal/confirm-by-name.js'
import { showInBrief } from '../terminal/show-problems.js'
import { takeBackup } from './backup.js'

/** Removes the organisation from its hosts: the list first, a typed name, a backup, and a proof at the end. */
export function destroy(session: Session, { options }: Call): Promise<ExitCode> {
  const removal = { keepData: keepsData(options) }
  const needs = { artifacts: false, lock: true, wait: options.wait === true, command: 'destroy' }
  return withOrganisation(session, needs, async (organisation) => {
    const { say, print } = session
    const input = await lookForPlan(session, organisation)
    const list = removalList(input, removal)
    await tellOthers(session, organisation, input.facts, list)
    const away = awayFrom(organisation, input.facts)
    if (list.length === 0 && away.length > 0) return tellAway(session, organisation, away)
    if (list.length === 0) {
      session.emit({ type: 'nothing-to-do' })
      print(say('destroy.nothing', { organisation: organisation.topology.organisation }))
      return EXIT.done
    }
    const agreed = await agreedRemoval(session, organisation, input, { ...removal, confirm: options.confirm })
    const removed = removalList(agreed, removal)

    const stopped = await stopEverything(session, organisation, agreed)
    if (stopped !== undefined) return stopped
    await takeBackup(session, organisation, removed, agreed)
    const code = await carryOut(session, organisation, planRemoval(agreed, removal), 'destroy')
    if (code !== undefined) return code
    const proven = await proveRemoval(session, organisation, removed, { ...removal, isPart: away.length > 0 })
    // The folder still knows how they are reached.
    if (away.length > 0) return tellAway(session, organisation, away)
    if (!removal.keepData) forgetApplied(organisation.folder)
    removeRestoring(organisation.folder)
    return proven
  })
}

function keepsData(options: Call['options']): boolean {
  if (options.keepData === true && options.deleteData === true) {
    throw optionsExclude('--keep-data', '--delete-data')
  }
  return options.deleteData !== true
}

async function lookForPlan(session: Session, organisation: Organisation): Promise<PlanInput> {
  const { topology } = organisation
  const { facts: all } = await lookAtAll(session, organisation)
  const facts = Object.fromEntries(Object.entries(all).filter(([host]) => !isByHand(topology, host)))
  refuseUnseen(organisation, facts)
  refuseFound(organisation, facts, 'record.other-organisation', 'preflight.other-secrets')
  // What is not known here would be left behind.
  refuseFound(organisation, facts, 'record.newer', 'record.nothing-applied')
  return organisation.planInput(facts)
}

/** Hosts on which there is nothing of ours, since they are somebody else's. */
async function tellOthers(
  session: Session,
  { engine }: Organisation,
  facts: Facts,
  list: readonly HostRemoval[],
): Promise<void> {
  const found = engine.preflight(facts, []).filter(({ code }) => OF_OTHERS.includes(code))
  const theirs = found.filter(({ where }) => !list.some(({ host }) => host === where.host))
  await showInBrief(
    session,
    theirs.map((one) => ({ ...one, severity: 'warning' })),
  )
}

const OF_OTHERS: readonly Code[] = ['preflight.other-organisation', 'preflight.host-of-others']

/** Nothing can be proven of a host that did not answer. */
function refuseUnseen({ topology }: Organisation, facts: Facts): void {
  const unseen = topology.hosts.filter(({ name, byHand }) => byHand !== true && facts[name] === undefined)
  if (unseen.length === 0) return
  throw new InstallerError(unseen.map(({ name: host }) => problem('command.host-unseen', { host }, { host })))
}

/** Hosts that org.yaml no longer names, and that did not say what they have. */
function awayFrom({ topology: { former = [] } }: Organisation, facts: Facts): readonly string[] {
  return former.map(({ name }) => name).filter((name) => facts[name] === undefined)
}

function tellAway(session: Session, { topology }: Organisation, away: readonly string[]): ExitCode {
  const { say, print, paint } = session
  const { organisation } = topology
  session.emit({ type: 'not-removed', hosts: away })
  print(paint('failed', say('destroy.away', { hosts: away.join(', '), organisation })))
  return EXIT.failed
}

/** What is agreed to by name is what is removed: hosts that have changed while the list was read are shown and asked about again. */
async function agreedRemoval(
  session: Session,
  organisation: Organisation,
  shown: PlanInput,
  removal: RemovalOptions & { readonly confirm: unknown },
): Promise<PlanInput> {
  const { topology } = organisation
  showRemoval(session, organisation, removalList(shown, removal), removal)
  tellByHandStays(session, organisation)
  const away = awayFrom(organisation, shown.facts)
  if (away.length > 0) tellAway(session, organisation, away)
  await confirmByName(session, topology.organisation, removal.confirm, {
    question: 'destroy.confirm',
    again: removal.keepData ? 'destroy' : 'destroy --delete-data',
  })
  if (session.ask === undefined) return shown
  const now = await lookForPlan(session, organisation)
  const [before, after] = [planRemoval(shown, removal), planRemoval(now, removal)]
  if (before.digest === after.digest) return now
  if (removal.confirm !== undefined) {
    showRemoval(session, organisation, removalList(now, removal), removal)
    throw fault('run.plan-changed', { again: 'destroy' })
  }
  tellChangedPlan(session, before, after)
  return agreedRemoval(session, organisation, now, removal)
}

/** Databases go on running: they are dumped. */
async function stopEverything(session: Session, organisation: Organisation, input: PlanInput) {
  const plan = planStopOfAll(input)
  if (plan.nodes.length === 0) return undefined
  const code = await carryOut(session, organisation, plan, 'destroy')
  if (code !== undefined) session.note(session.say('destroy.left-stopped'))
  return code
}

/** Nothing connects to them, so that nothing is removed there either. */
function tellByHandStays({ say, print, paint }: Session, { topology, release, carried }: Organisation): void {
  for (const { host } of carried) {
    const units = topology.instances
      .filter((instance) => instance.host === host)
      .map((instance) => instancePaths({ topology, release, instance }).unit)
    const values = { host, units: units.join(' '), root: topology.installDirectory }
    print(paint('warning', say('by-hand.destroy', values)))
  }
}

/** The whole list, before anybody types a name. */
function showRemoval(
  session: Session,
  { folder, topology }: Organisation,
  list: readonly HostRemoval[],
  { keepData }: RemovalOptions,
): void {
  const { say, print, paint, emit } = session
  const { organisation } = topology
  for (const removal of list) {
    emit({ type: 'removal', ...removal })
    const { host, units, paths, receipts, databases, accounts, kept, keptDatabases, shared } = removal
    const entries = (kind: Word, names: readonly string[]) =>
      names.map((name) => `  ${say(kind)} ${printable(name)}`)
    print(
      paint('strong', say('destroy.removed', { host })),
      ...entries('kind.unit', units),
      ...entries('kind.write-file', paths),
      ...(receipts.length === 0
        ? []
        : [`  ${say('destroy.receipts', { count: receipts.length, organisation })}`]),
      ...entries('kind.sql', databases),
      ...entries('destroy.account', accounts),
    )
    const stays = [...entries('kind.write-file', kept), ...entries('kind.sql', keptDatabases)]
    if (stays.length > 0) print(paint('strong', say('destroy.kept', { host })), ...stays)
    if (shared !== undefined) {
      const others = shared.others.map(printable).join(', ')
      print(
        paint('warning', say('destroy.shared', { host, others, organisation })),
        ...entries('kind.unit', shared.units),
        ...entries('kind.write-file', shared.paths),
        ...entries('kind.sql', shared.databases),
        ...entries('destroy.account', shared.accounts),
      )
    }
    print('')
  }
  print(say('destroy.backup', { folder: folder.backups }))
  print(keepData ? say('destroy.keep-data') : paint('failed', say('destroy.delete-data')), '')
}

/** Asks every host for anything that is left, rather than trusting that the removal did its work. */
async function proveRemoval(
  session: Session,
  { engine, topology }: Organisation,
  list: readonly HostRemoval[],
  { keepData, isPart }: RemovalOptions & { readonly isPart: boolean },
): Promise<ExitCode> {
  const { say, print, paint, emit, world } = session
  session.tellStage('proving')
  const answers = await Promise.all(
    list.map(async (removal) => {
      const { host } = removal
      const transport = await engine.transport(host)
      const job = jobFor({ kind: 'leftovers', topology, removal }, leftoversCommand(topology, removal))
      const { output } = await transport.run(job, { raw: true, signal: world.interrupts.stop })
      return { host, left: output.split('\n').filter((line) => line.trim() !== '') }
    }),
  )
  const problems = answers.flatMap(({ host, left: output }): Problem[] => {
    const [what] = output
    if (what === undefined) return []
    return [{ ...problem('command.left-over', { what, count: output.length }, { host }), output }]
  })
  if (problems.length > 0) throw new InstallerError(problems)
  const values = { hosts: list.length, organisation: topology.organisation }
  const isShared = list.some(({ shared }) => shared !== undefined)
  const whole = keepData ? 'destroy.done.kept' : 'destroy.done'
  const proof = isShared ? 'destroy.done.shared' : isPart ? 'destroy.done.part' : whole
  print('', paint('done', say(proof, values)))
  if (isShared) print(say('destroy.shared-left'))
  emit({ type: 'done', command: 'destroy' })
  return EXIT.done
}
