import { bundlePlace } from './bundle-place.js'
import { unreadableBundle } from './bundle-problem.js'
import { byteReader } from './byte-reader.js'
import { type SignedManifest, signedManifestIn, signedManifestOf } from './signed-manifest.js'

/** What a bundle says of itself, without a look at its pieces; its signature holds. Throws `bundle.*`. */
export async function readSignedManifest(path: string): Promise<SignedManifest> {
  const place = await bundlePlace(path)
  if (place.kind === 'folder') return signedManifestIn(place.folder)
  const reader = await byteReader(place.parts).catch((error: unknown) => {
    throw unreadableBundle(path, error)
  })
  try {
    return await signedManifestOf(reader, path)
  } catch (error) {
    throw unreadableBundle(path, error)
  } finally {
    await reader.close()
  }
}
