import { useRef } from 'react'
import { ageText, bytesText } from '../../src/ui/measure-text.js'
import { useLook, useNow } from '../../src/ui/screen/hooks.js'
import { type Sample, transferOf, withSample } from '../../src/wizard/run-transfer.js'
import type { ArtifactProgress } from '../../src/wizard/workbench.js'

/**
 * `3 of 12 files are here, 220.1 MB of 410.0 MB, 12.3 MB/s, 15s left`; rate and time are of the last seconds. While the
 * size of a file is not known, as it only waits yet: of at least so many, and no time.
 */
export function useFetchText(
  progress: Readonly<Record<string, ArtifactProgress>>,
  { isBusy, ready, count }: { isBusy: boolean; ready: number; count: number },
): string {
  const { say } = useLook()
  const nowMs = useNow(500, isBusy)
  const samples = useRef<readonly Sample[]>([])
  const fetched = useRef<ReadonlySet<string>>(new Set())
  const downloading = Object.values(progress).filter(({ step }) => step === 'download')
  fetched.current = new Set([...fetched.current, ...downloading.map(({ artifact }) => artifact)])
  const all = Object.values(progress).filter(({ artifact }) => fetched.current.has(artifact))
  const isKnown = ready + downloading.length >= count && downloading.every(({ total }) => total !== undefined)
  const bytes = all.reduce((sum, { total = 0 }) => sum + total, 0)
  const sent = all.reduce(
    (sum, { step, done = 0, total = 0 }) => sum + (step === 'download' ? done : total),
    0,
  )
  samples.current = withSample(samples.current, { atMs: nowMs, sent })
  const transfer = transferOf({ bytes, sent }, samples.current, nowMs)
  const { bytesPerSecond = 0, secondsLeft } = transfer ?? {}
  return [
    say('release.counts', { ready, count }),
    ...(bytes === 0
      ? []
      : [
          say(isKnown ? 'release.bytes' : 'release.bytes-at-least', {
            done: bytesText(sent),
            total: bytesText(bytes),
          }),
        ]),
    ...(bytesPerSecond === 0 ? [] : [say('release.rate', { rate: bytesText(bytesPerSecond) })]),
    ...(secondsLeft === undefined || !isKnown
      ? []
      : [say('release.left', { time: ageText(secondsLeft, say) })]),
  ].join(say('release.and'))
}
