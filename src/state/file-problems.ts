import { dirname } from 'node:path'
import { InstallerError, problem } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'

/** What a file system call reported, when that is what was thrown: `ENOSPC`. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** `state.write-failed` for what the file system refused; a bug stays what it is. */
export function writeFailed(path: string, error: unknown): unknown {
  const reason = errnoOf(error)
  if (reason === undefined) return error
  const details = { path, reason, quotedFolder: shellQuote(dirname(path)) }
  return new InstallerError(problem('state.write-failed', details, { file: path }), { cause: error })
}

/** `state.file-unreadable` for what the file system refused; a bug stays what it is. */
export function unreadable(path: string, error: unknown): unknown {
  const reason = errnoOf(error)
  if (reason === undefined) return error
  const details = { path, reason, quoted: shellQuote(path) }
  return new InstallerError(problem('state.file-unreadable', details, { file: path }), { cause: error })
}
