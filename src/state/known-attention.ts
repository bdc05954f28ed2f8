import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as z from 'zod'
import { makeFolder, readIfThere } from './files.js'
import { writeAtomically } from './write-atomically.js'

const file = z.strictObject({ version: z.literal(1), known: z.array(z.string()).max(10_000) })

/**
 * Which of these things that need somebody the last look at this folder, on this computer, had not found; from now on all of
 * them are known. One that went away and comes again is new. Throws `state.write-failed`, `state.file-unreadable`.
 */
export function newAttention(stateDirectory: string, folder: string, found: readonly string[]): Set<string> {
  const directory = join(stateDirectory, 'attention')
  const path = join(directory, `${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.json`)
  const known = new Set(knownIn(readIfThere(path)))
  const fresh = new Set(found.filter((one) => !known.has(one)))
  makeFolder(directory)
  writeAtomically(path, `${JSON.stringify({ version: 1, known: found.slice(0, 10_000) })}\n`, 0o600)
  return fresh
}

/** A file that can't be understood is as good as none: then all is told once more. */
function knownIn(text: string | undefined): readonly string[] {
  try {
    return file.parse(JSON.parse(text ?? '')).known
  } catch {
    return []
  }
}
