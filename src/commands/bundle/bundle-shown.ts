import { basename } from 'node:path'
import type { OpenBundle } from '../../packing/open-bundle.js'
import type { BundleShown } from '../../wizard/workbench.js'

/** What screens show of a bundle. */
export function bundleShown({ bundle, manifest, fingerprint }: OpenBundle): BundleShown {
  const { release, organisation, systems, pieces } = manifest
  return {
    name: basename(bundle),
    release,
    ...(organisation === undefined ? {} : { organisation }),
    systems: Object.keys(systems),
    pieces: pieces.length,
    fingerprint,
  }
}
