import { createHash } from 'node:crypto'
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Piece } from '../bundle/manifest.js'
import { padded } from '../lib/tar.js'
import { bundlePlace } from './bundle-place.js'
import { bundleFault, unreadableBundle } from './bundle-problem.js'
import { readingBundle } from './byte-reader.js'
import { signedManifestIn, signedManifestOf } from './signed-manifest.js'
import { nextEntry } from './tar-entry.js'

const MOST_BYTES = 4 * 1024 * 1024

/**
 * The bytes of a text that the bundle holds, checked, without a look at the rest; `undefined` when it has no such
 * piece, or carries it not itself. Throws `bundle.*`.
 */
export async function readSmallPiece(path: string, id: string): Promise<Buffer | undefined> {
  const place = await bundlePlace(path)
  if (place.kind === 'folder') return fromFolder(path, place.folder, id)
  return readingBundle(path, place.parts, async (reader) => {
    const { manifest } = await signedManifestOf(reader, path)
    const piece = manifest.pieces.find((one) => one.id === id)
    if (piece === undefined || piece.inEarlier !== undefined || piece.size > MOST_BYTES) return undefined
    for (;;) {
      const entry = await nextEntry(reader)
      if (entry.kind !== 'file') throw bundleFault('bundle.piece-missing', path, { pieces: `  ${id}` })
      if (entry.path !== piece.path) {
        reader.skip(padded(entry.size))
        continue
      }
      return checked(await reader.copy(Math.min(entry.size, MOST_BYTES)), piece, path)
    }
  })
}

async function fromFolder(bundle: string, folder: string, id: string): Promise<Buffer | undefined> {
  const { manifest } = await signedManifestIn(folder)
  const piece = manifest.pieces.find((one) => one.id === id)
  if (piece === undefined || piece.inEarlier !== undefined || piece.size > MOST_BYTES) return undefined
  const path = join(folder, piece.path)
  try {
    const found = await lstat(path)
    // Whatever else lies there is told with all other pieces, and not read: it may be endless.
    if (!found.isFile() || found.size !== piece.size) return checked(Buffer.alloc(0), piece, bundle)
    return checked(await readFile(path), piece, bundle)
  } catch (error) {
    throw unreadableBundle(path, error)
  }
}

function checked(bytes: Buffer, piece: Piece, bundle: string): Buffer {
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found === piece.sha256) return bytes
  const sums = { expected: piece.sha256, expectedSize: piece.size, found, foundSize: bytes.length }
  throw bundleFault('bundle.piece-differs', bundle, { piece: piece.id, ...sums })
}
