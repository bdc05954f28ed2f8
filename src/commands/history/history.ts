import { LAST_GENERATION } from '../../facts/record.js'
import { explain } from '../../i18n/explain.js'
import type { RecordBody } from '../../record/record.js'
import type { GatherResult } from '../../runner/engine.js'
import { readApplied } from '../../state/applied-record.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { signWith } from '../../state/sign.js'
import { diffLines } from '../../ui/difference-text.js'
import { whenOf, whoOf } from '../../ui/record-text.js'
import { table } from '../../ui/table.js'
import { printable } from '../../ui/text.js'
import type { Organisation } from '../organisation/organisation.js'
import { gatherFacts, withOrganisation } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { countIn } from '../program/option.js'
import type { Call, Session } from '../program/session.js'
import { readSecrets } from '../secrets/read-secrets.js'
import { showProblems } from '../terminal/show-problems.js'
import { type AppliedState, changesBetween, type GenerationChanges, stateOf } from './changes.js'
import { changesText } from './changes-text.js'
import {
  generationGone,
  type KeptGeneration,
  type KeptGenerations,
  readGenerations,
} from './read-generations.js'

/** What was applied when, by whom, and what it changed: of all generations that are kept, or all of one. */
export async function history(session: Session, { words: [given], options }: Call): Promise<ExitCode> {
  const generation = countIn('GENERATION', given, 1, LAST_GENERATION)
  if (options.runs === true) {
    const { showRuns } = await import('./runs.js')
    return showRuns(session, generation)
  }
  // Without them nothing could be verified.
  const sign = signWith((await readSecrets(session, organisationFolder(session.file).secrets)).salt)
  const needs = { artifacts: false, lock: false, command: 'history' }
  return withOrganisation(session, needs, async (organisation) => {
    const gathered = await gatherFacts(session, organisation)
    const { stop } = session.world.interrupts
    const { facts } = gathered
    const onHosts = await readGenerations(organisation, { facts, sign, signal: stop })
    const kept = onHosts?.generations ?? inFolder(organisation)
    const told = await withChanges(kept, session.world.presetsDirectory)
    tellSource(session, organisation, gathered, onHosts)
    if (generation === undefined) showAll(session, told)
    else showOne(session, organisation, oneOfThem(generation, told, onHosts?.host))
    tellFolder(session, organisation, onHosts)
    await showProblems(session, gathered.problems)
    return onHosts === undefined && gathered.problems.length > 0 ? EXIT.failed : EXIT.done
  })
}

/** What the folder itself has applied or taken over last: it signed that, or has verified it. */
function inFolder({ folder }: Organisation): readonly KeptGeneration[] {
  const record = readApplied(folder)
  return record === undefined ? [] : [{ generation: record.head.generation, record }]
}

/** A generation with what it changed. */
interface ToldGeneration {
  readonly kept: KeptGeneration
  readonly before?: { readonly generation: number; readonly body: RecordBody }
  /** Undefined where nobody knows what was before. */
  readonly changes?: GenerationChanges
}

/** Each beside the newest before it that can be trusted. */
async function withChanges(
  kept: readonly KeptGeneration[],
  presetsDirectory: string,
): Promise<readonly ToldGeneration[]> {
  const told: ToldGeneration[] = []
  let before: { readonly generation: number; readonly state: AppliedState } | undefined
  for (const one of kept.toReversed()) {
    const { generation, record } = one
    if (record === undefined) {
      told.unshift({ kept: one })
      continue
    }
    const state = await stateOf(record.body, presetsDirectory)
    const compared = before && {
      before: { generation: before.generation, body: before.state.body },
      changes: changesBetween(before.state, state),
    }
    told.unshift({ kept: one, ...compared })
    before = { generation, state }
  }
  return told
}

/** Unknown is unknown: who did not answer may have a newer one. */
function tellSource(
  { say, note, emit, shortPath }: Session,
  { folder }: Organisation,
  { facts, problems }: GatherResult,
  onHosts: KeptGenerations | undefined,
): void {
  const silent = problems.flatMap(({ severity, where: { host } }) =>
    severity === 'error' && host !== undefined ? [host] : [],
  )
  emit({ type: 'history-source', host: onHosts?.host, silent })
  if (onHosts !== undefined) note(say('history.from', { host: onHosts.host }))
  else if (Object.keys(facts).length > 0) note(say('history.no-record', { path: shortPath(folder.applied) }))
  else note(say('history.no-host', { path: shortPath(folder.applied) }))
  if (onHosts !== undefined && silent.length > 0) note(say('history.silent', { hosts: silent.join(', ') }))
}

function showAll(session: Session, told: readonly ToldGeneration[]): void {
  const { say, print, paint, width } = session
  for (const one of told) session.emit(asJson(one))
  if (told.length === 0) {
    print(say('history.nothing'))
    return
  }
  const columns = [
    { title: say('history.generation'), align: 'right' as const },
    { title: say('history.when') },
    { title: say('history.who') },
    { title: say('history.version') },
    { title: say('history.changed') },
  ]
  const rows = told.map((one) => {
    const { generation, record } = one.kept
    const changed = changedText(session, one)
    if (record === undefined)
      return [String(generation), '', '', '', { text: changed, meaning: 'failed' as const }]
    const { head } = record
    return [String(generation), whenOf(head), whoOf(head), printable(head.program), changed]
  })
  print(...table(columns, rows, { paint, width }), '')
}

function asJson({ kept, before, changes }: ToldGeneration) {
  const { generation, record } = kept
  if (record === undefined) return { type: 'generation', generation, trouble: kept.trouble.code }
  const { at, user, machine, program } = record.head
  return { type: 'generation', generation, at, user, machine, program, since: before?.generation, changes }
}

/** All of it: what it changed in words, then the lines. */
function showOne(session: Session, { folder }: Organisation, told: ToldGeneration): void {
  const { say, print, paint, emit, shortPath } = session
  const { kept, before } = told
  const { record, generation } = kept
  if (record === undefined) {
    emit(asJson(told))
    print(paint('failed', changedText(session, told)))
    return
  }
  const { head, body } = record
  const isFirst = body.earlier.length === 0
  const difference = before || isFirst ? diffLines(before?.body.file ?? '', body.file) : undefined
  const release =
    before === undefined ? [] : diffLines(before.body.release?.text ?? '', body.release?.text ?? '')
  emit({ ...asJson(told), difference, releaseDifference: release.length > 0 ? release : undefined })
  const values = { generation, at: whenOf(head), by: whoOf(head), program: printable(head.program) }
  print(paint('strong', say('history.one', values)), changedText(session, told), '')
  if (difference !== undefined && difference.length > 0)
    print(shortPath(folder.topology), ...difference.map((line) => painted(line, paint)), '')
  if (release.length > 0)
    print(printable(body.release?.path ?? ''), ...release.map((line) => painted(line, paint)), '')
}

function painted(line: string, paint: Session['paint']): string {
  return line.startsWith('+') ? paint('added', line) : line.startsWith('-') ? paint('removed', line) : line
}

function changedText({ say, language }: Session, { kept, before, changes }: ToldGeneration): string {
  const { generation, record } = kept
  if (record === undefined) return printable(explain(kept.trouble, language).what)
  if (changes === undefined || before === undefined)
    return say(record.body.earlier.length === 0 ? 'history.first' : 'history.unknown')
  const text = changesText(changes, say)
  return before.generation === generation - 1
    ? text
    : say('history.since', { since: before.generation, text })
}

/** Throws `record.generation-gone`. */
function oneOfThem(generation: number, told: readonly ToldGeneration[], host?: string): ToldGeneration {
  const found = told.find(({ kept }) => kept.generation === generation)
  if (found === undefined)
    throw generationGone(
      generation,
      told.map(({ kept }) => kept.generation),
      host,
    )
  return found
}

function tellFolder(
  { say, print }: Session,
  { folder }: Organisation,
  onHosts: KeptGenerations | undefined,
): void {
  const known = readApplied(folder)?.head.generation
  const newest = onHosts?.generations.find(({ record }) => record !== undefined)?.generation
  if (newest === undefined || newest === known) return
  print(
    known === undefined ? say('history.folder-none', { newest }) : say('history.folder', { known, newest }),
  )
}
