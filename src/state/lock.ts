import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import * as z from 'zod'
import { fault } from '../errors/problem.js'
import { runningProcess } from '../events/record-line.js'
import { errnoOf } from '../lib/errno.js'
import { shellQuote } from '../lib/text.js'
import { unreadable, writeFailed } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { isAlive, thisProcess } from './process-identity.js'

const lockFile = z.strictObject({
  ...runningProcess.shape,
  since: z.iso.datetime(),
  command: z.string(),
})

/** Who works on an organisation, since when (UTC, ISO 8601), and at what. */
export type LockHolder = Readonly<z.infer<typeof lockFile>>

/** Held until `release`, or until this process ends: a lock of a dead process of this machine is taken over. */
export interface Lock {
  readonly release: () => void
}

/** Makes this process the only installer of the organisation. Throws `state.locked`, or `state.write-failed`. */
export function acquireLock(
  folder: Pick<OrganisationFolder, 'lock'>,
  { command, since }: { command: string; since: Date },
): Lock {
  const content = JSON.stringify({ ...thisProcess(), since: since.toISOString(), command })
  while (!create(folder.lock, content)) {
    const found = read(folder.lock)
    if (found === undefined) continue
    refuseIfHeld(folder.lock, found)
    removeIfStill(folder.lock, found)
  }
  return { release: () => removeIfStill(folder.lock, content) }
}

/** Who holds the lock now, as far as that can be told: nobody, when its process has died on this machine. */
export function readLock(folder: Pick<OrganisationFolder, 'lock'>): LockHolder | undefined {
  const content = read(folder.lock)
  return content === undefined ? undefined : holderIn(content)
}

/** A hard link appears with its whole content or not at all, and never over another file. */
function create(path: string, content: string): boolean {
  const prepared = beside(path)
  try {
    writeFileSync(prepared, content, { flag: 'wx', mode: 0o644 })
    linkSync(prepared, path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw writeFailed(path, error)
  } finally {
    rmSync(prepared, { force: true })
  }
}

/** A link is no lock of ours; followed, one that leads nowhere would be taken and there at once, for ever. */
function read(path: string): string | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW)
    try {
      return readFileSync(file, 'utf8')
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw unreadable(path, error)
  }
}

function refuseIfHeld(path: string, content: string): void {
  const holder = holderIn(content)
  if (holder === undefined) return
  const { pid, host, user, since, command } = holder
  throw fault('state.locked', { pid, host, user, since, command, quoted: shellQuote(path) }, { file: path })
}

function holderIn(content: string): LockHolder | undefined {
  const holder = parse(content)
  return holder === undefined || isAlive(holder) === false ? undefined : holder
}

/** Only a power cut leaves a lock that can't be read; then nobody holds it. */
function parse(content: string): LockHolder | undefined {
  try {
    return lockFile.safeParse(JSON.parse(content)).data
  } catch {
    return undefined
  }
}

/** Moves the file away before it is judged again, so that a lock taken by somebody else meanwhile is put back. */
function removeIfStill(path: string, content: string): void {
  if (read(path) !== content) return
  const aside = beside(path)
  try {
    renameSync(path, aside)
    if (readFileSync(aside, 'utf8') !== content) linkSync(aside, path)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'EEXIST') throw writeFailed(path, error)
  } finally {
    rmSync(aside, { force: true })
  }
}

function beside(path: string): string {
  return `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
}
