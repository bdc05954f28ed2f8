import { basename, posix } from 'node:path'
import { InstallerError, problem } from '../errors/problem.js'
import { type Artifact, artifactKey, type Release } from '../topology/release.js'
import type { ArtifactSources } from '../topology/topology.js'

export interface WantedArtifact {
  readonly id: string
  /** Absent for artifacts without variants; for one with variants, it asks for all of them. */
  readonly cpu?: 'avx2' | 'no-avx2'
}

/** Its entry in `artifacts.lock.json`; versions of different releases don't meet there. */
export function pinKey(release: Pick<Release, 'id'>, artifact: WantedArtifact): string {
  return `${release.id}/${artifactKey(artifact)}`
}

/** The release's artifacts that are wanted, each once. Throws `artifact.unknown` for names that the release has not. */
export function wantedArtifacts(
  release: Release,
  wanted: readonly WantedArtifact[],
  sources: ArtifactSources,
): readonly Artifact[] {
  const known = [...new Set(release.artifacts.flatMap((artifact) => [artifact.id, artifactKey(artifact)]))]
  const strangers = Object.keys(sources.files).filter((key) => !known.includes(key))
  const chosen = wanted.map((want) => release.artifacts.filter((artifact) => isMeant(artifact, want)))
  const unknown = [
    ...strangers.map((key) => ({ artifact: key, where: { path: `artifacts.files.${key}` } })),
    ...wanted
      .filter((_, i) => chosen[i]?.length === 0)
      .map((want) => ({ artifact: artifactKey(want), where: {} })),
  ]
  if (unknown.length > 0) {
    const names = { release: release.id, known: known.join(', ') }
    throw new InstallerError(
      unknown.map(({ artifact, where }) => problem('artifact.unknown', { artifact, ...names }, where)),
    )
  }
  return [...new Set(chosen.flat())]
}

function isMeant(artifact: Artifact, want: WantedArtifact): boolean {
  if (artifact.id !== want.id) return false
  return want.cpu === undefined || artifact.cpu === undefined || artifact.cpu === want.cpu
}

/**
 * The name that hosts see: of the member, or of the file that was really used, since `pip` reads a wheel's name.
 * Names that a host could stumble over give way to the release's.
 */
export function hostFileName(artifact: Artifact, sourcePath: string): string {
  if (artifact.member !== undefined) return posix.basename(artifact.member)
  const name = basename(sourcePath)
  return /^[A-Za-z0-9_][A-Za-z0-9._+-]*$/.test(name) ? name : posix.basename(artifact.file)
}
