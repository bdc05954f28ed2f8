import { open } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { crc32 } from 'node:zlib'
import { validateFileName } from 'yauzl'
import { InstallerError } from '../errors/problem.js'
import { sha256 } from '../lib/digest.js'
import { errnoOf } from '../lib/errno.js'
import type { Artifact } from '../topology/release.js'
import type { CheckedFile, Checksums } from './checksums.js'
import { fileProblem, unreadableArtifact, unwritable } from './file-problems.js'
import { madeFile } from './made-file.js'
import { openZip, type ZipEntry } from './open-zip.js'

export interface UnpackMemberInput {
  /** Checked already. */
  readonly zip: CheckedFile
  readonly artifact: Artifact
  readonly member: string
  readonly cacheDirectory: string
  readonly known: Checksums
  readonly report: (done: number, total?: number) => void
  readonly signal?: AbortSignal | undefined
}

/** The one file that hosts get out of a zip, in the cache; unpacked once per zip. */
export async function unpackMember(input: UnpackMemberInput): Promise<CheckedFile> {
  const { zip, member, cacheDirectory, signal } = input
  const variant = sha256(member).slice(0, 8)
  const target = join(cacheDirectory, 'members', zip.sha256, variant, posix.basename(member))
  try {
    return await madeFile(target, contentOf(input), input)
  } catch (error) {
    if (signal?.aborted || error instanceof InstallerError) throw error
    if (errnoOf(error) !== undefined) throw unwritable(target, error)
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
    throw fileProblem('artifact.zip-damaged', zip.path, { reason }, error)
  }
}

/** The files in a zip, with their bytes once unpacked. Throws `artifact.zip-damaged`, or `artifact.unreadable`. */
export async function membersOf(zip: CheckedFile): Promise<readonly { name: string; size: number }[]> {
  const file = await open(zip.path).catch((error: unknown) => {
    throw unreadableArtifact(zip.path, error)
  })
  try {
    const { entries } = await openZip(file, zip.size)
    return entries.map(({ name, entry }) => ({ name, size: entry.uncompressedSize }))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw fileProblem('artifact.zip-damaged', zip.path, { reason }, error)
  } finally {
    await file.close()
  }
}

async function* contentOf(input: UnpackMemberInput): AsyncGenerator<Buffer> {
  const { zip, report } = input
  const file = await open(zip.path).catch((error: unknown) => {
    throw unreadableArtifact(zip.path, error)
  })
  try {
    const { entries, read } = await openZip(file, zip.size)
    const entry = findEntry(entries, input)
    let crc = 0
    let size = 0
    for await (const chunk of await read(entry)) {
      size += chunk.length
      // Stops a bomb: no entry may be larger than it says.
      if (size > entry.uncompressedSize) throw new Error('entry larger than it says')
      crc = crc32(chunk, crc)
      report(size, entry.uncompressedSize)
      yield chunk
    }
    if (size !== entry.uncompressedSize || crc !== entry.crc32)
      throw new Error('checksum of the entry differs')
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
