import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { validateFileName } from 'yauzl'
import { InstallerError } from '../errors/problem.js'
import { errnoOf } from '../lib/errno.js'
import type { Artifact } from '../topology/release.js'
import type { CheckedFile, Checksums } from './checksums.js'
import { fileProblem, unwritable } from './file-problems.js'
import { type OpenZip, openZip, type ZipEntry } from './open-zip.js'

export interface UnpackMemberInput {
  /** Checked already. */
  readonly zip: CheckedFile
  readonly artifact: Artifact
  readonly member: string
  readonly cacheDirectory: string
  readonly known: Checksums
  readonly report: (done: number, total?: number) => void
  readonly signal?: AbortSignal
}

/** The one file that hosts get out of a zip, in the cache; unpacked once per zip. */
export async function unpackMember(input: UnpackMemberInput): Promise<CheckedFile> {
  const { zip, member, cacheDirectory, known, signal } = input
  const variant = createHash('sha256').update(member).digest('hex').slice(0, 8)
  const target = join(cacheDirectory, 'members', zip.sha256, variant, posix.basename(member))
  const hashing = signal === undefined ? {} : { signal }
  // The sum beside it tells a member that was damaged since.
  const sum = await readFile(`${target}.sha256`, 'utf8').catch(() => undefined)
  if (sum !== undefined) {
    const found = await known.of(target, hashing).catch(() => undefined)
    if (found?.sha256 === sum) return found
    signal?.throwIfAborted()
  }
  const file = await open(zip.path)
  try {
    const opened = await openZip(file, zip.size)
    const content = await extract(opened, findEntry(opened.entries, input), target, input)
    await writeFile(`${target}.sha256`, content.sha256)
    return { path: target, ...content }
  } catch (error) {
    if (signal?.aborted || error instanceof InstallerError) throw error
    if (errnoOf(error) !== undefined) throw unwritable(target, error)
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
    throw fileProblem('artifact.zip-damaged', zip.path, { reason }, error)
  } finally {
    await file.close()
  }
}

function findEntry(entries: readonly ZipEntry[], { zip, artifact, member }: UnpackMemberInput) {
  const hostile = entries.find(({ name }) => validateFileName(name) !== null || name.includes('\0'))
  if (hostile !== undefined) {
    throw fileProblem('artifact.zip-hostile', zip.path, { entry: JSON.stringify(hostile.name) })
  }
  const [found, second] = entries.filter(({ name }) => name === member)
  if (found === undefined) {
    const names = entries.slice(0, 10).map(({ name }) => name)
    const details = { member, file: artifact.file, entries: names.join(', ') }
    throw fileProblem('artifact.zip-member-missing', zip.path, details)
  }
  if (second !== undefined) throw new Error(`two entries ${member}`)
  if (found.entry.isEncrypted()) throw new Error('encrypted')
  if (found.entry.uncompressedSize === 0) throw new Error(`${member} is empty`)
  return found.entry
}

async function extract(
  opened: OpenZip,
  entry: ZipEntry['entry'],
  target: string,
  { report, signal }: UnpackMemberInput,
) {
  const bytes = await opened.read(entry)
  await mkdir(dirname(target), { recursive: true })
  const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`
  const out = await open(temporary, 'wx', 0o644)
  const sum = createHash('sha256')
  let crc = 0
  let size = 0
  try {
    const check = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        size += chunk.length
        // Stops a bomb: no entry may be larger than it says.
        if (size > entry.uncompressedSize) throw new Error('entry larger than it says')
        crc = crc32(chunk, crc)
        sum.update(chunk)
        report(size, entry.uncompressedSize)
        yield chunk
      }
    }
    await pipeline(bytes, check, out.createWriteStream(), { ...(signal && { signal }) })
    if (size !== entry.uncompressedSize || crc !== entry.crc32)
      throw new Error('checksum of the entry differs')
    await rename(temporary, target)
  } finally {
    await out.close().catch(() => undefined)
    await rm(temporary, { force: true })
  }
  return { sha256: sum.digest('hex'), size }
}
