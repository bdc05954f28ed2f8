import type { Problem } from '../../errors/problem.js'
import { InstallerError, problem, problemsOf } from '../../errors/problem.js'
import type { RecordHead } from '../../facts/record.js'
import type { OrganisationRecord } from '../../record/record.js'
import type { GatherResult } from '../../runner/engine.js'
import { conflictText } from '../../ui/conflict-text.js'
import { differenceText, diffLines } from '../../ui/difference-text.js'
import { whenOf, whoOf } from '../../ui/record-text.js'
import { printable } from '../../ui/text.js'
import type { FolderFiles } from '../organisation/take-over.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Session } from '../program/session.js'
import { showProblems } from '../terminal/show-problems.js'
import type { LeftBehind } from './find-theirs.js'
import type { FileConflict } from './merge-files.js'

interface Found {
  readonly host: string
  readonly record: OrganisationRecord
}

/** Hosts that did not answer may have something newer. Where none did, that is all there is to tell. */
export async function tellSilent(
  session: Session,
  { facts, problems }: GatherResult,
  found: readonly Problem[],
): Promise<void> {
  if (Object.keys(facts).length === 0 && problems.length > 0) throw new InstallerError(problems)
  await showProblems(session, [
    ...problems.map((one) => ({ ...one, severity: 'warning' as const })),
    ...found,
  ])
}

export function tellNothing(
  { say, print, emit }: Session,
  { applied, seen, from }: { applied?: RecordHead | undefined; seen: object; from?: string | undefined },
): ExitCode {
  emit({ type: 'pulled', result: 'nothing-newer', generation: applied?.generation })
  if (Object.keys(seen).length === 0) print(say('pull.no-record'))
  else if (from !== undefined) print(say('pull.known', { host: from }))
  else print(say('pull.nothing', { generation: applied?.generation ?? 0 }))
  return EXIT.done
}

export function tellFound({ print, say, emit }: Session, { host, record: { head } }: Found): void {
  const { generation, user, machine, at, program } = head
  emit({ type: 'found', host, generation, user, machine, at, program })
  print(say('pull.found', { host, ...valuesOf(head) }), '')
}

/** Both files in each other's place at once: nothing is lost any more by replacing what is there. */
export function tellContained({ print, say, emit }: Session, { host, record: { head } }: Found): ExitCode {
  emit({ type: 'pulled', result: 'contained', generation: head.generation })
  print(say('pull.contained', { host, ...valuesOf(head) }))
  return EXIT.done
}

/** What changes in org.yaml and a release file of one's own, as lines; whether anything does. */
export function showChanges(session: Session, mine: FolderFiles, files: FolderFiles): boolean {
  const { print, emit, paint } = session
  const before = mine.release?.path === files.release?.path ? mine.release?.text : undefined
  const own = files.release?.isHere
    ? []
    : [[files.release?.path ?? '', before ?? '', files.release?.text ?? '']]
  const all = [['org.yaml', mine.file, files.file], ...own]
  let isChanged = false
  for (const [name = '', from = '', to = ''] of all) {
    const lines = diffLines(from, to)
    if (lines.length === 0) continue
    isChanged = true
    emit({ type: 'difference', file: name, lines })
    const painted = lines.map((line) =>
      line.startsWith('+') ? paint('added', line) : line.startsWith('-') ? paint('removed', line) : line,
    )
    print(printable(name), ...painted, '')
  }
  return isChanged
}

/** Each place where both have changed the same, with the ways out. */
export function conflictProblem(
  { say, emit }: Session,
  { host, record: { head } }: Found,
  files: readonly FileConflict[],
): InstallerError {
  for (const { name, conflicts } of files)
    for (const conflict of conflicts) emit({ type: 'conflict', file: name, ...conflict })
  const output = files.flatMap(({ name, texts, conflicts }) =>
    conflicts.length > 0 ? conflictText(conflicts, name, say) : differenceText(texts, name, say),
  )
  const details = { from: host, organisation: head.organisation, ...valuesOf(head) }
  return new InstallerError({ ...problem('record.both-changed', details, { host }), output })
}

/** Each alone is right, and both in one are not. */
export function unfitTogether({ host, record: { head } }: Found, error: unknown): InstallerError {
  const details = { from: host, organisation: head.organisation, ...valuesOf(head) }
  return new InstallerError([problem('record.unfit-together', details, { host }), ...problemsOf(error)])
}

interface Done {
  readonly changed: readonly string[]
  /** Something of the folder's own is in it. */
  readonly isMerged: boolean
  readonly hasSecrets: boolean
  /** What hosts keep besides. */
  readonly left: readonly LeftBehind[]
}

export function tellDone(
  session: Session,
  head: RecordHead,
  { changed, isMerged, hasSecrets, left }: Done,
): void {
  const { print, say, emit, paint, shortPath } = session
  emit({ type: 'pulled', result: 'taken-over', generation: head.generation, changed, merged: isMerged })
  print(paint('done', say('pull.done', valuesOf(head))))
  print(...changed.map((path) => `  ${shortPath(path)}`))
  if (hasSecrets) print(say('pull.secrets'))
  if (isMerged) print(say('pull.yours-left'))
  for (const { hosts, head: other, isOwn } of left) {
    const [host = ''] = hosts
    const values = { hosts: hosts.join(', '), host, ...valuesOf(other) }
    emit({ type: 'left', hosts, generation: other.generation, isOwn })
    print(paint('warning', say(isOwn ? 'pull.left-own' : 'pull.left', values)))
  }
}

function valuesOf(head: RecordHead) {
  return { generation: head.generation, by: whoOf(head), at: whenOf(head) }
}
