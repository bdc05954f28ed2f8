import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { errnoOf } from '../lib/errno.js'
import type { Hooks } from '../topology/topology.js'
import { makeFolder, readIfThere, unreadable } from './files.js'
import type { OrganisationFolder } from './organisation-folder.js'
import { writeAtomically } from './write-atomically.js'

/**
 * Sums up what `hooks` of an org.yaml would run, 64 hex characters: the commands, and every file of the folder that one of
 * their words names. Throws `state.file-unreadable`.
 */
export function hooksDigest({ directory }: Pick<OrganisationFolder, 'directory'>, hooks: Hooks): string {
  const words = Object.entries(hooks).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const files = [...new Set(words.flatMap(([, command]) => command))].flatMap((word) => {
    const content = contentOf(directory, word)
    return content === undefined ? [] : [[word, content]]
  })
  return createHash('sha256')
    .update(JSON.stringify([words, files]))
    .digest('hex')
}

/** Whether the operator of this computer has confirmed them once. */
export function areKnown(stateDirectory: string, digest: string): boolean {
  return readIfThere(fileOf(stateDirectory, digest)) !== undefined
}

/** From now on they run. Throws `state.write-failed`. */
export function rememberHooks(
  stateDirectory: string,
  digest: string,
  what: { organisation: string; at: string },
): void {
  makeFolder(join(stateDirectory, 'hooks'))
  writeAtomically(fileOf(stateDirectory, digest), `${JSON.stringify({ version: 1, ...what })}\n`, 0o600)
}

function fileOf(stateDirectory: string, digest: string): string {
  return join(stateDirectory, 'hooks', `${digest}.json`)
}

/** A script is not larger. Of what is, the rest counts by its size and its time. */
const READ_BYTES = 8 * 1024 * 1024

/** Of a file in the folder or near it; programs of this computer no org.yaml brings along. */
function contentOf(directory: string, word: string): string | undefined {
  const path = resolve(directory, word)
  if (word === '' || (isAbsolute(word) && /^\.\.([/\\]|$)/.test(relative(directory, path)))) return undefined
  let file: number | undefined
  try {
    file = openSync(path, 'r')
    const { size, mtimeMs } = fstatSync(file)
    const buffer = Buffer.alloc(Math.min(size, READ_BYTES))
    readSync(file, buffer, 0, buffer.length, 0)
    const sum = createHash('sha256').update(buffer).digest('hex')
    return size > READ_BYTES ? `${sum} ${size} ${mtimeMs}` : sum
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(errnoOf(error) ?? '')) return undefined
    throw unreadable(path, error)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
