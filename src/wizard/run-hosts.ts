import type { HostProgress, NodeProgress, Progress } from '../events/progress.js'
import { markOf, openChecksByHost, type RunMark, withoutChecks } from './run-mark.js'

export interface HostStrip {
  readonly host: string
  readonly mark: RunMark
  readonly counts: HostProgress
  /** The connection is gone and is being made again. */
  readonly isTried: boolean
  /** Of what is under way there: what began first. */
  readonly now?: NodeProgress
}

/** Every host of a run in the plan's order. */
export function hostStrips(progress: Progress): HostStrip[] {
  const running = new Map<string, NodeProgress>()
  for (const node of Object.values(progress.nodes)) {
    if (node.status !== 'running') continue
    const before = running.get(node.host)
    if (before === undefined || (node.startedAt ?? '') < (before.startedAt ?? ''))
      running.set(node.host, node)
  }
  const checks = openChecksByHost(progress)
  return Object.entries(progress.hosts).map(([host, counts]) => {
    const now = running.get(host)
    const isTried = counts.lost && progress.outcome === undefined
    const own = markOf(withoutChecks(counts, checks[host]))
    const mark = isTried ? 'warning' : counts.lost ? 'failed' : own
    return { host, mark, counts, isTried, ...(now === undefined ? {} : { now }) }
  })
}
