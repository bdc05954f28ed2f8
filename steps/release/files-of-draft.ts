import type { Say } from '../../src/i18n/say.js'
import { artifactKey, type Release, releaseNamed } from '../../src/topology/release.js'
import type { Draft } from '../../src/wizard/draft.js'
import { draftTopology } from '../../src/wizard/draft-topology.js'
import { neededArtifacts } from '../../src/wizard/needed-artifacts.js'

/** Names of the files that the roles of the draft need, in the order of the release. */
export function neededKeys({ file }: Draft, releases: readonly Release[]): readonly string[] {
  const release = releaseNamed(releases, file.release)
  return release === undefined ? [] : neededArtifacts(release, draftTopology(file, releases)).map(artifactKey)
}

export type SourceKind = 'published' | 'mirror' | 'folder'

export function sourceKind({ file }: Draft): SourceKind {
  const source = file.artifacts?.source
  return source === undefined ? 'published' : /^https?:\/\//i.test(source) ? 'mirror' : 'folder'
}

/** `mirror  https://…`: where the files come from. */
export function sourceText(draft: Draft, releases: readonly Release[], say: Say): string {
  const published = releaseNamed(releases, draft.file.release)?.address ?? ''
  return `${say(`release.${sourceKind(draft)}`)}  ${draft.file.artifacts?.source ?? published}`
}
