import { closeSync, fstatSync, openSync } from 'node:fs'
import { fault, type InstallerError } from '../errors/problem.js'
import { errnoOf } from '../lib/errno.js'
import { shellQuote } from '../lib/text.js'
import { readText, unreadable } from './files.js'

/**
 * The text of a file that only its owner may touch; `undefined` when there is none. Pipes are fine. Throws
 * `state.secrets-open-to-others` before a byte is read, or `state.file-unreadable`.
 */
export function readPrivateFile(path: string): string | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw unreadable(path, error)
  }
  try {
    const found = fstatSync(file)
    // Its mode is no matter then.
    if (found.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR', syscall: 'read' })
    const mode = found.mode & 0o777
    if ((mode & 0o077) !== 0) throw openToOthers(path, mode)
    return readText(path, file)
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    closeSync(file)
  }
}

/** The same of a file that has to be there. */
export function requirePrivateFile(path: string): string {
  const content = readPrivateFile(path)
  if (content !== undefined) return content
  throw unreadable(path, Object.assign(new Error(), { code: 'ENOENT', syscall: 'open' }))
}

function openToOthers(path: string, mode: number): InstallerError {
  const details = { path, mode: mode.toString(8).padStart(4, '0'), quoted: shellQuote(path) }
  return fault('state.secrets-open-to-others', details, { file: path })
}

/**
 * A password from a file of mode 0600 (`--ssh-password-file`): its one line, without the newline at its end.
 * Spaces belong to the password.
 */
export function readSecretFile(path: string): string {
  const content = requirePrivateFile(path)
  const value = content.replace(/\r?\n$/, '')
  const details = { path, quoted: shellQuote(path) }
  if (value === '') throw fault('state.secret-file-empty', details, { file: path })
  if (/[\n\r\0]/.test(value)) {
    throw fault('state.secret-file-several-lines', details, { file: path })
  }
  return value
}
