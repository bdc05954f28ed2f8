import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { fault, InstallerError, type Problem, problem } from '../errors/problem.js'
import { type RunningProcess, runningProcess } from '../events/record-line.js'
import { shellQuote } from '../lib/text.js'
import { type Draft, draft } from '../wizard/draft.js'
import { makeFolder, namesIn, parsedAs, readIfThere } from './files.js'
import { isAlive, thisProcess } from './process-identity.js'
import { writeAtomically } from './write-atomically.js'

/** Answers of the wizard that are not installed yet, one file each below `drafts/` of the state directory. */
export interface Drafts {
  /** The newest first. A file that can't be read is moved aside and told; one that is open elsewhere is left out. */
  readonly list: () => { readonly drafts: readonly SavedDraft[]; readonly problems: readonly Problem[] }
  /** Throws `state.draft-missing`, `state.draft-newer`, `state.draft-damaged`. */
  readonly read: (id: string) => SavedDraft & { readonly isOpenElsewhere: boolean }
  /** `wrote`: the folder that these answers were written to. Throws `state.write-failed`. */
  readonly save: (draft: Draft, at: Date, wrote?: string) => void
  readonly forget: (id: string) => void
  /** Where host keys that were confirmed for a draft lie until it has a folder. */
  readonly knownHosts: (id: string) => string
}

export interface SavedDraft {
  readonly draft: Draft
  /** UTC, ISO 8601. */
  readonly savedAt: string
  /** The folder that these answers came from or were written to. */
  readonly wrote?: string
}

const savedFile = z.strictObject({
  version: z.literal(1),
  savedAt: z.iso.datetime(),
  /** The program that has it open: nobody else offers it. */
  by: runningProcess,
  wrote: z.string().exactOptional(),
  draft,
})

export function openDrafts(stateDirectory: string): Drafts {
  const directory = join(stateDirectory, 'drafts')
  const pathOf = (id: string) => join(directory, `${safe(id)}.json`)
  const knownHosts = (id: string) => join(directory, `${safe(id)}.known_hosts`)
  return {
    list: () => listAll(directory),
    read: (id) => {
      const path = pathOf(id)
      const saved = read(path)
      if (saved === undefined) throw fault('state.draft-missing', { path }, { file: path })
      return { ...saved, isOpenElsewhere: isOpenElsewhere(saved.by) }
    },
    save: (draft, at, wrote) => {
      makeFolder(directory)
      const content = { version: 1, savedAt: at.toISOString(), by: thisProcess(), wrote, draft }
      writeAtomically(pathOf(draft.id), `${JSON.stringify(content)}\n`, 0o600)
    },
    forget: (id) => {
      for (const path of [pathOf(id), knownHosts(id)]) rmSync(path, { force: true })
    },
    knownHosts,
  }
}

function listAll(directory: string): ReturnType<Drafts['list']> {
  const found: (SavedDraft & { readonly by: RunningProcess })[] = []
  const problems: Problem[] = []
  for (const name of namesIn(directory).filter((one) => one.endsWith('.json'))) {
    try {
      const saved = read(join(directory, name))
      // It may have been forgotten by another program since the folder was read.
      if (saved !== undefined && !isOpenElsewhere(saved.by)) found.push(saved)
    } catch (error) {
      if (!(error instanceof InstallerError)) throw error
      problems.push(...error.problems)
    }
  }
  return { drafts: found.sort((a, b) => b.savedAt.localeCompare(a.savedAt)), problems }
}

/** One of another machine that shares this folder can't be asked. */
function isOpenElsewhere(by: RunningProcess): boolean {
  return by.pid !== process.pid && isAlive(by) === true
}

function read(path: string): (SavedDraft & { readonly by: RunningProcess }) | undefined {
  const text = readIfThere(path)
  if (text === undefined) return undefined
  return parsedAs(text, savedFile, (reason, data) =>
    isNewer(data)
      ? new InstallerError(problem('state.draft-newer', { path }, { file: path }, 'warning'))
      : damaged(path, reason),
  )
}

/** Moved aside, so that it is told once and stays for whoever wants to look into it. */
function damaged(path: string, reason: string): InstallerError {
  const aside = `${path}.damaged`
  try {
    renameSync(path, aside)
  } catch {
    // Then it stays where it is, and is told again next time.
  }
  const details = { path, aside, quoted: shellQuote(aside), reason }
  return new InstallerError(problem('state.draft-damaged', details, { file: aside }, 'warning'))
}

/** Whatever a later version of this program has written is kept for it. */
function isNewer(data: unknown): boolean {
  const isAbove = (part: unknown, version: number) => Number(piece(part, 'version')) > version
  return (
    isAbove(data, savedFile.shape.version.value) || isAbove(piece(data, 'draft'), draft.shape.version.value)
  )
}

function piece(data: unknown, key: string): unknown {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, key)
    ? Reflect.get(data, key)
    : undefined
}

/** Ids come from this program, but also from files that anybody can edit. */
function safe(id: string): string {
  return id.replace(/[^A-Za-z0-9-]/g, '_')
}
