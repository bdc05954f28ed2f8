import { openSync } from 'node:fs'
import { join } from 'node:path'
import { errnoOf } from '../lib/errno.js'
import { makeFolder, namesIn, writeFailed } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'

type Runs = Pick<OrganisationFolder, 'runs'>

/** `jsonl`: a journal. `output`: all that a command without a terminal has said. */
export type RunFileKind = 'jsonl' | 'output'

export interface RunFile {
  readonly path: string
  readonly kind: RunFileKind
  readonly command: string
}

/** Makes `runs/<UTC time>-<command>.<kind>`, mode 0600, open for appending. Throws `state.write-failed`. */
export function createRunFile(
  folder: Runs,
  { kind, command, startedAt }: { kind: RunFileKind; command: string; startedAt: Date },
): { path: string; file: number } {
  makeFolder(folder.runs)
  // Sorts by time, and is a file name everywhere.
  const name = `${startedAt.toISOString().replace(/[-:.]/g, '')}-${command.replace(/[^a-z0-9]+/gi, '-')}`
  for (let attempt = 1; ; attempt++) {
    const path = join(folder.runs, `${name}${attempt === 1 ? '' : `-${attempt}`}.${kind}`)
    try {
      return { path, file: openSync(path, 'ax', 0o600) }
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw writeFailed(path, error)
    }
  }
}

/** The newest first. */
export function listRunFiles(folder: Runs): RunFile[] {
  return namesIn(folder.runs)
    .flatMap((name) => {
      const [, time, command, attempt, kind] = NAME.exec(name) ?? []
      if (time === undefined || command === undefined || !isKind(kind)) return []
      return [{ path: join(folder.runs, name), kind, command, time, attempt: Number(attempt ?? 1) }]
    })
    .sort((a, b) => b.time.localeCompare(a.time) || b.attempt - a.attempt)
    .map(({ path, kind, command }) => ({ path, kind, command }))
}

const NAME = /^(\d{8}T\d{9}Z)-(.+?)(?:-(\d+))?\.(jsonl|output)$/

function isKind(kind: string | undefined): kind is RunFileKind {
  return kind === 'jsonl' || kind === 'output'
}
