import { InstallerError } from '../errors/problem.js'
import {
  type Artifact,
  type ArtifactPart,
  artifactKey,
  type Pins,
  PYTHON_IDS,
  type ReadyArtifact,
  type Release,
} from '../topology/release.js'
import type { ArtifactSources } from '../topology/topology.js'
import { hostFileName, pinKey, type WantedArtifact, wantedArtifacts } from './artifact-key.js'
import { defaultCacheDirectory } from './cache-directory.js'
import { checkSource } from './check-source.js'
import { type CheckedFile, checksums } from './checksums.js'
import { type DownloadLimits, downloads } from './download.js'
import { tryEach } from './in-parallel.js'
import { assertSourceFolder, isAddress, localPath, locationsOf } from './locations.js'
import { missingProblems } from './missing-problems.js'
import { obtain } from './obtain.js'
import type { ObtainPartsInput } from './obtain-parts.js'

export interface ReadyArtifactsInput {
  readonly release: Release
  readonly wanted: readonly WantedArtifact[]
  readonly sources: ArtifactSources
  readonly pins: Pins
  /** Folder that relative paths of `sources` start at: the one of `org.yaml`. */
  readonly baseDirectory: string
  /** Downloads, unpacked members and known checksums. */
  readonly cacheDirectory?: string
  /** Reads every byte again instead of trusting size, time and inode of a file that was read before. */
  readonly verify?: boolean
  readonly onProgress?: (progress: ReadyingProgress) => void
  readonly onReady?: (ready: ReadyReport) => void
  readonly signal?: AbortSignal
  readonly limits?: Partial<DownloadLimits>
  readonly now?: () => Date
}

export interface ReadyingProgress {
  /** `carrier`, `rosetta/avx2`. */
  readonly artifact: string
  readonly step: 'download' | 'check' | 'unpack'
  /** Bytes. */
  readonly done: number
  /** Absent where the server does not say. */
  readonly total?: number
}

/** An artifact that was found and checked. */
export interface ReadyReport {
  readonly artifact: string
  /** Bytes. */
  readonly size: number
  /** Path, or address without credentials. */
  readonly from: string
  /** The organisation knew its checksum, a publisher names it, or nobody does yet. */
  readonly trust: 'pinned' | 'published' | 'first-sight'
}

export interface ReadyArtifacts {
  /** In the order of `wanted`, each once. */
  readonly ready: readonly ReadyArtifact[]
  /** Local path of the bytes of a ready artifact, by its checksum. */
  readonly payload: (sha256: string) => string
  /** The files as published, in the order of `wanted`: what `ready` was taken from. */
  readonly published: readonly PublishedFile[]
  /** First sights: `apply` adds them to the organisation's pins, `plan` does not. */
  readonly newPins: Pins
}

export interface PublishedFile extends CheckedFile {
  readonly artifact: Artifact
  /** Path, or address without credentials. */
  readonly from: string
}

const AT_ONCE = 4

/**
 * Finds every wanted artifact, fetches what is remote into the cache, and checks each against the release, the
 * organisation's pins and published sums. Throws one `InstallerError` with everything that is missing or wrong.
 */
export async function readyArtifacts(input: ReadyArtifactsInput): Promise<ReadyArtifacts> {
  const { release, sources, pins, baseDirectory, signal, onProgress, now = () => new Date() } = input
  const cacheDirectory = input.cacheDirectory ?? defaultCacheDirectory()
  const known = checksums({ cacheDirectory, verify: input.verify ?? false, now })
  const download = downloads({ cacheDirectory, known, signal, limits: input.limits })
  const artifacts = wantedArtifacts(release, input.wanted, sources)
  assertSourceFolder(sources, baseDirectory)

  const { results, problems } = await tryEach(AT_ONCE, artifacts, signal, makeReady)
  const misses = results.filter((result) => 'tried' in result)
  problems.push(...missingProblems(release, misses))
  if (problems.length > 0) throw new InstallerError(problems)

  const found = results.filter((result) => 'ready' in result)
  const paths = new Map(found.map(({ ready, path }) => [ready.sha256, path]))
  return {
    ready: found.map(({ ready }) => ready),
    published: found.map(({ published }) => published),
    newPins: Object.fromEntries(found.flatMap(({ newPins }) => Object.entries(newPins))),
    payload: (sha256) => {
      const path = paths.get(sha256)
      if (path === undefined) throw new Error(`no artifact with checksum ${sha256}`)
      return path
    },
  }

  async function makeReady(artifact: Artifact) {
    const key = artifactKey(artifact)
    const report = (step: ReadyingProgress['step']) => (done: number, total?: number) =>
      onProgress?.({ artifact: key, step, done, ...(total !== undefined && { total }) })
    const pin = pins[pinKey(release, artifact)]
    const places = locationsOf(artifact, release, sources, baseDirectory)
    // A download in the cache that has none of these is fetched again before anybody is told.
    const expected = [pin?.sha256, pin?.accepted ? undefined : artifact.sha256].filter(
      (sum) => sum !== undefined,
    )
    const found = await obtain({
      artifact,
      places,
      expected,
      known,
      download,
      report,
      cacheDirectory,
      signal,
    })
    const { parts } = artifact
    if ('tried' in found && parts === undefined) return found
    const source = 'tried' in found ? await makeOf(artifact, parts, report) : found
    await checkSource({ artifact, release, pin, source, download })
    const content =
      artifact.member === undefined
        ? source
        : await (await import('./unpack-member.js')).unpackMember({
            zip: source,
            artifact,
            member: artifact.member,
            cacheDirectory,
            known,
            report: report('unpack'),
            signal,
          })
    const python = PYTHON_IDS.includes(artifact.id) ? await lookedInto(content) : undefined
    const { path, sha256, size, from } = source
    const isPublished = artifact.sha256 !== undefined || artifact.sums !== undefined || 'tried' in found
    const trust = pin !== undefined ? 'pinned' : isPublished ? 'published' : 'first-sight'
    input.onReady?.({ artifact: key, size: content.size, from, trust })
    const newPin = { sha256, size, from, since: now().toISOString() }
    return {
      path: content.path,
      published: { artifact, path, sha256, size, from },
      ready: {
        id: artifact.id,
        ...(artifact.cpu && { cpu: artifact.cpu }),
        fileName: hostFileName(artifact, path),
        ...(python !== undefined && { python }),
        sha256: content.sha256,
        size: content.size,
      },
      newPins: pin === undefined ? { [pinKey(release, artifact)]: newPin } : {},
    }
  }

  async function lookedInto(file: CheckedFile) {
    const { pythonContent } = await import('./python-content.js')
    return pythonContent(file, { cacheDirectory, signal })
  }

  async function makeOf(
    artifact: Artifact,
    parts: readonly ArtifactPart[] = [],
    report: ObtainPartsInput['report'],
  ) {
    const { source } = sources
    const from = source === undefined || isAddress(source) ? source : localPath(source, baseDirectory)
    const { makeArtifact } = await import('./make-artifact.js')
    const { indexAddress, packageIndex } = await import('./package-index.js')
    const index = packageIndex(indexAddress(sources), download)
    return makeArtifact({
      artifact,
      parts,
      source: from,
      index,
      known,
      download,
      cacheDirectory,
      report,
      signal,
    })
  }
}
