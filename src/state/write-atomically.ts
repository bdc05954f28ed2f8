import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { errnoOf } from '../lib/errno.js'
import { makeFolders, writeFailed } from './files.js'

/**
 * Replaces a file so that readers, a crash and a power cut see the old or the new content, never a mixture.
 * A symbolic link stays one: its target is replaced. Throws `state.write-failed`.
 */
export function writeAtomically(path: string, content: string, mode: number): void {
  try {
    const target = targetOf(path)
    const temporary = temporaryFor(target)
    try {
      writeDurably(temporary, content, mode)
      renameSync(temporary, target)
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
    syncDirectory(dirname(target))
  } catch (error) {
    throw writeFailed(path, error)
  }
}

export interface NewFile {
  readonly path: string
  readonly content: string
  readonly mode: number
}

/**
 * Several files, and folders for them where there are none: all are written beside their places first, then take them in this
 * order. Where that fails or is cut off, later ones are as they were. Throws `state.write-failed`.
 */
export function writeTogether(files: readonly NewFile[]): void {
  const ready: { readonly temporary: string; readonly target: string }[] = []
  let at = ''
  try {
    for (const { path, content, mode } of files) {
      at = path
      makeFolders(dirname(path))
      const target = targetOf(path)
      const temporary = temporaryFor(target)
      ready.push({ temporary, target })
      writeDurably(temporary, content, mode)
    }
    for (const { temporary, target } of ready) {
      at = target
      renameSync(temporary, target)
      syncDirectory(dirname(target))
    }
  } catch (error) {
    throw writeFailed(at, error)
  } finally {
    for (const { temporary } of ready) rmSync(temporary, { force: true })
  }
}

/**
 * Makes a file with its whole content, or not at all; false when there is one already, which stays as it is. Of two
 * programs at once only one succeeds. Throws `state.write-failed`.
 */
export function createAtomically(path: string, content: string, mode: number): boolean {
  const temporary = temporaryFor(path)
  try {
    try {
      writeDurably(temporary, content, mode)
      linkSync(temporary, path)
    } finally {
      rmSync(temporary, { force: true })
    }
    syncDirectory(dirname(path))
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw writeFailed(path, error)
  }
}

function temporaryFor(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.tmp`
}

function targetOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function writeDurably(path: string, content: string, mode: number): void {
  const file = openSync(path, 'wx', mode)
  try {
    writeFileSync(file, content)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Windows can't: it opens no folder. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
