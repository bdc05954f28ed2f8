import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fault, InstallerError } from '../../errors/problem.js'
import type { RunEvent } from '../../events/run-event.js'
import { nearestOf } from '../../org-file/unknown-key.js'
import { partsOf } from '../../planner/backup/parts.js'
import { planBackup, standingStill } from '../../planner/backup/plan-backup.js'
import { planOperation } from '../../planner/operate.js'
import { readyNode } from '../../planner/phases/start.js'
import { judgeStarts } from '../../planner/would-return.js'
import { serviceOf } from '../../roles/index.js'
import type { Facts } from '../../runner/engine.js'
import { readApplied } from '../../state/applied-record.js'
import { namesIn } from '../../state/files.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { unitOf } from '../../topology/host-paths.js'
import { type Instance, instanceId } from '../../topology/topology.js'
import { COMMANDS } from '../command-ids.js'
import type { Needs, Organisation } from '../organisation/organisation.js'
import { gatherFacts, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { countIn } from '../program/option.js'
import type { Call, Session } from '../program/session.js'
import { carryOut } from '../run/carry-out.js'
import { refuseFound, showPlanInShort, tellFound } from '../run/review.js'
import { confirm } from '../terminal/ask.js'
import { showInBrief } from '../terminal/show-problems.js'
import { hostMeant } from './kept-there.js'
import { isOf, type Saved, saveBackup } from './save.js'

interface BackupOf extends Pick<Needs, 'files'> {
  readonly onSaved?: (saved: Saved) => void
}

/** All that an organisation is, in one sealed file. */
export function backup(
  session: Session,
  { words, options }: Call,
  { files, onSaved }: BackupOf = {},
): Promise<ExitCode> {
  const of = files === undefined ? {} : { files }
  const needs = { artifacts: false, lock: true, wait: options.wait === true, command: 'backup', ...of }
  const withData = options.withData === true
  const keep = countIn('--keep', options.keep, 1, 1000)
  refuseMistyped(words[0], session.world.workingDirectory)
  return withOrganisation(session, needs, async (organisation) => {
    const { say, print, paint, world } = session
    const { folder } = organisation
    const [given] = words
    const to = given === undefined ? folder.backups : resolve(world.workingDirectory, given)
    refuseRotation(organisation)
    const facts = await lookAtNeeded(session, organisation, withData)
    const input = organisation.planInput(facts)
    const parts = partsOf(input, { withData })
    if (parts.length === 0) throw fault('backup.nothing', { organisation: input.topology.organisation })
    const still = standingStill(input, parts)
    const plan = planBackup(input, { parts, still, whenSilent: () => 'fail' })
    const { topology } = organisation
    const evenSo = options.evenSo === true
    await tellFound(session, judgeStarts(plan, [], { topology, facts, reach: [], evenSo }))
    showPlanInShort(session, plan, organisation)
    if (still.length > 0) {
      print(say('backup.stands-still', { instances: still.map(instanceId).join(', ') }))
      if (!(await confirm(session, say('backup.confirm')))) {
        print(say('apply.declined'))
        return EXIT.failed
      }
    }
    // What is no folder is told of before anything stands still.
    namesIn(to)
    const away = howLongAway(still)
    const stopListening = organisation.listen(away.hear)
    const code = await carryOut(session, organisation, plan, 'backup')
    stopListening()
    if (code !== undefined) {
      await startAgain(session, organisation, still)
      return code
    }
    const saved = await saveBackup(session, organisation, { parts, withData, to })
    if (saved === undefined) throw fault('backup.nothing', { organisation: input.topology.organisation })
    onSaved?.(saved)
    if (keep !== undefined) removeOlder(session, to, topology.organisation, keep)
    for (const { instance, seconds } of away.told()) print(say('backup.was-away', { instance, seconds }))
    print(paint('done', say('backup.done')))
    session.emit({ type: 'done', command: 'backup' })
    return EXIT.done
  })
}

/** `backup lst` would make a backup into a folder of that name, and so would `backup h2:`. */
function refuseMistyped(given: string | undefined, directory: string): void {
  if (given === undefined || existsSync(resolve(directory, given))) return
  const host = hostMeant(given)
  if (host !== undefined) throw fault('backup.host-as-folder', { host })
  if (!/^\w+$/.test(given)) return
  const meant = nearestOf(given, COMMANDS_OF_BACKUP)
  if (meant !== undefined) throw fault('backup.mistyped', { given, meant })
}

const COMMANDS_OF_BACKUP = COMMANDS.flatMap((id) => (id.startsWith('backup ') ? [id.slice(7)] : []))

/** Before what org.yaml says by now: the organisation as it was applied last. */
export function backupApplied(
  session: Session,
  options: Call['options'],
  onSaved: (saved: Saved) => void,
): Promise<ExitCode> {
  const applied = readApplied(organisationFolder(session.file))
  if (applied === undefined) return backup(session, { words: [], options }, { onSaved })
  const { body, head } = applied
  const files = { file: body.file, release: body.release, from: `org.yaml (generation ${head.generation})` }
  return backup(session, { words: [], options }, { files, onSaved })
}

/** All but the last so many, by the time in their names. */
function removeOlder(session: Session, folder: string, organisation: string, keep: number): void {
  const all = namesIn(folder).filter((name) => isOf(name, organisation))
  for (const name of all.toSorted().toReversed().slice(keep)) {
    rmSync(join(folder, name), { force: true })
    session.print(session.say('backup.removed', { path: session.shortPath(join(folder, name)) }))
  }
}

/** Hosts that hold nothing of it may be away. */
async function lookAtNeeded(session: Session, organisation: Organisation, withData: boolean): Promise<Facts> {
  session.tellStage('looking')
  const { topology } = organisation
  const { facts, problems } = await gatherFacts(session, organisation, { settled: true })
  const isNeeded = (host: string | undefined) =>
    topology.instances.some(
      (instance) =>
        instance.host === host &&
        serviceOf(instance)
          .keep(instance)
          .some((one) => one.kind === 'database' || one.what === 'identity' || withData),
    )
  const missed = problems.filter(({ severity, where }) => severity === 'error' && isNeeded(where.host))
  if (missed.length > 0) throw new InstallerError(missed)
  await showInBrief(
    session,
    problems.map((one) => ({ ...one, severity: 'warning' })),
  )
  refuseFound(
    organisation,
    facts,
    'preflight.other-organisation',
    'preflight.host-of-others',
    'preflight.other-secrets',
  )
  await organisation.refuseNewer(facts)
  return facts
}

/** The secrets of one moment and the services of another would not fit. */
function refuseRotation({ rotating }: Organisation): void {
  const names = rotating.current()?.changes.map(({ name }) => name)
  if (names !== undefined) throw fault('backup.rotation-unfinished', { names: names.join(', ') })
}

/** A backup that failed half way leaves nothing stopped, as far as it can. */
async function startAgain(session: Session, organisation: Organisation, still: readonly Instance[]) {
  if (still.length === 0 || session.world.interrupts.abort.aborted) return
  const { facts } = await organisation.engine.gather({ settled: true })
  const plan = planOperation(organisation.planInput(facts), 'start', still)
  if (plan.nodes.length === 0) return
  session.note(session.say('backup.starting-again'))
  const { abort } = session.world.interrupts
  // Whoever stops the backup wants it to run all the same.
  const going = { ...session, world: { ...session.world, interrupts: { stop: abort, abort } } }
  await carryOut(going, organisation, plan, 'backup')
}

/** From the order to stop until it is ready again, by what happens in the run. */
function howLongAway(still: readonly Instance[]) {
  const begun = new Map<string, number>()
  const ended = new Map<string, number>()
  return {
    hear: (event: RunEvent) => {
      if (event.type !== 'started' && event.type !== 'succeeded') return
      for (const instance of still) {
        const id = instanceId(instance)
        if (event.type === 'started' && event.node === `${instance.host} unit:${unitOf(instance.name)}`)
          begun.set(id, Date.parse(event.at))
        if (event.type === 'succeeded' && event.node === readyNode(instance))
          ended.set(id, Date.parse(event.at))
      }
    },
    told: () =>
      [...ended].flatMap(([instance, at]) => {
        const from = begun.get(instance)
        return from === undefined ? [] : [{ instance, seconds: Math.max(1, Math.round((at - from) / 1000)) }]
      }),
  }
}
