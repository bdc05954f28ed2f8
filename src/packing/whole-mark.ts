import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAtomically } from '../state/write-atomically.js'
import type { BundlePart } from './bundle-place.js'

/** What is noted in the folder of a bundle once all of its file was read and nothing was wrong. */
export interface WholeMark {
  readonly isLeft: () => Promise<boolean>
  /** Throws `state.write-failed`. */
  readonly leave: () => void
}

/** Of these files as they are now: others with the same manifest, and these once they are changed, are read anew. */
export async function wholeMark(folder: string, parts: readonly BundlePart[]): Promise<WholeMark> {
  const path = join(folder, '.whole')
  const lines = await Promise.all(
    parts.map(async (part) => {
      const { size, mtimeMs, ctimeMs } = await stat(part.path)
      return `${size} ${mtimeMs} ${ctimeMs}\n`
    }),
  )
  const text = lines.join('')
  return {
    isLeft: async () => (await readFile(path, 'utf8').catch(() => '')) === text,
    leave: () => writeAtomically(path, text, 0o644),
  }
}
