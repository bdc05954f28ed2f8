import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checksums } from '../artifacts/checksums.js'
import type { Manifest } from '../bundle/manifest.js'
import { MANIFEST_FILE, SIGNATURE_FILE } from '../bundle/manifest-text.js'
import type { Problem } from '../errors/problem.js'
import { writeAtomically } from '../state/write-atomically.js'
import type { BundlePlace } from './bundle-place.js'
import { unreadableBundle, unwritableBundle } from './bundle-problem.js'
import { byteReader } from './byte-reader.js'
import { bundleFolder } from './opened-bundles.js'
import { clearPartials, pieceSink } from './piece-sink.js'
import { readFolder } from './read-folder.js'
import { readPieces } from './read-pieces.js'
import { type SignedManifest, signedManifestOf } from './signed-manifest.js'
import { modeOf } from './tar-header.js'
import { wholeMark } from './whole-mark.js'

export interface UnpackInput {
  /** Path that sentences name. */
  readonly bundle: string
  readonly place: Extract<BundlePlace, { kind: 'file' }>
  readonly known: Checksums
  readonly cacheDirectory: string
  readonly trust: (signed: SignedManifest) => Promise<void>
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

export interface Unpacked {
  readonly signed: SignedManifest
  readonly folder: string
  readonly problems: readonly Problem[]
}

/** Unpacks a file below the cache while it is checked. What is there already and right is not read again. */
export async function unpackBundle(input: UnpackInput): Promise<Unpacked> {
  const { bundle, place, known, cacheDirectory, trust, signal, onProgress } = input
  const { parts, size } = place
  const reader = await byteReader(parts).catch((error: unknown) => {
    throw unreadableBundle(bundle, error)
  })
  try {
    const signed = await signedManifestOf(reader, bundle)
    await trust(signed)
    const { manifest } = signed
    const folder = bundleFolder(cacheDirectory, signed.sum)
    const present = await presentIn(folder, manifest, known, signal)
    // First, so that the next bundle finds the pieces of one that was stopped behind the last of them.
    await keepDocuments(folder, signed)
    const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
    const mark = await wholeMark(folder, parts)
    const isPresent = carried.every(({ id }) => present.has(id))
    if (isPresent && (await mark.isLeft())) return { signed, folder, problems: [] }
    const { problems } = await readPieces({
      reader,
      size,
      manifest,
      bundle,
      present,
      sinkFor: (piece) => pieceSink(join(folder, piece.path), modeOf(piece)),
      ...(signal && { signal }),
      onPosition: (position) => onProgress?.(position, size),
    })
    if (problems.length === 0) mark.leave()
    return { signed, folder, problems }
  } catch (error) {
    throw unreadableBundle(bundle, error)
  } finally {
    await reader.close()
  }
}

async function keepDocuments(folder: string, signed: SignedManifest): Promise<void> {
  const documents = { [MANIFEST_FILE]: signed.manifestBytes, [SIGNATURE_FILE]: signed.signatureBytes }
  for (const [name, bytes] of Object.entries(documents)) {
    const path = join(folder, name)
    const isThere = await readFile(path)
      .then((found) => found.equals(bytes))
      .catch(() => false)
    if (!isThere) writeAtomically(path, bytes.toString('utf8'), 0o644)
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
