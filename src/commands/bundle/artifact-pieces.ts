import { posix } from 'node:path'
import { type CollectedPackage, collectPackages } from '../../apt/collect-packages.js'
import { hostFileName } from '../../artifacts/artifact-key.js'
import { type PublishedFile, readyArtifacts } from '../../artifacts/ready-artifacts.js'
import { artifactPiece, packagePiece, type SystemPackages } from '../../bundle/manifest.js'
import type { WantedPiece } from '../../bundle/wanted-pieces.js'
import { type Artifact, artifactKey, type Release } from '../../topology/release.js'
import type { Order } from './order.js'
import type { LocalPiece } from './own-pieces.js'
import { tellTransfer } from './tell-transfer.js'

/** Artifacts as they are published, and the checksums that were seen for the first time. Throws `artifact.*`. */
export async function artifactPieces(
  { session, subject, cacheDirectory, options }: Order,
  all: readonly WantedPiece[],
) {
  const { release, topology, pins, baseDirectory } = subject
  const { python: index } = options.mirrors
  const wanted = all.filter((one) => one.kind === 'artifact')
  const telling = tellTransfer(session, session.say('bundle.stage.artifacts'))
  const { published, newPins } = await readyArtifacts({
    release,
    wanted: wanted.map(({ artifact, cpu }) => ({ id: artifact, ...(cpu && { cpu }) })),
    sources: { ...topology.artifacts, ...(index !== undefined && { index }) },
    pins,
    baseDirectory,
    cacheDirectory,
    signal: session.world.interrupts.stop,
    now: session.world.now,
    onProgress: ({ artifact, step, done, total }) => {
      if (step === 'download') telling.part(artifact, done, total)
    },
  }).finally(telling.end)
  const users = new Map(wanted.map((one) => [one.id, one.for]))
  const pieces = published.map((file) => pieceOf(file, release, users.get(idOf(file.artifact)) ?? []))
  return { pieces, newPins }
}

const idOf = (artifact: Artifact) => artifactPiece(artifactKey(artifact))

function pieceOf(file: PublishedFile, release: Release, users: readonly string[]): LocalPiece {
  const { artifact, path, sha256, size, from } = file
  // Below the folder that the release names, since variants share a name; `pip` reads the name of a wheel.
  const name = artifact.member === undefined ? hostFileName(artifact, path) : posix.basename(artifact.file)
  const place = posix.join('release', release.id, posix.dirname(artifact.file), name)
  const about = { version: release.version, for: [...users], from }
  return { piece: { id: idOf(artifact), kind: 'artifact', path: place, sha256, size, ...about }, local: path }
}

type WantedPackages = Extract<WantedPiece, { kind: 'packages' }>

/** OS packages of every system with all that they depend on. Throws `apt.*`. */
export async function packagePieces(order: Order, all: readonly WantedPiece[]) {
  const pieces: LocalPiece[] = []
  const systems: Record<string, SystemPackages> = {}
  for (const system of order.systems) {
    const wanted = all.find((one) => one.kind === 'packages' && one.system === system)
    const own = wanted?.kind === 'packages' ? await collected(order, wanted) : []
    pieces.push(...own)
    systems[system] = {
      requested: wanted?.kind === 'packages' ? wanted.names : [],
      packages: own.map(({ piece }) => piece.id),
    }
  }
  return { pieces, systems }
}

async function collected({ session, cacheDirectory, options }: Order, wanted: WantedPackages) {
  const { say, world } = session
  const index = tellTransfer(session, say('bundle.stage.index', { system: wanted.system }))
  const packages = tellTransfer(session, say('bundle.stage.packages', { system: wanted.system }))
  try {
    const found = await collectPackages({
      system: wanted.system,
      names: wanted.names,
      presetsDirectory: world.presetsDirectory,
      cacheDirectory,
      mirrors: options.mirrors,
      signal: world.interrupts.stop,
      now: world.now,
      onProgress: ({ step, done, total }) => {
        if (step === 'package') index.end()
        ;(step === 'index' ? index : packages).whole(done, total)
      },
    })
    return found.packages.map((one) => packagePieceOf(one, wanted))
  } finally {
    index.end()
    packages.end()
  }
}

function packagePieceOf(one: CollectedPackage, { system, names, for: roles }: WantedPackages): LocalPiece {
  const { name, version, fileName, sha256, size, from } = one
  return {
    piece: {
      id: packagePiece(system, name),
      kind: 'package',
      // Names in archives may hold what FAT32 does not.
      path: `packages/${system}/${fileName.replace(/[^\w.+~-]/g, '_')}`,
      sha256,
      size,
      version,
      for: [...(names.includes(name) ? roles : []), ...one.for],
      from,
    },
    local: one.path,
  }
}
