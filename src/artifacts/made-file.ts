import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { CheckedFile, Checksums } from './checksums.js'

export interface MadeFileOptions {
  readonly known: Checksums
  readonly signal?: AbortSignal | undefined
  readonly mode?: number
}

/**
 * A file of the cache that is made once, of `content`, which is not asked for anything while the file is there. Beside
 * it lies the checksum that it had when it was made: one that was changed since, or emptied by a power cut, is made again.
 */
export async function madeFile(
  path: string,
  content: AsyncIterable<Buffer>,
  { known, signal, mode = 0o644 }: MadeFileOptions,
): Promise<CheckedFile> {
  const made = await readFile(`${path}.sha256`, 'utf8').catch(() => undefined)
  const found = made === undefined ? undefined : await known.of(path, { signal }).catch(() => undefined)
  signal?.throwIfAborted()
  if (found !== undefined && found.sha256 === made) return found
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const sum = createHash('sha256')
  let size = 0
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      sum.update(chunk)
      size += chunk.length
      yield chunk
    }
  }
  try {
    // On the disk before it gets its name, so that no power cut leaves an empty file of that name.
    const disk = createWriteStream(temporary, { flags: 'wx', mode, flush: true })
    await pipeline(content, count, disk, { signal })
    const sha256 = sum.digest('hex')
    await writeFile(`${path}.sha256`, sha256)
    await rename(temporary, path)
    return { path, sha256, size }
  } finally {
    await rm(temporary, { force: true })
  }
}
