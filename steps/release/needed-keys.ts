import { artifactKey, type Release } from '../../src/topology/release.js'
import type { Draft } from '../../src/wizard/draft.js'
import { draftTopology } from '../../src/wizard/draft-topology.js'
import { neededArtifacts } from '../../src/wizard/needed-artifacts.js'

/** Names of the files that the roles of the draft need, in the order of the release. */
export function neededKeys({ file }: Draft, releases: readonly Release[]): readonly string[] {
  const release = releases.find(({ id }) => id === file.release)
  return release === undefined ? [] : neededArtifacts(release, draftTopology(file, releases)).map(artifactKey)
}
