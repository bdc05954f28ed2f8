import { checkedBytes } from '../artifacts/checked-bytes.js'
import { type Manifest, modeOf, type Piece } from '../bundle/manifest.js'
import { MANIFEST_FILE, manifestText, SIGNATURE_FILE } from '../bundle/manifest-text.js'
import { sha256 } from '../lib/digest.js'
import { END_BYTES, entryBytes, tarBytes } from '../lib/tar.js'
import { bundleFault, orUnreadable } from './bundle-problem.js'
import { bundleSink } from './bundle-sink.js'
import { polyglotHeader } from './polyglot-header.js'

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
  const { manifest, bootstrap, out, splitBytes } = input
  if (sha256(bootstrap) !== manifest.bootstrap) throw new Error('the manifest is about another bootstrap')
  const mtime = new Date(manifest.created)
  const header = polyglotHeader(bootstrap, mtime)
  assertFewParts(input, header.length)
  const sink = await bundleSink(out, splitBytes)
  try {
    await sink.write(header)
    for await (const chunk of tarBytes(filesOf(input, mtime))) await sink.write(chunk)
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

async function* filesOf(input: WriteBundleInput, mtime: Date) {
  const { manifest, signature, files, signal, onProgress } = input
  const documents = { [MANIFEST_FILE]: manifestText(manifest), [SIGNATURE_FILE]: signature }
  for (const [path, text] of Object.entries(documents)) {
    const bytes = Buffer.from(text)
    yield { path, size: bytes.length, mode: modeOf({}), mtime, content: [bytes] }
  }
  const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
  const total = carried.reduce((sum, { size }) => sum + size, 0)
  let done = 0
  for (const piece of carried) {
    const source = files.get(piece.id)
    if (source === undefined) throw new Error(`no file for ${piece.id}`)
    yield { path: piece.path, size: piece.size, mode: modeOf(piece), mtime, content: read(piece, source) }
  }

  async function* read({ id, sha256, size }: Piece, path: string): AsyncGenerator<Buffer> {
    const differs = () => bundleFault('bundle.source-differs', path, { piece: id, file: path })
    try {
      for await (const chunk of checkedBytes({ path, sha256, size }, differs)) {
        signal?.throwIfAborted()
        done += chunk.length
        onProgress?.(done, total)
        yield chunk
      }
    } catch (error) {
      orUnreadable(path)(error)
    }
  }
}
