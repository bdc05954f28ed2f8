import { dirname } from 'node:path'
import { packagesArtifact } from '../../apt/repository-tar.js'
import { defaultCacheDirectory } from '../../artifacts/cache-directory.js'
import { type ReadyArtifacts, readyArtifacts } from '../../artifacts/ready-artifacts.js'
import { coverage, coverageProblems } from '../../bundle/coverage.js'
import { artifactPiece, type Manifest } from '../../bundle/manifest.js'
import { wantedPieces } from '../../bundle/wanted-pieces.js'
import { fault, InstallerError } from '../../errors/problem.js'
import type { OpenBundle } from '../../packing/open-bundle.js'
import { differs } from '../../packing/read-pieces.js'
import { addPins, readPins } from '../../state/pins.js'
import { artifactKey, type Pins, type ReadyArtifact } from '../../topology/release.js'
import type { ArtifactsInput } from '../organisation/machines.js'
import { openGiven } from './open-given.js'

/**
 * What a bundle has of all that the topology needs, checked against the organisation's pins; no address is tried.
 * Throws `bundle.other-release` and `bundle.incomplete`, with every piece that is missing, before any host is asked.
 */
export async function bundleArtifacts(bundle: string, input: ArtifactsInput) {
  const { session, folder, topology, release, needs, onProgress } = input
  const { signal = session.world.interrupts.stop } = input
  const open = await openGiven(session, bundle, { organisation: topology.organisation, signal })
  const { manifest } = open
  if (manifest.release !== release.id) {
    const details = { bundle, release: release.id, found: manifest.release }
    throw fault('bundle.other-release', details, { file: bundle })
  }
  const systems = Object.keys(manifest.systems)
  const wanted = wantedPieces({ topology, release, systems, cpus: manifest.cpus })
  const problems = coverageProblems(coverage(wanted, manifest), bundle)
  if (problems.length > 0) throw new InstallerError(problems)

  const cacheDirectory = defaultCacheDirectory(session.world.env)
  const own = wanted.filter((one) => one.kind === 'artifact')
  const artifacts = own.map(({ artifact, cpu }) => ({ id: artifact, ...(cpu && { cpu }) }))
  const keys = artifacts.map(artifactKey)
  const found = await readyArtifacts({
    release,
    wanted: artifacts,
    // Files that are given are used, and nothing else is looked for.
    sources: { files: Object.fromEntries(keys.map((key) => [key, open.fileOf(artifactPiece(key))])) },
    pins: readPins(folder),
    baseDirectory: dirname(folder.topology),
    cacheDirectory,
    signal,
    now: session.world.now,
    onReady: ({ artifact, size, trust }) =>
      onProgress?.({ artifact, step: 'ready', done: size, total: size, from: bundle, trust }),
  })
  refuseExchanged(bundle, found, manifest)
  // What was only looked at is not trusted yet.
  if (needs.lock) addPins(folder, fromTheirOrigin(found.newPins, release.id, manifest))
  const packages = await packagesOf(open, cacheDirectory, signal)
  return {
    artifacts: [...found.ready, ...packages.ready],
    payload: (sha256: string) => packages.paths.get(sha256) ?? found.payload(sha256),
    bundle,
    offline: true,
  }
}

/** Nobody may know an artifact's checksum yet but the bundle, whose folder others may be able to write to. */
function refuseExchanged(bundle: string, { published }: ReadyArtifacts, { pieces }: Manifest): void {
  const byId = new Map(pieces.map((piece) => [piece.id, piece]))
  const problems = published.flatMap(({ artifact, sha256, size }) => {
    const piece = byId.get(artifactPiece(artifactKey(artifact)))
    return piece === undefined || piece.sha256 === sha256 ? [] : [differs(bundle, piece, sha256, size)]
  })
  if (problems.length > 0) throw new InstallerError(problems)
}

/** The OS packages of every system in the bundle, as hosts get them. */
async function packagesOf({ manifest, fileOf }: OpenBundle, cacheDirectory: string, signal: AbortSignal) {
  const pieces = new Map(manifest.pieces.map((piece) => [piece.id, piece]))
  const ready: ReadyArtifact[] = []
  const paths = new Map<string, string>()
  for (const [system, { packages }] of Object.entries(manifest.systems)) {
    if (packages.length === 0) continue
    const files = packages.flatMap((id) => {
      const piece = pieces.get(id)
      if (piece === undefined) return []
      const { path, sha256, size } = piece
      return [{ path: fileOf(id), fileName: path.split('/').at(-1) ?? path, sha256, size }]
    })
    const made = await packagesArtifact({ system, packages: files, cacheDirectory, signal })
    ready.push(made.ready)
    paths.set(made.ready.sha256, made.path)
  }
  return { ready, paths }
}

/** Where the maker of the bundle had them from says more than a path in the cache. */
function fromTheirOrigin(pins: Pins, release: string, { pieces }: Manifest): Pins {
  const origins = new Map(pieces.map(({ id, from }) => [id, from]))
  return Object.fromEntries(
    Object.entries(pins).map(([key, pin]) => {
      const from = origins.get(artifactPiece(key.slice(release.length + 1)))
      return [key, from === undefined ? pin : { ...pin, from }]
    }),
  )
}
