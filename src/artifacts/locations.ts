import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { posix, resolve } from 'node:path'
import { fault } from '../errors/problem.js'
import { shellQuote } from '../lib/text.js'
import type { Artifact, Release } from '../topology/release.js'
import { artifactKey } from '../topology/release.js'
import type { ArtifactSources } from '../topology/topology.js'

/** Where an artifact may be. `given` must be there; of the others the first that has it wins. */
export type Location =
  | { readonly kind: 'given'; readonly path: string; readonly key: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'address'; readonly address: string }

export interface LocationsInput {
  readonly artifact: Artifact
  readonly release: Release
  readonly sources: ArtifactSources
  readonly baseDirectory: string
}

/** In the order in which they are tried: the operator's file, folder or mirror, then the published addresses. */
export function locationsOf({
  artifact,
  release,
  sources,
  baseDirectory,
}: LocationsInput): readonly Location[] {
  const key = [artifactKey(artifact), artifact.id].find((name) => Object.hasOwn(sources.files, name))
  const given = key === undefined ? undefined : sources.files[key]
  if (key !== undefined && given !== undefined) {
    return [{ kind: 'given', path: localPath(given, baseDirectory), key }]
  }
  const { source } = sources
  const names = [artifact.file, ...(hasOwnBaseName(artifact, release) ? [posix.basename(artifact.file)] : [])]
  const folder = source === undefined || isAddress(source) ? undefined : localPath(source, baseDirectory)
  const addresses = [
    source !== undefined && isAddress(source) ? source : undefined,
    artifact.address,
    release.address,
  ]
  return [
    ...(folder === undefined
      ? []
      : [...new Set(names)].map((name) => ({ kind: 'file' as const, path: resolve(folder, name) }))),
    ...[...new Set(addresses.filter((address) => address !== undefined))].map((address) => ({
      kind: 'address' as const,
      address: `${address.replace(/\/*$/, '/')}${artifact.file.split('/').map(encodeURIComponent).join('/')}`,
    })),
  ]
}

/** Throws `artifact.source-missing` when the operator's source is a folder that is not there. */
export function assertSourceFolder({ source }: ArtifactSources, baseDirectory: string): void {
  if (source === undefined || isAddress(source)) return
  const path = localPath(source, baseDirectory)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return
  throw fault('artifact.source-missing', { path, quoted: shellQuote(path) }, { path: 'artifacts.source' })
}

/** Variants for different CPUs share a base name: in one flat folder, one would be taken for the other. */
function hasOwnBaseName(artifact: Artifact, release: Release): boolean {
  const name = posix.basename(artifact.file)
  return release.artifacts.filter((other) => posix.basename(other.file) === name).length === 1
}

function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source)
}

function localPath(path: string, baseDirectory: string): string {
  return resolve(
    baseDirectory,
    path.replace(/^~(?=\/|$)/, () => homedir()),
  )
}
