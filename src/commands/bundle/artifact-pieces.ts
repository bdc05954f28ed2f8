import { posix } from 'node:path'
import { type CollectedPackage, collectPackages } from '../../apt/collect-packages.js'
import { hostFileName } from '../../artifacts/artifact-key.js'
import { type PublishedFile, readyArtifacts } from '../../artifacts/ready-artifacts.js'
import { artifactPiece, packagePiece, type SystemPackages } from '../../bundle/manifest.js'
import type { WantedPiece } from '../../bundle/wanted-pieces.js'
import { type Artifact, artifactKey, type Release } from '../../topology/release.js'
import type { Session } from '../program/session.js'
import type { BundleSubject } from './bundle-subject.js'
import type { LocalPiece } from './local-piece.js'
import { tellTransfer } from './tell-transfer.js'

interface GatherInput {
  readonly session: Session
  readonly subject: BundleSubject
  readonly wanted: readonly WantedPiece[]
  readonly cacheDirectory: string
}

/** Artifacts as they are published, and the checksums that were seen for the first time. Throws `artifact.*`. */
export async function artifactPieces({ session, subject, wanted, cacheDirectory }: GatherInput) {
  const { release, topology, pins, baseDirectory } = subject
  const artifacts = wanted.filter((one) => one.kind === 'artifact')
  const telling = tellTransfer(session, session.say('bundle.stage.artifacts'))
  try {
    const { published, newPins } = await readyArtifacts({
      release,
      wanted: artifacts.map(({ artifact, cpu }) => ({ id: artifact, ...(cpu && { cpu }) })),
      sources: topology.artifacts,
      pins,
      baseDirectory,
      cacheDirectory,
      signal: session.world.interrupts.stop,
      now: session.world.now,
      onProgress: ({ artifact, step, done, total }) => {
        if (step === 'download') telling.part(artifact, done, total)
      },
    })
    const users = new Map(artifacts.map((one) => [one.id, one.for]))
    const pieces = published.map((file) => pieceOf(file, release, users.get(idOf(file.artifact)) ?? []))
    return { pieces, newPins }
  } finally {
    telling.end()
  }
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
export async function packagePieces(
  input: GatherInput & {
    readonly systems: readonly string[]
    readonly mirrors: Readonly<Record<string, string>>
  },
): Promise<{ pieces: LocalPiece[]; systems: Record<string, SystemPackages> }> {
  const pieces: LocalPiece[] = []
  const systems: Record<string, SystemPackages> = {}
  for (const system of input.systems) {
    const wanted = input.wanted.find((one) => one.kind === 'packages' && one.system === system)
    const own = wanted?.kind === 'packages' ? await collected(input, wanted) : []
    pieces.push(...own)
    systems[system] = {
      requested: wanted?.kind === 'packages' ? wanted.names : [],
      packages: own.map(({ piece }) => piece.id),
    }
  }
  return { pieces, systems }
}

async function collected(
  { session, cacheDirectory, mirrors }: Parameters<typeof packagePieces>[0],
  wanted: WantedPackages,
): Promise<LocalPiece[]> {
  const { say, world } = session
  const index = tellTransfer(session, say('bundle.stage.index', { system: wanted.system }))
  const packages = tellTransfer(session, say('bundle.stage.packages', { system: wanted.system }))
  try {
    const found = await collectPackages({
      system: wanted.system,
      names: wanted.names,
      presetsDirectory: world.presetsDirectory,
      cacheDirectory,
      mirrors,
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
