import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isRunning } from '../state/process-identity.js'
import { unwritableBundle } from './bundle-problem.js'
import type { PieceSink } from './read-piece.js'

/** Writes beside the place where the piece belongs; it gets there once it was checked. Throws `bundle.write-failed`. */
export async function pieceSink(target: string, mode: number): Promise<PieceSink> {
  // One program may open a bundle twice at once.
  const partial = `${target}.partial-${process.pid}-${randomBytes(4).toString('hex')}`
  const orUnwritable = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw unwritableBundle(target, error)
    }
  }
  const file = await orUnwritable(async () => {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    return await open(partial, 'w', 0o600)
  })
  return {
    write: (bytes) =>
      orUnwritable(async () => {
        for (let from = 0; from < bytes.length; ) from += (await file.write(bytes, from)).bytesWritten
      }),
    finish: (isGood) =>
      orUnwritable(async () => {
        await file.close()
        if (!isGood) return await rm(partial, { force: true })
        await chmod(partial, mode)
        await rename(partial, target)
      }),
  }
}

/** Removes what processes have begun that are there no more; `paths` are relative to `folder`. */
export async function clearPartials(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const owner = /\.partial-(\d+)(?:-[0-9a-f]{8})?$/.exec(path)?.[1]
    if (owner !== undefined && !isRunning(Number(owner))) await rm(join(folder, path), { force: true })
  }
}
