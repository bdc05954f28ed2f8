import { dirname } from 'node:path'
import type { ARTIFACT_CODES } from '../errors/codes/artifacts.js'
import { fault, type InstallerError } from '../errors/problem.js'
import { errnoOf } from '../lib/errno.js'
import { shellQuote } from '../lib/text.js'

type ArtifactCode = (typeof ARTIFACT_CODES)[number]

/** A problem of a file on this machine, with its path as it is and as a shell word. */
export function fileProblem(
  code: ArtifactCode,
  path: string,
  details: Readonly<Record<string, string | number>> = {},
  cause?: unknown,
): InstallerError {
  const all = { path, quoted: shellQuote(path), ...details }
  return fault(code, all, { file: path }, cause)
}

/** `artifact.unreadable` for what the file system refused; anything else stays what it is. */
export function unreadableArtifact(path: string, error: unknown): unknown {
  const reason = errnoOf(error)
  return reason === undefined ? error : fileProblem('artifact.unreadable', path, { reason }, error)
}

/** `artifact.cache-unwritable` for what the file system refused; anything else stays what it is. */
export function unwritable(path: string, error: unknown): unknown {
  const reason = errnoOf(error)
  const folder = shellQuote(dirname(path))
  if (reason === undefined) return error
  return fileProblem('artifact.cache-unwritable', path, { reason, quoted: folder }, error)
}
