import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { InstallerError, type Problem } from '../errors/problem.js'
import type { RunEvent } from '../events/run-event.js'
import { errnoOf, writeFailed } from './file-problems.js'
import type { OrganisationFolder } from './organisation-folder.js'

/** The record of one run: a line of JSON per event, in the file before `append` returns. */
export interface Journal {
  readonly path: string
  /** Never throws: a run that is under way must not stop because its journal can't be written. */
  readonly append: (event: RunEvent) => void
  /** What kept the journal from being complete; tell it at the end of the run. */
  readonly problem: () => Problem | undefined
  readonly close: () => void
}

/** Starts `runs/<UTC time>-<command>.jsonl`, mode 0600. Throws `state.write-failed`. */
export function openJournal(
  folder: Pick<OrganisationFolder, 'runs'>,
  { command, startedAt }: { command: string; startedAt: Date },
): Journal {
  const { path, file } = create(folder.runs, `${compact(startedAt)}-${command.replace(/[^a-z0-9]+/gi, '-')}`)
  let failure: Problem | undefined
  let isOpen = true
  return {
    path,
    append: (event) => {
      if (failure !== undefined || !isOpen) return
      try {
        writeWhole(file, `${JSON.stringify(event)}\n`)
      } catch (error) {
        failure = problemOf(path, error)
      }
    },
    problem: () => failure,
    close: () => {
      if (isOpen) closeSync(file)
      isOpen = false
    },
  }
}

function create(directory: string, name: string): { path: string; file: number } {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw writeFailed(directory, error)
  }
  for (let attempt = 1; ; attempt++) {
    const path = join(directory, `${name}${attempt === 1 ? '' : `-${attempt}`}.jsonl`)
    try {
      return { path, file: openSync(path, 'ax', 0o600) }
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw writeFailed(path, error)
    }
  }
}

/** A write may take only a part of what it is given. */
function writeWhole(file: number, line: string): void {
  const bytes = Buffer.from(line)
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written)
}

function problemOf(path: string, error: unknown): Problem {
  const failed = writeFailed(path, error)
  const [first] = failed instanceof InstallerError ? failed.problems : []
  if (first === undefined) throw failed
  return { ...first, severity: 'warning' }
}

/** `20260131T235959123Z`: sorts by time, and is a file name everywhere. */
function compact(time: Date): string {
  return time.toISOString().replace(/[-:.]/g, '')
}
