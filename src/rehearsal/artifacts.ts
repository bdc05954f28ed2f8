import { posix } from 'node:path'
import { sha256 } from '../lib/digest.js'
import { artifactKey, artifactsOf, type ReadyArtifact, type Release } from '../topology/release.js'
import type { Topology } from '../topology/topology.js'

const MB = 1_000_000

/** Bytes that hosts get, about as large as the real ones. */
const SIZES: Readonly<Record<string, number>> = {
  consul: 105 * MB,
  carrier: 62 * MB,
  via: 24 * MB,
  'admin-jar': 78 * MB,
  'admin-web': 9 * MB,
  'admin-schema': 58_000,
  'metis-wheel': 1.3 * MB,
  'channel-sdk': 17 * MB,
  rosetta: 41 * MB,
  python: 33 * MB,
  wheelhouse: 148 * MB,
}
const OTHER_BYTES = 20 * MB

/** The artifacts that an organisation needs, made up: nothing is fetched, and nobody reads their bytes. */
export function rehearsalArtifacts(topology: Topology, release: Release): readonly ReadyArtifact[] {
  return artifactsOf(release, topology.instances).map((artifact) => ({
    id: artifact.id,
    ...(artifact.cpu === undefined ? {} : { cpu: artifact.cpu }),
    fileName: posix.basename(artifact.member ?? artifact.file),
    sha256: sha256(`rehearsal of ${release.id} ${artifactKey(artifact)}`),
    // No file of the world has a round number of bytes.
    size: Math.round(SIZES[artifact.id] ?? OTHER_BYTES) + 4321,
  }))
}
