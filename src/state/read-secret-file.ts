import { InstallerError, problem } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { unreadable } from './file-problems.js'
import { readPrivateFile } from './read-private-file.js'

/**
 * A password from a file of mode 0600 (`--ssh-password-file`): its one line, without the newline at its end.
 * Spaces belong to the password.
 */
export function readSecretFile(path: string): string {
  const content = readPrivateFile(path)
  if (content === undefined) throw unreadable(path, Object.assign(new Error(), { code: 'ENOENT' }))
  const value = content.replace(/\r?\n$/, '')
  const details = { path, quoted: shellQuote(path) }
  if (value === '') throw new InstallerError(problem('state.secret-file-empty', details, { file: path }))
  if (/[\n\r\0]/.test(value)) {
    throw new InstallerError(problem('state.secret-file-several-lines', details, { file: path }))
  }
  return value
}
