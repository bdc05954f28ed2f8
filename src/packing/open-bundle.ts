import { join } from 'node:path'
import { type Checksums, checksums } from '../artifacts/checksums.js'
import type { Manifest } from '../bundle/manifest.js'
import { InstallerError } from '../errors/problem.js'
import { bundlePlace, namingParts } from './bundle-place.js'
import { bundleFault } from './bundle-problem.js'
import { earlierPieces, rememberFolder } from './opened-bundles.js'
import { isWhole } from './passport.js'
import { readFolder } from './read-folder.js'
import { signedManifestIn } from './signed-manifest.js'
import { type OpenOptions, type Unpacked, unpackBundle } from './unpack-bundle.js'

/** A bundle whose every piece was checked and lies ready on this machine. */
export interface OpenBundle {
  /** Path that it was opened by. */
  readonly bundle: string
  readonly folder: string
  readonly manifest: Manifest
  /** SHA-256 of `manifest.json`. */
  readonly sum: string
  readonly fingerprint: string
  /** Local path of a piece, by id. Throws `bundle.not-in-it`. */
  readonly fileOf: (id: string) => string
}

/**
 * Makes a bundle ready for use. A file is unpacked below the cache while it is checked; pieces that are there from an
 * earlier try are not written again. A folder is used where it is. Throws `bundle.*` with everything that is wrong.
 */
export async function openBundle(path: string, options: OpenOptions): Promise<OpenBundle> {
  const { cacheDirectory, signal } = options
  const place = await bundlePlace(path)
  const known = checksums({ cacheDirectory, verify: false })
  const opened =
    place.kind === 'file'
      ? await unpackBundle({ ...options, bundle: path, place, known })
      : await openFolder(place.folder, known, options)
  const { folder } = opened
  const { manifest, sum, signer } = opened.signed
  const earlier = await earlierPieces(path, manifest, { cacheDirectory, known, signal })
  const problems = [...namingParts(opened.problems, place, path), ...earlier.problems]
  if (!isWhole({ problems })) throw new InstallerError(problems)
  if (place.kind === 'folder') await rememberFolder(cacheDirectory, sum, folder)
  const pieces = new Map(manifest.pieces.map((piece) => [piece.id, piece]))
  return {
    bundle: path,
    folder,
    manifest,
    sum,
    fingerprint: signer.fingerprint,
    fileOf: (id) => {
      const piece = pieces.get(id)
      if (piece === undefined) throw bundleFault('bundle.not-in-it', path, { piece: id })
      return earlier.files.get(id) ?? join(folder, piece.path)
    },
  }
}

async function openFolder(
  folder: string,
  known: Checksums,
  { trust, signal, onProgress }: OpenOptions,
): Promise<Unpacked> {
  const signed = await signedManifestIn(folder)
  await trust(signed)
  const { problems } = await readFolder({ folder, manifest: signed.manifest, known, signal, onProgress })
  return { signed, folder, problems }
}
