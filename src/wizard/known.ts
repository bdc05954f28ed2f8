import type { HardwareFacts, HostFacts } from '../facts/host-facts.js'
import type { Release } from '../topology/release.js'
import { releaseNamed } from '../topology/release.js'
import type { DraftFile } from './draft.js'

/** What is known beside the answers. */
export interface Known {
  readonly releases: readonly Release[]
  /** By host name; hosts that were not asked, or did not answer, are absent. */
  readonly facts: Readonly<Record<string, HostFacts>>
}

/** The release that was chosen; the first one while the answer names none that there is. */
export function releaseOf(file: Pick<DraftFile, 'release'>, { releases }: Known): Release | undefined {
  return releaseNamed(releases, file.release) ?? releases[0]
}

export function hardwareOf(host: string, { facts }: Known): HardwareFacts | undefined {
  return Object.hasOwn(facts, host) ? facts[host]?.hardware : undefined
}
