import { readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ORGANISATION_FILE, ORGANISATION_PINS } from '../../bundle/manifest.js'
import { ownReleasePath, ownReleasePiece } from '../../bundle/own-release.js'
import type { OpenBundle } from '../../packing/open-bundle.js'
import type { BundleShown } from '../../wizard/workbench.js'
import { makeDirectory, writeFailure } from '../organisation/write-organisation.js'

/**
 * What an organisation begins with at its site: `text` of its `org.yaml`, `pins` for its `artifacts.lock.json`, `own`, its
 * own release file; undefined where the bundle was made for a preset.
 */
export async function bundledOrganisation({ manifest, fileOf }: Pick<OpenBundle, 'manifest' | 'fileOf'>) {
  const has = (id: string) => manifest.pieces.some((piece) => piece.id === id)
  if (!has(ORGANISATION_FILE)) return undefined
  const text = await readFile(fileOf(ORGANISATION_FILE), 'utf8')
  const pins = has(ORGANISATION_PINS) ? await readFile(fileOf(ORGANISATION_PINS), 'utf8') : '{}\n'
  const id = ownReleasePiece(manifest.release)
  const own = has(id) ? { path: ownReleasePath(manifest.release), from: fileOf(id) } : undefined
  return { text, pins, own }
}

/** Puts a release file of one's own, which lies checked at `from`, where `org.yaml` in that folder names it; gives its path. */
export async function writeOwnRelease(directory: string, own: { path: string; from: string }) {
  const path = join(directory, own.path)
  makeDirectory(dirname(path))
  await writeFile(path, await readFile(own.from)).catch(writeFailure(path, directory))
  return path
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
