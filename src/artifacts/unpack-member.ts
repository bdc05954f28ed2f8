import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import type { Artifact } from '../topology/release.js'
import type { CheckedFile, Checksums } from './checksums.js'
import { errnoOf, fileProblem, unwritable } from './file-problems.js'
import { type ZipEntry, ZipError, zipContent, zipEntries } from './zip-entries.js'

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
    const entry = await findEntry(file, input)
    const content = await extract(file, entry, target, input)
    await writeFile(`${target}.sha256`, content.sha256)
    return { path: target, ...content }
  } catch (error) {
    if (error instanceof ZipError || isInflateError(error)) {
      throw fileProblem('artifact.zip-damaged', zip.path, { reason: reasonOf(error) }, error)
    }
    throw unwritable(target, error)
  } finally {
    await file.close()
  }
}

async function findEntry(file: FileHandle, { zip, artifact, member }: UnpackMemberInput): Promise<ZipEntry> {
  const entries = await zipEntries(file, zip.size)
  const hostile = entries.find(({ name }) => isHostile(name))
  if (hostile !== undefined) {
    throw fileProblem('artifact.zip-hostile', zip.path, { entry: JSON.stringify(hostile.name) })
  }
  const [found, second] = entries.filter(({ name }) => name === member)
  if (found === undefined) {
    const names = entries.slice(0, 10).map(({ name }) => name)
    const details = { member, file: artifact.file, entries: names.join(', ') }
    throw fileProblem('artifact.zip-member-missing', zip.path, details)
  }
  if (second !== undefined) throw new ZipError(`two entries ${member}`)
  if (found.isEncrypted) throw new ZipError('encrypted')
  if (found.method !== 0 && found.method !== 8) throw new ZipError(`compression method ${found.method}`)
  if (found.size === 0) throw new ZipError(`${member} is empty`)
  return found
}

function isHostile(name: string): boolean {
  return /^\/|^[A-Za-z]:|[\\\0]/.test(name) || name.split('/').includes('..')
}

async function extract(file: FileHandle, entry: ZipEntry, target: string, input: UnpackMemberInput) {
  const { start, end } = await zipContent(file, entry)
  if (end > input.zip.size) throw new ZipError('entry outside the file')
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
        if (size > entry.size) throw new ZipError('entry larger than it says')
        crc = crc32(chunk, crc)
        sum.update(chunk)
        input.report(size, entry.size)
        yield chunk
      }
    }
    const bytes = Readable.from(slices(file, start, end))
    const sink = out.createWriteStream()
    const options = input.signal === undefined ? {} : { signal: input.signal }
    if (entry.method === 0) await pipeline(bytes, check, sink, options)
    else await pipeline(bytes, createInflateRaw(), check, sink, options)
    if (size !== entry.size || crc !== entry.crc32) throw new ZipError('checksum of the entry differs')
    await rename(temporary, target)
  } finally {
    await out.close().catch(() => undefined)
    await rm(temporary, { force: true })
  }
  return { sha256: sum.digest('hex'), size }
}

async function* slices(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let position = start; position < end; ) {
    const buffer = Buffer.alloc(Math.min(1024 * 1024, end - position))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

function isInflateError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    /^Z_/.test(String(error.code)) &&
    errnoOf(error) === undefined
  )
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
