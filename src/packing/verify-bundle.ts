import { type Checksums, checksums } from '../artifacts/checksums.js'
import { bundlePlace, namingParts } from './bundle-place.js'
import { readingBundle } from './byte-reader.js'
import { earlierPieces } from './opened-bundles.js'
import type { Passport } from './passport.js'
import { readFolder } from './read-folder.js'
import { readPieces } from './read-pieces.js'
import { signedManifestIn, signedManifestOf } from './signed-manifest.js'

export interface VerifyOptions {
  /** Where bundles were opened before, for pieces that are in one of them. */
  readonly cacheDirectory: string
  readonly signal?: AbortSignal
  /** Bytes. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Reads every byte of a bundle: a file, its parts, or the folder it was unpacked to. What is wrong with its pieces is
 * in the passport; throws `bundle.*` where nothing of it can be believed, as it is no bundle, its signature does not
 * hold, or it holds what no bundle has.
 */
export async function verifyBundle(bundle: string, options: VerifyOptions): Promise<Passport> {
  const { cacheDirectory, ...reading } = options
  const known = checksums({ cacheDirectory, verify: true })
  const passport = await readWhole(bundle, { ...reading, known })
  const looking = { cacheDirectory, known, signal: reading.signal }
  const earlier = await earlierPieces(bundle, passport.manifest, looking)
  // Where a bundle is made nobody has opened the earlier one.
  const warnings = earlier.problems.map((problem) => ({ ...problem, severity: 'warning' as const }))
  return {
    ...passport,
    states: new Map([...passport.states, ...earlier.states]),
    problems: [...passport.problems, ...warnings],
  }
}

async function readWhole(
  bundle: string,
  { known, ...reading }: Pick<VerifyOptions, 'signal' | 'onProgress'> & { readonly known: Checksums },
): Promise<Passport> {
  const place = await bundlePlace(bundle)
  if (place.kind === 'folder') {
    const { manifest, sum, signer } = await signedManifestIn(place.folder)
    const read = await readFolder({ ...reading, folder: place.folder, manifest, known })
    return { bundle, kind: 'folder', manifest, sum, signer, ...read }
  }
  const { parts, size } = place
  return readingBundle(bundle, parts, async (reader) => {
    const { manifest, sum, signer } = await signedManifestOf(reader, bundle)
    const read = await readPieces({ ...reading, reader, size, manifest, bundle })
    const problems = namingParts(read.problems, place, bundle)
    return { bundle, kind: 'file', size, manifest, sum, signer, ...read, problems }
  })
}
