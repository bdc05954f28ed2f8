import { dirname } from 'node:path'
import type { BUNDLE_CODES } from '../errors/codes/bundle.js'
import { InstallerError, type Problem, problem } from '../errors/problem.js'
import { errnoOf } from '../lib/errno.js'
import { shellQuote } from '../lib/text.js'

export type BundleCode = (typeof BUNDLE_CODES)[number]

/** A problem of a bundle or a file beside it, with its path as it is and as a shell word. */
export function bundleProblem(
  code: BundleCode,
  path: string,
  details: Problem['details'] = {},
  severity: Problem['severity'] = 'error',
): Problem {
  const names = { bundle: path, path, quoted: shellQuote(path), quotedFolder: shellQuote(dirname(path)) }
  return problem(code, { ...names, ...details }, { file: path }, severity)
}

export function bundleFault(
  code: BundleCode,
  path: string,
  details: Problem['details'] = {},
  cause?: unknown,
): InstallerError {
  return new InstallerError(bundleProblem(code, path, details), { cause })
}

/** To catch with: throws `bundle.unreadable` for what the file system refused, and anything else as it is. */
export const orUnreadable = refused('bundle.unreadable', { ENOENT: 'bundle.not-there' })

/** To catch with: throws `bundle.write-failed` for what the file system refused, and anything else as it is. */
export const orUnwritable = refused('bundle.write-failed', { EFBIG: 'bundle.file-too-large' })

function refused(code: BundleCode, better: Readonly<Record<string, BundleCode>>) {
  return (path: string) =>
    (error: unknown): never => {
      const reason = errnoOf(error)
      if (reason === undefined) throw error
      const known = better[reason]
      throw known ? bundleFault(known, path, {}, error) : bundleFault(code, path, { reason }, error)
    }
}

/** At most this many names are listed; more tell nothing more. */
const LISTED = 12

/** Names one to a line, indented; of many the first ones and how many more there are. */
export function listed(names: readonly string[]): string {
  const rest = names.length - LISTED
  const lines = names.slice(0, LISTED).map((name) => `  ${quotedName(name)}`)
  return [...lines, ...(rest > 0 ? [`  … +${rest}`] : [])].join('\n')
}

/** A name that somebody else chose, so that it can't pass for further lines of a sentence. */
export function quotedName(name: string): string {
  return /\p{Cc}/u.test(name) ? JSON.stringify(name) : name
}
