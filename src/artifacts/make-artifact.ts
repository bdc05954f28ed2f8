import { join, posix } from 'node:path'
import { Gzip } from 'fflate'
import { InstallerError } from '../errors/problem.js'
import { sha256 } from '../lib/digest.js'
import { errnoOf } from '../lib/errno.js'
import { type FileInTar, tarBytes } from '../lib/tar.js'
import { type Artifact, type ArtifactPart, artifactKey } from '../topology/release.js'
import { checkedBytes } from './checked-bytes.js'
import type { CheckedFile } from './checksums.js'
import { fileProblem, unwritable } from './file-problems.js'
import { madeFile } from './made-file.js'
import type { SourceFile } from './obtain.js'
import { type ObtainPartsInput, obtainParts } from './obtain-parts.js'
import { treeIn } from './tree-in.js'
import { wheelOf } from './wheel-of.js'

/** Another one for other bytes of the same parts. */
const FORM = 1

/**
 * An artifact that nobody publishes, of its parts: a `tar.gz` with one folder at the top. The same parts give the same
 * bytes, on every machine. It is made once and kept in the cache. Throws `artifact.parts-missing`, `artifact.part-unfit`,
 * `artifact.cache-unwritable`.
 */
export async function makeArtifact(input: ObtainPartsInput): Promise<SourceFile> {
  const { artifact, parts, cacheDirectory, index } = input
  const key = sha256(JSON.stringify([FORM, artifact.id, parts]))
  const target = join(cacheDirectory, 'made', key.slice(0, 16), posix.basename(artifact.file))
  try {
    const made = await madeFile(target, bytesOf(input), input)
    return { ...made, from: artifact.address ?? index.shown }
  } catch (error) {
    throw unwritable(target, error)
  }
}

async function* bytesOf(input: ObtainPartsInput): AsyncGenerator<Buffer> {
  const { artifact, parts, report } = input
  const found = await obtainParts(input)
  const told = report('unpack')
  // Wheels are packed already.
  const level = parts.length > 1 ? 0 : 6
  yield* gzipped(tarBytes(filesOf(artifact, parts, found)), level, told)
}

type Entry = FileInTar & { readonly content: AsyncIterable<Buffer> | Iterable<Buffer> }
const PLAIN = { mode: 0o644, mtime: new Date(0) }

async function* filesOf(
  artifact: Artifact,
  parts: readonly ArtifactPart[],
  found: ReadonlyMap<string, CheckedFile>,
): AsyncGenerator<Entry> {
  const top = artifact.id
  for (const part of parts.toSorted((a, b) => (a.file < b.file ? -1 : 1))) {
    const file = found.get(part.sha256)
    if (file === undefined) throw new Error(`${part.file} was not obtained`)
    const { folder } = part
    try {
      if (folder === undefined) {
        const content = checkedBytes(file, () => fileProblem('artifact.changing', file.path))
        yield { ...PLAIN, path: `${top}/${part.file}`, size: part.size, content }
      } else if (parts.length > 1) {
        const { name, bytes } = await wheelOf(file.path, folder)
        yield { ...PLAIN, path: `${top}/${name}`, size: bytes.length, content: [bytes] }
      } else {
        for await (const one of treeIn(file.path, folder))
          if (!UNUSED.test(one.path)) yield { ...PLAIN, ...one, path: `${top}/${one.path}` }
      }
    } catch (error) {
      if (error instanceof InstallerError || errnoOf(error) !== undefined) throw error
      const reason = error instanceof Error ? error.message : String(error)
      const details = { artifact: artifactKey(artifact), file: part.file, reason }
      throw fileProblem('artifact.part-unfit', file.path, details, error)
    }
  }
}

/** Of a Python: tests of its own, libraries to build with, and what is compiled when it is first used. */
const UNUSED = /(^|\/)(__pycache__|python3\.\d+\/test|python3\.\d+\/config-[^/]+)\/|\.a$/

/** What zlib makes differs between versions and processors; this does not, as long as it is fed alike. */
async function* gzipped(
  chunks: AsyncIterable<Buffer>,
  level: 0 | 6,
  told: (done: number) => void,
): AsyncGenerator<Buffer> {
  const ready: Uint8Array[] = []
  const gzip = new Gzip({ level, mtime: 0 }, (chunk) => ready.push(chunk))
  let done = 0
  for await (const chunk of inBlocks(chunks)) {
    gzip.push(chunk)
    done += chunk.length
    told(done)
    yield Buffer.concat(ready.splice(0))
  }
  gzip.push(new Uint8Array(0), true)
  yield Buffer.concat(ready)
}

const BLOCK_BYTES = 1024 * 1024

/** The same bytes in blocks of one size, but for the last. */
async function* inBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    waiting.push(chunk)
    size += chunk.length
    if (size < BLOCK_BYTES) continue
    const all = Buffer.concat(waiting)
    const end = size - (size % BLOCK_BYTES)
    for (let at = 0; at < end; at += BLOCK_BYTES) yield all.subarray(at, at + BLOCK_BYTES)
    waiting = [all.subarray(end)]
    size -= end
  }
  yield Buffer.concat(waiting)
}
