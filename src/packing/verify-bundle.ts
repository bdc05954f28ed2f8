import { defaultCacheDirectory } from '../artifacts/cache-directory.js'
import { checksums } from '../artifacts/checksums.js'
import { type BundlePlace, bundlePlace } from './bundle-place.js'
import { readingBundle } from './byte-reader.js'
import { earlierPieces } from './earlier-pieces.js'
import { openedBundles } from './opened-bundles.js'
import type { Passport } from './passport.js'
import { readFolder } from './read-folder.js'
import { readPieces } from './read-pieces.js'
import { signedManifestIn, signedManifestOf } from './signed-manifest.js'

export interface VerifyOptions {
  /** Where bundles were opened before, for pieces that are in one of them. */
  readonly cacheDirectory?: string
  readonly signal?: AbortSignal
  /** Bytes. */
  readonly onProgress?: (done: number, total: number) => void
  readonly now?: () => Date
}

/**
 * Reads every byte of a bundle: a file, its parts, or the folder it was unpacked to. What is wrong with its pieces is
 * in the passport; throws `bundle.*` where nothing of it can be believed, as it is no bundle, its signature does not
 * hold, or it holds what no bundle has.
 */
export async function verifyBundle(path: string, options: VerifyOptions = {}): Promise<Passport> {
  const place = await bundlePlace(path)
  const passport =
    place.kind === 'file' ? await ofFile(path, place, options) : await ofFolder(path, place, options)
  const { cacheDirectory = defaultCacheDirectory(), signal, now = () => new Date() } = options
  const opened = openedBundles(cacheDirectory, checksums({ cacheDirectory, verify: true, now }))
  const earlier = await earlierPieces(path, passport.manifest, opened, signal)
  return {
    ...passport,
    states: new Map([...passport.states, ...earlier.states]),
    problems: [
      ...passport.problems,
      // Where a bundle is made nobody has opened the earlier one.
      ...earlier.problems.map((problem) => ({ ...problem, severity: 'warning' as const })),
    ],
  }
}

async function ofFile(
  bundle: string,
  { parts, size }: Extract<BundlePlace, { kind: 'file' }>,
  { signal, onProgress }: VerifyOptions,
): Promise<Passport> {
  return readingBundle(bundle, parts, async (reader) => {
    const { manifest, sum, signer } = await signedManifestOf(reader, bundle)
    const read = await readPieces({
      reader,
      size,
      manifest,
      bundle,
      ...(signal && { signal }),
      onPosition: (position) => onProgress?.(position, size),
    })
    return { bundle, kind: 'file', size, manifest, sum, signer, ...read }
  })
}

async function ofFolder(
  bundle: string,
  { folder }: Extract<BundlePlace, { kind: 'folder' }>,
  options: VerifyOptions,
): Promise<Passport> {
  const { signal, onProgress, now = () => new Date() } = options
  const { manifest, sum, signer } = await signedManifestIn(folder)
  const cacheDirectory = options.cacheDirectory ?? defaultCacheDirectory()
  const { size, ...read } = await readFolder({
    folder,
    manifest,
    known: checksums({ cacheDirectory, verify: true, now }),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  })
  return { bundle, kind: 'folder', size, manifest, sum, signer, ...read }
}
