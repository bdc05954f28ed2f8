import { closeSync, writeSync } from 'node:fs'
import { InstallerError, type Problem } from '../errors/problem.js'
import { jsonLine } from '../lib/unseen.js'
import { writeFailed } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { createRunFile } from './run-files.js'

/** The record of one command that runs plans: a line of JSON for each thing told, in the file before `append` returns. */
export interface Journal {
  readonly path: string
  /** Never throws: a run that is under way must not stop because its journal can't be written. */
  readonly append: (line: { readonly type: string }) => void
  /** What kept the journal from being complete; tell it at the end of the run. */
  readonly problem: () => Problem | undefined
  readonly close: () => void
}

/** Starts `runs/<UTC time>-<command>.jsonl`, mode 0600. Throws `state.write-failed`. */
export function openJournal(
  folder: Pick<OrganisationFolder, 'runs'>,
  { command, startedAt }: { command: string; startedAt: Date },
): Journal {
  const { path, file } = createRunFile(folder, { kind: 'jsonl', command, startedAt })
  let failure: Problem | undefined
  let isOpen = true
  return {
    path,
    append: (line) => {
      if (failure !== undefined || !isOpen) return
      try {
        writeWhole(file, jsonLine(line))
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
