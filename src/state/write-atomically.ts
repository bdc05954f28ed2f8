import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { writeFailed } from './file-problems.js'

/**
 * Replaces a file so that readers, a crash and a power cut see the old or the new content, never a mixture.
 * A symbolic link stays one: its target is replaced. Throws `state.write-failed`.
 */
export function writeAtomically(path: string, content: string, mode: number): void {
  try {
    const target = targetOf(path)
    const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`
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
