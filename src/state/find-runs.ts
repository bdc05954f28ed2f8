import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { parseRecordLine, type RecordLine, type RunningProcess } from '../events/record-line.js'
import { errnoOf } from '../lib/errno.js'
import { unreadable } from './files.js'
import { readLock } from './lock.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { isAlive } from './process-identity.js'
import { listRunFiles, type RunFile } from './run-files.js'

/** A command that ran a plan in this organisation, or runs it now. */
export interface FoundRun extends RunFile {
  /** Absent when the process has not come to say so. */
  readonly begun?: RunningProcess & { readonly at: string; readonly pauses?: true }
  readonly isAlive: boolean
  /** What its process ended with; absent while it runs, and when it was killed. */
  readonly exitCode?: number
  readonly endedAt?: string
}

/** Somebody who works on the organisation, at what, and since when (UTC, ISO 8601). */
export interface Working extends RunningProcess {
  readonly command: string
  readonly since: string
}

/** Who holds the lock; else who has begun and not got to it yet, or is about to end. */
export function whoWorks(folder: Pick<OrganisationFolder, 'runs' | 'lock'>): Working | undefined {
  const holder = readLock(folder)
  if (holder !== undefined) return holder
  const run = findRuns(folder).find((one) => one.isAlive)
  return run?.begun && { ...run.begun, command: run.command, since: run.begun.at }
}

const MOST_FILES = 20

/** The newest first, not all that there are. A process that has both an output and a journal is told by its output. */
export function findRuns(folder: Pick<OrganisationFolder, 'runs' | 'lock'>): FoundRun[] {
  const found = listRunFiles(folder)
    .slice(0, MOST_FILES)
    .map((file) => lookInto(file, folder))
  const outputs = found.filter(({ kind }) => kind === 'output')
  return found.filter((run) => run.kind === 'output' || !outputs.some((output) => isSame(output, run)))
}

/** The file of the command that a process carries out; `undefined` while it has not begun one. */
export function runOf(
  folder: Pick<OrganisationFolder, 'runs' | 'lock'>,
  process: RunningProcess,
): FoundRun | undefined {
  return findRuns(folder).find(({ begun }) => begun !== undefined && isSameProcess(begun, process))
}

function isSameProcess(one: RunningProcess, other: RunningProcess): boolean {
  return one.pid === other.pid && one.host === other.host && one.processStart === other.processStart
}

/** Whether a process still works: of another machine's, only the lock tells. */
export function isAtWork(folder: Pick<OrganisationFolder, 'lock'>, process: RunningProcess): boolean {
  const alive = isAlive(process)
  if (alive !== undefined) return alive
  const holder = readLock(folder)
  return holder !== undefined && isSameProcess(holder, process)
}

/** A command that ran twice in one process id is told apart by its start; one that goes on has one journal. */
function isSame(one: FoundRun, other: FoundRun): boolean {
  return one.begun !== undefined && other.begun !== undefined && isSameProcess(one.begun, other.begun)
}

function lookInto(file: RunFile, folder: Pick<OrganisationFolder, 'lock'>): FoundRun {
  const { first, last } = endsOf(file.path)
  const begun = first?.type === 'begun' ? first : undefined
  const ended = last?.type === 'ended' ? last : undefined
  return {
    ...file,
    ...(begun === undefined ? {} : { begun: processOf(begun) }),
    isAlive: begun !== undefined && ended === undefined && isAtWork(folder, begun),
    ...(ended === undefined ? {} : { exitCode: ended.exitCode, endedAt: ended.at }),
  }
}

function processOf({
  at,
  pid,
  processStart,
  host,
  user,
  pauses,
}: RunningProcess & { at: string; pauses?: true }): NonNullable<FoundRun['begun']> {
  return {
    ...{ at, pid, host, user },
    ...(processStart === undefined ? {} : { processStart }),
    ...(pauses === undefined ? {} : { pauses }),
  }
}

/** Enough for the two lines, which are short; what is between them may be large. */
const LOOK_BYTES = 4 * 1024

function endsOf(path: string): { first?: RecordLine | undefined; last?: RecordLine | undefined } {
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const { size } = fstatSync(file)
    const [first = ''] = textOf(file, 0).split('\n', 1)
    const [last = ''] = textOf(file, Math.max(0, size - LOOK_BYTES))
      .split('\n')
      .slice(-2)
    return { first: parseRecordLine(first), last: parseRecordLine(last) }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return {}
    throw unreadable(path, error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function textOf(file: number, position: number): string {
  const buffer = Buffer.alloc(LOOK_BYTES)
  return buffer.toString('utf8', 0, readSync(file, buffer, 0, LOOK_BYTES, position))
}
