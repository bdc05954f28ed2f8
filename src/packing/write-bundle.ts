import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { type Pack, pack } from 'tar-stream'
import type { Manifest, Piece } from '../bundle/manifest.js'
import { MANIFEST_FILE, manifestText, SIGNATURE_FILE } from '../bundle/manifest-text.js'
import { sha256 } from '../lib/digest.js'
import { bundleFault, unreadableBundle } from './bundle-problem.js'
import { type BundleSink, bundleSink } from './bundle-sink.js'
import { polyglotHeader } from './polyglot-header.js'
import { END_BYTES, entryBytes } from './tar-blocks.js'
import { modeOf } from './tar-header.js'

export interface WriteBundleInput {
  readonly manifest: Manifest
  /** Text of `manifest.sig`: `signManifest(manifestText(manifest), key)`. */
  readonly signature: string
  /** Local files by piece id; pieces that are in an earlier bundle need none. */
  readonly files: ReadonlyMap<string, string>
  /** POSIX shell script that `sh acme.metis` runs with `$0` and `$@`; must exit or exec by itself, and end in a newline. */
  readonly bootstrap: string
  readonly out: string
  /** Writes `out.001`, `out.002` … of at most this many bytes each, instead of `out`. */
  readonly splitBytes?: number
  readonly signal?: AbortSignal
  /** Bytes of pieces. */
  readonly onProgress?: (done: number, total: number) => void
}

/** Their numbers have three digits. */
const MAX_PARTS = 999

/**
 * Writes a bundle and resolves with the paths of its files. The same input gives the same bytes. Each piece is checked
 * on the way: `bundle.source-differs` when it is not what the manifest says. Nothing stays behind after a failure. What
 * has that name already is left alone, also when it came meanwhile: `bundle.output-taken`.
 */
export async function writeBundle(input: WriteBundleInput): Promise<readonly string[]> {
  const { manifest, signature, bootstrap, out, splitBytes } = input
  if (sha256(bootstrap) !== manifest.bootstrap) throw new Error('the manifest is about another bootstrap')
  const mtime = new Date(manifest.created)
  const header = polyglotHeader(bootstrap, mtime)
  assertFewParts(input, header.length)
  const sink = await bundleSink(out, splitBytes)
  try {
    await sink.write(header)
    const tar = pack()
    await Promise.all([
      drain(tar, sink),
      fill(tar, input, mtime, signature).catch((error: unknown) => {
        tar.destroy(error instanceof Error ? error : new Error(String(error)))
        throw error
      }),
    ])
    return await sink.finish()
  } catch (error) {
    await sink.discard()
    throw error
  }
}

function assertFewParts({ manifest, signature, out, splitBytes }: WriteBundleInput, header: number): void {
  if (splitBytes === undefined) return
  const entries = [
    { path: MANIFEST_FILE, size: Buffer.byteLength(manifestText(manifest)) },
    { path: SIGNATURE_FILE, size: signature.length },
    ...manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined),
  ]
  const bytes = entries.reduce((sum, { path, size }) => sum + entryBytes(path, size), header + END_BYTES)
  if (bytes <= MAX_PARTS * splitBytes) return
  throw bundleFault('bundle.too-many-parts', out, {
    splitBytes,
    least: Math.ceil(bytes / MAX_PARTS / 1024 ** 2),
  })
}

async function drain(tar: Pack, sink: BundleSink): Promise<void> {
  for await (const chunk of tar as AsyncIterable<Buffer>) await sink.write(chunk)
}

async function fill(tar: Pack, input: WriteBundleInput, mtime: Date, signature: string): Promise<void> {
  const { manifest, files, signal, onProgress } = input
  const document = (name: string, text: string) =>
    tar.entry({ name, type: 'file', mode: modeOf({}), uid: 0, gid: 0, mtime }, text)
  document(MANIFEST_FILE, manifestText(manifest))
  document(SIGNATURE_FILE, signature)
  const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
  const total = carried.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  for (const piece of carried) {
    const path = files.get(piece.id)
    if (path === undefined) throw new Error(`no file for ${piece.id}`)
    await addPiece(tar, piece, path, mtime, (bytes) => {
      signal?.throwIfAborted()
      done += bytes
      onProgress?.(done, total)
    })
  }
  tar.finalize()
}

async function addPiece(
  tar: Pack,
  piece: Piece,
  path: string,
  mtime: Date,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const differs = () => bundleFault('bundle.source-differs', path, { piece: piece.id, file: path })
  const mode = modeOf(piece)
  let entry: ReturnType<Pack['entry']> | undefined
  const isWritten = new Promise<void>((resolve, reject) => {
    const header = { name: piece.path, type: 'file', size: piece.size, mode, uid: 0, gid: 0, mtime } as const
    entry = tar.entry(header, (error) => (error ? reject(error) : resolve()))
  })
  if (entry === undefined) throw new Error('a tar entry is made at once')
  // What goes wrong with the archive as a whole is thrown once, by the one who waits for it.
  isWritten.catch(() => undefined)
  entry.on('error', () => undefined)
  const sum = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
      sum.update(chunk)
      size += chunk.length
      if (size > piece.size) throw differs()
      onBytes(chunk.length)
      if (!entry.write(chunk)) await Promise.race([once(entry, 'drain'), isWritten])
    }
  } catch (error) {
    throw unreadableBundle(path, error)
  }
  if (size !== piece.size || sum.digest('hex') !== piece.sha256) throw differs()
  entry.end(null)
  await isWritten
}
