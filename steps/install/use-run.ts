import { useMemo, useRef, useSyncExternalStore } from 'react'
import { isUnderWay } from '../../src/events/run-record.js'
import { useNow } from '../../src/ui/screen/hooks.js'
import { failuresOf } from '../../src/wizard/run-failures.js'
import type { RunHandle, RunView } from '../../src/wizard/run-handle.js'
import { hostStrips, phaseStrips } from '../../src/wizard/run-strips.js'
import { tallyOf } from '../../src/wizard/run-tally.js'
import { type Sample, transferOf, withSample } from '../../src/wizard/run-transfer.js'
import { latestNewsMs, waitingFor } from '../../src/wizard/run-waiting.js'

/** A run as it is now, with what is derived from it and from the time. */
export function useRun(run: RunHandle) {
  const view = useSyncExternalStore(run.subscribe, run.snapshot)
  const isOver = !isUnderWay(view.state)
  const nowMs = useNow(1000, !isOver)
  const seen = useRef<Seen>({ view: undefined, newsMs: 0, samples: [] })
  seen.current = looked(seen.current, view, nowMs)
  const { newsMs, samples } = seen.current
  const { progress, problems } = view
  const tally = useMemo(() => tallyOf(progress), [progress])
  const second = Math.floor(nowMs / 1000)
  return {
    view,
    isOver,
    tally,
    hosts: useMemo(() => hostStrips(progress, tally), [progress, tally]),
    // Times of phases are shown in seconds, so that more frames would tell nothing new.
    // biome-ignore lint/correctness/useExhaustiveDependencies: second stands for nowMs
    phases: useMemo(() => phaseStrips(progress, nowMs, tally), [progress, tally, second]),
    failures: useMemo(() => failuresOf({ progress, problems }, tally), [progress, problems, tally]),
    waiting: useMemo(() => waitingFor(view, tally), [view, tally]),
    transfer: isOver ? undefined : transferOf(progress.total, samples, nowMs),
    quietSeconds: isOver ? 0 : Math.max(0, Math.floor((nowMs - newsMs) / 1000)),
    elapsedSeconds: elapsedSeconds(view, nowMs),
  }
}

interface Seen {
  readonly view: RunView | undefined
  readonly newsMs: number
  readonly samples: readonly Sample[]
}

function looked(before: Seen, view: RunView, nowMs: number): Seen {
  if (before.view === view) return before
  const hasNews = before.view?.progress !== view.progress || before.view?.log !== view.log
  const newsMs = before.view === undefined ? latestNewsMs(view) || nowMs : hasNews ? nowMs : before.newsMs
  const { sent } = view.progress.total
  return { view, newsMs, samples: withSample(before.samples, { atMs: nowMs, sent }) }
}

function elapsedSeconds({ progress }: RunView, nowMs: number): number {
  if (progress.startedAt === undefined) return 0
  const end = progress.finishedAt === undefined ? nowMs : Date.parse(progress.finishedAt)
  return Math.max(0, (end - Date.parse(progress.startedAt)) / 1000)
}
