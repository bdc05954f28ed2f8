import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { ORGANISATION_FILE, ORGANISATION_PINS } from '../../bundle/manifest.js'
import type { OpenBundle } from '../../packing/open-bundle.js'
import type { BundleShown } from '../../wizard/workbench.js'

/**
 * What an organisation begins with at its site: `text` of its `org.yaml`, `pins` for its `artifacts.lock.json`; undefined
 * where the bundle was made for a preset.
 */
export async function bundledOrganisation({ manifest, fileOf }: Pick<OpenBundle, 'manifest' | 'fileOf'>) {
  const has = (id: string) => manifest.pieces.some((piece) => piece.id === id)
  if (!has(ORGANISATION_FILE)) return undefined
  const text = await readFile(fileOf(ORGANISATION_FILE), 'utf8')
  return { text, pins: has(ORGANISATION_PINS) ? await readFile(fileOf(ORGANISATION_PINS), 'utf8') : '{}\n' }
}

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
