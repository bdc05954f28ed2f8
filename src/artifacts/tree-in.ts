import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { posix } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Decompress } from 'fzstd'
import { extract, type Header } from 'tar-stream'

/** A file or link below a folder of an archive. */
export interface InTree {
  /** From that folder. */
  readonly path: string
  readonly size: number
  /** 0755 where somebody may execute it, else 0644. */
  readonly mode: number
  /** Of a link: relative, and inside of the folder. */
  readonly link?: string
  readonly content: AsyncIterable<Buffer> | Iterable<Buffer>
}

/** Once unpacked. */
const MOST_BYTES = 2 ** 31

/**
 * What is in a folder of a `.tar.gz` or `.tar.zst`, in its order; each content is read before the next is asked for.
 * Throws a short, technical sentence for an archive that is damaged, too large, or leaves its folder.
 */
export async function* treeIn(path: string, folder: string): AsyncGenerator<InTree> {
  let count = 0
  for await (const { header, content } of entriesIn(path)) {
    const path = below(folder, header.name)
    if (path === undefined || header.type === 'directory') continue
    count++
    yield inTree(path, folder, header, content)
  }
  if (count === 0) throw new Error(`no ${folder}`)
}

/** All entries of a tar, which may be packed by gzip or Zstandard. Throws as `treeIn`. */
export async function* entriesIn(
  path: string,
): AsyncGenerator<{ readonly header: Header; readonly content: AsyncIterable<Buffer> }> {
  const tar = extract()
  const unpack = await unpackerOf(path)
  const reading = pipeline(bounded(unpack(createReadStream(path, { highWaterMark: 256 * 1024 }))), tar)
  // Its failure is told below; until then it is nobody's.
  reading.catch(() => undefined)
  for await (const entry of tar) {
    yield { header: entry.header, content: entry as AsyncIterable<Buffer> }
    entry.resume()
  }
  await reading
}

async function unpackerOf(path: string): Promise<(packed: Readable) => AsyncIterable<Uint8Array>> {
  const file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0).finally(() => file.close())
  if (buffer.readUInt16BE(0) === 0x1f8b) return gunzip
  return buffer.readUInt32LE(0) === 0xfd2fb528 ? unzstd : (plain) => plain
}

function inTree(path: string, folder: string, header: Header, content: AsyncIterable<Buffer>): InTree {
  const { type, size = 0, mode = 0, linkname = '' } = header
  const link = type === 'symlink' ? linkname : hardLink(path, folder, type, linkname)
  if (link === undefined) return { path, size, mode: mode & 0o111 ? 0o755 : 0o644, content }
  const target = posix.normalize(posix.join(posix.dirname(path), link))
  if (link.startsWith('/') || target.startsWith('..')) throw new Error(`${path} -> ${link}`)
  return { path, size: 0, mode: 0o777, link, content: [] }
}

/** As a link by name: which of two is the first to be unpacked matters no more. */
function hardLink(path: string, folder: string, type: Header['type'], linkname: string) {
  if (type === 'file' || type === 'contiguous-file') return undefined
  const target = type === 'link' ? below(folder, linkname) : undefined
  if (target === undefined) throw new Error(`${path}: ${type}`)
  return posix.relative(posix.dirname(path), target)
}

function below(folder: string, name: string): string | undefined {
  const path = name.replace(/^\.\//, '')
  if (!path.startsWith(`${folder}/`)) return undefined
  const rest = path.slice(folder.length + 1)
  if (rest.split('/').includes('..')) throw new Error(name)
  return rest
}

function gunzip(packed: Readable): AsyncIterable<Uint8Array> {
  // It tells whoever reads of an error of either.
  const unpacked = createGunzip()
  packed.on('error', (error) => unpacked.destroy(error))
  return packed.pipe(unpacked)
}

/** Node.js has it from 22.15 on only. */
async function* unzstd(packed: Readable): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = []
  const unpacking = new Decompress((chunk) => ready.push(chunk))
  for await (const chunk of packed) {
    unpacking.push(chunk)
    yield* ready.splice(0)
  }
  unpacking.push(new Uint8Array(0), true)
  yield* ready
}

async function* bounded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Error(`> ${MOST_BYTES} bytes`)
    yield chunk
  }
}
