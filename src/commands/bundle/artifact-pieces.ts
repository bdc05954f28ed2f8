import { posix } from 'node:path'
import { hostFileName } from '../../artifacts/host-file-name.js'
import { type PublishedFile, readyArtifacts } from '../../artifacts/ready-artifacts.js'
import { artifactPiece } from '../../bundle/manifest.js'
import type { WantedPiece } from '../../bundle/wanted-pieces.js'
import { type Artifact, artifactKey, type Release } from '../../topology/release.js'
import type { Session } from '../session.js'
import type { BundleSubject } from './bundle-subject.js'
import type { LocalPiece } from './local-piece.js'
import { tellTransfer } from './tell-transfer.js'

export interface GatherInput {
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
