import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { posix, resolve } from 'node:path'
import { fault } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import { type Artifact, artifactKey, type Release } from '../topology/release.js'
import type { ArtifactSources } from '../topology/topology.js'

/** Where an artifact may be. `given` must be there; of the others the first that has it wins. */
export type Location =
  | { readonly kind: 'given'; readonly path: string; readonly key: string }
  | { readonly kind: 'file'; readonly path: string }
  /** In a zip, by one of these names, also below folders there. */
  | { readonly kind: 'zipped'; readonly zip: string; readonly names: readonly string[] }
  | { readonly kind: 'address'; readonly address: string }

/** In the order in which they are tried: the operator's file, folder or mirror, then the published addresses. */
export function locationsOf(
  artifact: Artifact,
  release: Release,
  sources: ArtifactSources,
  baseDirectory: string,
): readonly Location[] {
  const key = [artifactKey(artifact), artifact.id].find((name) => Object.hasOwn(sources.files, name))
  const given = key === undefined ? undefined : sources.files[key]
  if (key !== undefined && given !== undefined) {
    return [{ kind: 'given', path: localPath(given, baseDirectory), key }]
  }
  const own = sources.source === undefined ? [] : [sources.source]
  const { file } = artifact
  const names = hasOwnBaseName(artifact, release) ? [file, posix.basename(file)] : [file]
  const local = own.filter((source) => !isAddress(source)).map((source) => localPath(source, baseDirectory))
  const zips = local.filter(isZip).map((zip) => ({ kind: 'zipped' as const, zip, names }))
  const paths = local
    .filter((source) => !isZip(source))
    .flatMap((source) => names.map((name) => resolve(source, name)))
  // Nobody publishes what is made of parts.
  const published = artifact.parts === undefined ? [artifact.address, release.address] : []
  const addresses = [...own.filter(isAddress), ...published]
  const place = file.split('/').map(encodeURIComponent).join('/')
  return [
    ...zips,
    ...[...new Set(paths)].map((path) => ({ kind: 'file' as const, path })),
    ...[...new Set(addresses.filter((one) => one !== undefined))].map((address) => ({
      kind: 'address' as const,
      address: `${address.replace(/\/*$/, '/')}${place}`,
    })),
  ]
}

/** The operator has named it, or it lies in the folder that was given: nothing has to be fetched. */
export function isAtHand(
  artifact: Artifact,
  release: Release,
  sources: ArtifactSources,
  baseDirectory: string,
): boolean {
  const places = locationsOf(artifact, release, sources, baseDirectory)
  return places.some((place) => place.kind === 'given' || (place.kind === 'file' && existsSync(place.path)))
}

function isZip(path: string): boolean {
  return /\.zip$/i.test(path)
}

/** Throws `artifact.source-missing` when the operator's source is a folder or zip file that is not there. */
export function assertSourceFolder({ source }: ArtifactSources, baseDirectory: string): void {
  if (source === undefined || isAddress(source)) return
  const path = localPath(source, baseDirectory)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() || (isZip(path) && found?.isFile())) return
  throw fault('artifact.source-missing', { path, quoted: shellQuote(path) }, { path: 'artifacts.source' })
}

/** Variants for different CPUs share a base name: in one flat folder, one would be taken for the other. */
function hasOwnBaseName(artifact: Artifact, release: Release): boolean {
  const name = posix.basename(artifact.file)
  return release.artifacts.filter((other) => posix.basename(other.file) === name).length === 1
}

export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source)
}

export function localPath(path: string, baseDirectory: string): string {
  return resolve(
    baseDirectory,
    path.replace(/^~(?=\/|$)/, () => homedir()),
  )
}
