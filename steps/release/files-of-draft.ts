import { useRef } from 'react'
import type { Say } from '../../src/i18n/say.js'
import { artifactKey, artifactsOf, type Release, releaseNamed } from '../../src/topology/release.js'
import { ageText, bytesText } from '../../src/ui/measure-text.js'
import { useCell, useLook, useNow } from '../../src/ui/screen/hooks.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import type { Draft } from '../../src/wizard/draft.js'
import { draftTopology } from '../../src/wizard/draft-topology.js'
import { isRehearsed } from '../../src/wizard/prepare-run.js'
import { type Sample, transferOf, withSample } from '../../src/wizard/run-transfer.js'

/** Names of the files that the roles of the draft need, in the order of the release. */
export function neededKeys({ file }: Draft, releases: readonly Release[]): readonly string[] {
  const release = releaseNamed(releases, file.release)
  return release === undefined
    ? []
    : artifactsOf(release, draftTopology(file, releases).instances).map(artifactKey)
}

/** Nobody has to choose where files come from. */
export function hasItsFiles(props: Pick<StepProps, 'draft' | 'bench'>): boolean {
  return isRehearsed(props) || props.bench.bundle !== undefined
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

/**
 * How far the files are, and `3 of 12 files are here, 220.1 MB of 410.0 MB, 12.3 MB/s, 15s left`; rate and time are of
 * the last seconds. While the size of a file is not known, as it only waits yet: of at least so many, and no time.
 */
export function useFetched({ draft, bench, learned }: StepProps, isBusy: boolean) {
  const { say } = useLook()
  const nowMs = useNow(500, isBusy)
  const progress = useCell(learned.artifactProgress)
  const keys = neededKeys(draft, bench.releases)
  const ready = keys.filter((key) => progress[key]?.step === 'ready').length
  const samples = useRef<readonly Sample[]>([])
  const fetched = useRef<ReadonlySet<string>>(new Set())
  const downloading = Object.values(progress).filter(({ step }) => step === 'download')
  fetched.current = new Set([...fetched.current, ...downloading.map(({ artifact }) => artifact)])
  const all = Object.values(progress).filter(({ artifact }) => fetched.current.has(artifact))
  const isKnown =
    ready + downloading.length >= keys.length && downloading.every(({ total }) => total !== undefined)
  const bytes = all.reduce((sum, { total = 0 }) => sum + total, 0)
  const sent = all.reduce(
    (sum, { step, done = 0, total = 0 }) => sum + (step === 'download' ? done : total),
    0,
  )
  samples.current = withSample(samples.current, { atMs: nowMs, sent })
  const transfer = transferOf({ bytes, sent }, samples.current, nowMs)
  const { bytesPerSecond = 0, secondsLeft } = transfer ?? {}
  const ofBytes = { done: bytesText(sent), total: bytesText(bytes) }
  const told = [
    say('release.counts', { ready, count: keys.length }),
    bytes > 0 && say(isKnown ? 'transfer.of' : 'release.bytes-at-least', ofBytes),
    bytesPerSecond > 0 && say('release.rate', { rate: bytesText(bytesPerSecond) }),
    secondsLeft !== undefined && isKnown && say('time.left', { time: ageText(secondsLeft, say) }),
  ]
  return { keys, progress, ready, text: told.filter((part) => part !== false).join(say('and')) }
}
