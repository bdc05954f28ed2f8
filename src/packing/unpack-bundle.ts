import { randomBytes } from 'node:crypto'
import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Checksums } from '../artifacts/checksums.js'
import { type Manifest, modeOf } from '../bundle/manifest.js'
import { MANIFEST_FILE, SIGNATURE_FILE } from '../bundle/manifest-text.js'
import type { Problem } from '../errors/problem.js'
import { isRunning } from '../state/process-identity.js'
import { writeAtomically } from '../state/write-atomically.js'
import type { BundlePart, BundlePlace } from './bundle-place.js'
import { orUnwritable } from './bundle-problem.js'
import { readingBundle } from './byte-reader.js'
import { bundleFolder } from './opened-bundles.js'
import { readFolder } from './read-folder.js'
import { type PieceSink, readPieces } from './read-pieces.js'
import { type SignedManifest, signedManifestOf } from './signed-manifest.js'

export interface OpenOptions {
  readonly cacheDirectory: string
  /** Decides about the signer, before anything is unpacked or used; throws to refuse. See `trusted-signers.ts`. */
  readonly trust: (signed: SignedManifest) => Promise<void>
  readonly signal?: AbortSignal
  /** Bytes. */
  readonly onProgress?: (done: number, total: number) => void
}

interface UnpackInput extends OpenOptions {
  /** Path that sentences name. */
  readonly bundle: string
  readonly place: Extract<BundlePlace, { kind: 'file' }>
  readonly known: Checksums
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
  return readingBundle(bundle, parts, async (reader) => {
    const signed = await signedManifestOf(reader, bundle)
    await trust(signed)
    const { manifest } = signed
    const folder = bundleFolder(cacheDirectory, signed.sum)
    const present = await presentIn(folder, manifest, known, signal)
    // First, so that the next bundle finds the pieces of one that was stopped behind the last of them.
    await keepDocuments(folder, signed)
    const carried = manifest.pieces.filter(({ inEarlier }) => inEarlier === undefined)
    const mark = join(folder, '.whole')
    const whole = await stampOf(parts)
    const isPresent = carried.every(({ id }) => present.has(id))
    const isMarked = (await readFile(mark, 'utf8').catch(() => '')) === whole
    if (isPresent && isMarked) return { signed, folder, problems: [] }
    const { problems } = await readPieces({
      reader,
      size,
      manifest,
      bundle,
      present,
      sinkFor: (piece) => pieceSink(join(folder, piece.path), modeOf(piece)),
      signal,
      onProgress,
    })
    if (problems.length === 0) writeAtomically(mark, whole, 0o644)
    return { signed, folder, problems }
  })
}

async function keepDocuments(folder: string, signed: SignedManifest): Promise<void> {
  const documents = { [MANIFEST_FILE]: signed.manifestBytes, [SIGNATURE_FILE]: signed.signatureBytes }
  for (const [name, bytes] of Object.entries(documents)) {
    const path = join(folder, name)
    const found = await readFile(path).catch(() => undefined)
    if (!found?.equals(bytes)) writeAtomically(path, bytes.toString('utf8'), 0o644)
  }
}

/** Ids of the pieces that were unpacked before and are what they should be. */
async function presentIn(
  folder: string,
  manifest: Manifest,
  known: Checksums,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string>> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(orUnwritable(folder))
  const { states, unexpected } = await readFolder({ folder, manifest, known, signal })
  await clearPartials(folder, unexpected)
  return new Set([...states].filter(([, state]) => state === 'good').map(([id]) => id))
}

/** Writes beside the place where the piece belongs; it gets there once it was checked. Throws `bundle.write-failed`. */
async function pieceSink(target: string, mode: number): Promise<PieceSink> {
  // One program may open a bundle twice at once.
  const partial = `${target}.partial-${process.pid}-${randomBytes(4).toString('hex')}`
  const refused = orUnwritable(target)
  await mkdir(dirname(target), { recursive: true, mode: 0o700 }).catch(refused)
  const file = await open(partial, 'w', 0o600).catch(refused)
  const write = async (bytes: Uint8Array) => {
    for (let from = 0; from < bytes.length; ) from += (await file.write(bytes, from)).bytesWritten
  }
  const finish = async (isGood: boolean) => {
    await file.close()
    if (!isGood) return rm(partial, { force: true })
    await chmod(partial, mode)
    await rename(partial, target)
  }
  return { write: (bytes) => write(bytes).catch(refused), finish: (isGood) => finish(isGood).catch(refused) }
}

/** Removes what processes have begun that are there no more; `paths` are relative to `folder`. */
async function clearPartials(folder: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const owner = /\.partial-(\d+)(?:-[0-9a-f]{8})?$/.exec(path)?.[1]
    if (owner !== undefined && !isRunning(Number(owner))) await rm(join(folder, path), { force: true })
  }
}

/**
 * What is noted in the folder of a bundle once all of its file was read and nothing was wrong: the files as they are now.
 * Others with the same manifest, and these once they are changed, are read anew.
 */
async function stampOf(parts: readonly BundlePart[]): Promise<string> {
  const lines = parts.map(async ({ path }) => {
    const { size, mtimeMs, ctimeMs } = await stat(path)
    return `${size} ${mtimeMs} ${ctimeMs}\n`
  })
  return (await Promise.all(lines)).join('')
}
