import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { sha256 } from '../lib/digest.js'
import { errnoOf } from '../lib/errno.js'
import { fileProblem, unreadableArtifact } from './file-problems.js'

/** Checksums of local files, remembered for as long as a file's size, times and inode stay the same. */
export interface Checksums {
  /** Throws `artifact.unreadable`, `artifact.empty` or `artifact.changing`; `undefined` when there is no such file. */
  readonly of: (path: string, options: HashOptions) => Promise<CheckedFile | undefined>
}

export interface CheckedFile {
  readonly path: string
  /** 64 hex characters. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

interface HashOptions {
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: ((done: number, total: number) => void) | undefined
}

const entry = z.strictObject({
  path: z.string(),
  stamp: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** A file that changed this lately may change again within the same tick of the clock. */
const SETTLED_MS = 2000

const MAX_READ_BYTES = 1024 * 1024

/** `verify` reads every byte again. */
export function checksums(input: { cacheDirectory: string; verify: boolean; now?: () => Date }): Checksums {
  const { cacheDirectory, verify, now = () => new Date() } = input
  return {
    of: async (path, options) => {
      const file = await openFile(path)
      if (file === undefined) return undefined
      try {
        const { stamp, size, changedMs } = await stampOf(file, path)
        if (size === 0) throw fileProblem('artifact.empty', path)
        const remembered = join(cacheDirectory, 'checksums', `${sha256(path)}.json`)
        const known = verify ? undefined : recall(remembered, path, stamp)
        if (known !== undefined) return { path, sha256: known, size }

        const sum = await hash(file, path, size, options)
        if ((await stampOf(file, path)).stamp !== stamp) throw fileProblem('artifact.changing', path)
        if (now().getTime() - changedMs > SETTLED_MS) remember(remembered, { path, stamp, sha256: sum })
        return { path, sha256: sum, size }
      } finally {
        await file.close()
      }
    },
  }
}

async function openFile(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return undefined
    throw unreadableArtifact(path, error)
  }
}

async function stampOf(file: FileHandle, path: string) {
  const stat = await file.stat({ bigint: true })
  if (!stat.isFile()) throw fileProblem('artifact.unreadable', path, { reason: 'EISDIR' })
  const stamp = [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ')
  return { stamp, size: Number(stat.size), changedMs: Number(stat.ctimeMs) }
}

async function hash(file: FileHandle, path: string, size: number, options: HashOptions): Promise<string> {
  const sum = createHash('sha256')
  const buffer = Buffer.allocUnsafe(Math.min(size, MAX_READ_BYTES))
  for (let position = 0; ; ) {
    options.signal?.throwIfAborted()
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position).catch((error: unknown) => {
      throw unreadableArtifact(path, error)
    })
    if (bytesRead === 0) return sum.digest('hex')
    sum.update(buffer.subarray(0, bytesRead))
    position += bytesRead
    options.onBytes?.(position, size)
  }
}

function recall(remembered: string, path: string, stamp: string): string | undefined {
  try {
    const found = entry.safeParse(JSON.parse(readFileSync(remembered, 'utf8'))).data
    return found?.path === path && found.stamp === stamp ? found.sha256 : undefined
  } catch {
    return undefined
  }
}

/** A cache that can't be written costs time, not correctness. */
function remember(remembered: string, content: z.infer<typeof entry>): void {
  const temporary = `${remembered}.${process.pid}`
  try {
    mkdirSync(dirname(remembered), { recursive: true })
    writeFileSync(temporary, JSON.stringify(content))
    renameSync(temporary, remembered)
  } catch {
    rmSync(temporary, { force: true })
  }
}
