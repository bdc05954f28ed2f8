import { existsSync, fstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type * as z from 'zod'
import { fault } from '../errors/problem.js'
import { errnoOf } from '../lib/errno.js'
import { shellQuote } from '../lib/text.js'

/** `state.write-failed` for what the file system refused; a bug stays what it is. */
export function writeFailed(path: string, error: unknown): unknown {
  const reason = errnoOf(error)
  if (reason === undefined) return error
  const details = { path, reason, quotedFolder: shellQuote(dirname(path)) }
  return fault('state.write-failed', details, { file: path }, error)
}

/** `state.file-unreadable` for what the file system refused; a bug stays what it is. */
export function unreadable(path: string, error: unknown): unknown {
  const reason = errnoOf(error)
  if (reason === undefined) return error
  return fault('state.file-unreadable', { path, reason, quoted: shellQuote(path) }, { file: path }, error)
}

/** Makes a folder that is for the operator only, where there is none yet. Throws `state.write-failed`. */
export function makeFolder(path: string): void {
  try {
    makeFolders(path, 0o700)
  } catch (error) {
    throw writeFailed(path, error)
  }
}

/** Makes a folder and those above it, where there are none yet. Node's own way never ends where they can't be made, as below /proc. */
export function makeFolders(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
    if (errnoOf(error) !== 'ENOENT' || existsSync(dirname(path))) throw error
    makeFolders(dirname(path), mode)
    mkdirSync(path, { mode })
  }
}

/** Names in a folder; none where there is no folder. Throws `state.file-unreadable`. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw unreadable(folder, error)
  }
}

const LARGEST_MEBIBYTES = 64

/** The text of a file, by `path` or as it was opened. Throws `state.file-too-large`, and what the file system says. */
export function readText(path: string, file?: number): string {
  const { size } = file === undefined ? statSync(path) : fstatSync(file)
  const mebibytes = Math.ceil(size / 1024 ** 2)
  if (mebibytes > LARGEST_MEBIBYTES) {
    const details = { path, mebibytes, most: LARGEST_MEBIBYTES, quoted: shellQuote(path) }
    throw fault('state.file-too-large', details, { file: path })
  }
  return readFileSync(file ?? path, 'utf8')
}

/** The text of a file; undefined where there is none. Throws `state.file-unreadable`, `state.file-too-large`. */
export function readIfThere(path: string): string | undefined {
  try {
    return readText(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw unreadable(path, error)
  }
}

/** The JSON value of a text, if it is of that form; what `damaged` makes of the reason is thrown else. */
export function parsedAs<T>(
  text: string,
  form: z.ZodType<T>,
  damaged: (reason: string, data?: unknown) => Error,
): T {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw damaged('not JSON')
  }
  const parsed = form.safeParse(data)
  if (parsed.success) return parsed.data
  const reasons = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw damaged(reasons.join('; '), data)
}
