import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest, Piece } from '../bundle/manifest.js'
import { InstallerError } from '../errors/problem.js'
import { sha256 } from '../lib/digest.js'
import { padded } from '../lib/tar.js'
import { bundlePlace } from './bundle-place.js'
import { bundleFault, orUnreadable } from './bundle-problem.js'
import { readingBundle } from './byte-reader.js'
import { differs } from './read-pieces.js'
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
    const piece = smallPiece(manifest, id)
    if (piece === undefined) return undefined
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
  const piece = smallPiece(manifest, id)
  if (piece === undefined) return undefined
  const path = join(folder, piece.path)
  const found = await lstat(path).catch(orUnreadable(path))
  // Whatever else lies there is told with all other pieces, and not read: it may be endless.
  const isRead = found.isFile() && found.size === piece.size
  const bytes = isRead ? await readFile(path).catch(orUnreadable(path)) : Buffer.alloc(0)
  return checked(bytes, piece, bundle)
}

function smallPiece({ pieces }: Manifest, id: string): Piece | undefined {
  const piece = pieces.find((one) => one.id === id)
  return piece?.inEarlier !== undefined || (piece?.size ?? 0) > MOST_BYTES ? undefined : piece
}

function checked(bytes: Buffer, piece: Piece, bundle: string): Buffer {
  const found = sha256(bytes)
  if (found === piece.sha256) return bytes
  throw new InstallerError(differs(bundle, piece, found, bytes.length))
}
