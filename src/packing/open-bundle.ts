import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Checksums, checksums } from '../artifacts/checksums.js'
import type { Manifest } from '../bundle/manifest.js'
import { MANIFEST_FILE, SIGNATURE_FILE } from '../bundle/manifest-text.js'
import { InstallerError } from '../errors/problem.js'
import { writeAtomically } from '../state/write-atomically.js'
import { type BundlePlace, bundlePlace } from './bundle-place.js'
import { bundleFault, unreadableBundle, unwritableBundle } from './bundle-problem.js'
import { byteReader } from './byte-reader.js'
import { bundleFolder, openedBundles, rememberFolder } from './opened-bundles.js'
import { isWhole } from './passport.js'
import { clearPartials, pieceSink } from './piece-sink.js'
import { readFolder } from './read-folder.js'
import { type ReadPieces, readPieces } from './read-pieces.js'
import { type SignedManifest, signedManifestIn, signedManifestOf } from './signed-manifest.js'
import { lookUp } from './verify-bundle.js'

export interface OpenOptions {
  readonly cacheDirectory: string
  /** Decides about the signer, before anything is unpacked or used; throws to refuse. See `trusted-signers.ts`. */
  readonly trust: (signed: SignedManifest) => Promise<void>
  readonly signal?: AbortSignal
  /** Bytes. */
  readonly onProgress?: (done: number, total: number) => void
  readonly now?: () => Date
}

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
  const { cacheDirectory, signal, now = () => new Date() } = options
  const place = await bundlePlace(path)
  const known = checksums({ cacheDirectory, verify: false, now })
  const { signed, folder, read } =
    place.kind === 'file'
      ? await openFile(path, place, known, options)
      : await openFolder(place.folder, known, options)
  const { manifest, sum, signer } = signed
  const earlier = await lookUp(path, manifest, openedBundles(cacheDirectory, known), signal)
  const problems = [...read.problems, ...earlier.problems]
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

interface Opened {
  readonly signed: SignedManifest
  readonly folder: string
  readonly read: Pick<ReadPieces, 'problems'>
}

async function openFolder(
  folder: string,
  known: Checksums,
  { trust, signal, onProgress }: OpenOptions,
): Promise<Opened> {
  const signed = await signedManifestIn(folder)
  await trust(signed)
  const total = bytesOf(signed.manifest)
  let done = 0
  const onBytes = (bytes: number) => {
    done += bytes
    onProgress?.(done, total)
  }
  const { manifest } = signed
  const read = await readFolder({ folder, manifest, known, ...(signal && { signal }), onBytes })
  return { signed, folder, read }
}

async function openFile(
  bundle: string,
  { parts, size }: Extract<BundlePlace, { kind: 'file' }>,
  known: Checksums,
  { cacheDirectory, trust, signal, onProgress }: OpenOptions,
): Promise<Opened> {
  const reader = await byteReader(parts).catch((error: unknown) => {
    throw unreadableBundle(bundle, error)
  })
  try {
    const signed = await signedManifestOf(reader, bundle)
    await trust(signed)
    const { manifest } = signed
    const folder = bundleFolder(cacheDirectory, signed.sum)
    const present = await presentIn(folder, manifest, known, signal)
    const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
    if (carried.every(({ id }) => present.has(id))) return { signed, folder, read: { problems: [] } }
    const read = await readPieces({
      reader,
      size,
      manifest,
      bundle,
      present,
      sinkFor: (piece) => pieceSink(join(folder, piece.path), piece.executable === true ? 0o755 : 0o644),
      ...(signal && { signal }),
      onPosition: (position) => onProgress?.(position, size),
    })
    writeAtomically(join(folder, MANIFEST_FILE), signed.manifestBytes.toString('utf8'), 0o644)
    writeAtomically(join(folder, SIGNATURE_FILE), signed.signatureBytes.toString('utf8'), 0o644)
    return { signed, folder, read }
  } catch (error) {
    throw unreadableBundle(bundle, error)
  } finally {
    await reader.close()
  }
}

/** Ids of the pieces that were unpacked before and are what they should be. */
async function presentIn(
  folder: string,
  manifest: Manifest,
  known: Checksums,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw unwritableBundle(folder, error)
  }
  const { states, unexpected } = await readFolder({ folder, manifest, known, ...(signal && { signal }) })
  await clearPartials(folder, unexpected)
  return new Set([...states].filter(([, state]) => state === 'good').map(([id]) => id))
}

function bytesOf({ pieces }: Manifest): number {
  return pieces.reduce((sum, { size, inEarlier }) => sum + (inEarlier === undefined ? size : 0), 0)
}
