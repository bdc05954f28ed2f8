import type { Counts } from '../events/progress.js'

export type RunMark = 'waiting' | 'running' | 'done' | 'failed' | 'warning' | 'skipped' | 'untouched'

export type Statuses = Omit<Counts, 'bytes' | 'sent'>

/** What many nodes come to: one failure is one, and what is begun but has nothing to do just now waits. */
export function markOf({ waiting, running, failed, skipped }: Statuses): RunMark {
  if (failed > 0) return 'failed'
  if (running > 0) return 'running'
  if (waiting > 0) return 'waiting'
  return skipped > 0 ? 'skipped' : 'done'
}

/** Closing questions that were not asked yet, or are not asked any more. */
export interface OpenChecks {
  waiting: number
  skipped: number
}

/** What was started and found well is done, though everybody was to be asked once more at the end. */
function withoutChecks<S extends Statuses>(statuses: S, checks: OpenChecks | undefined): S {
  const { waiting, running, done, failed, skipped } = statuses
  const open = checks === undefined ? 0 : checks.waiting + checks.skipped
  if (checks === undefined || waiting + running + done + failed + skipped === open) return statuses
  return { ...statuses, waiting: waiting - checks.waiting, skipped: skipped - checks.skipped }
}

/** What only the closing question is for runs on as it did. */
export function markWithoutChecks(statuses: Statuses, checks: OpenChecks | undefined): RunMark {
  const { waiting, running, done, failed, skipped } = statuses
  const open = checks === undefined ? 0 : checks.waiting + checks.skipped
  const isUntouched = open > 0 && waiting + running + done + failed + skipped === open
  return isUntouched ? 'untouched' : markOf(withoutChecks(statuses, checks))
}

/** `3/5`: finished of all. */
export function share(statuses: Statuses): string {
  const { finished, all } = shareOf(statuses)
  return `${finished}/${all}`
}

/** What was skipped is not finished: it never began, and is left to do. */
export function shareOf({ done, failed, skipped, waiting, running }: Statuses) {
  const finished = done + failed
  return { finished, all: finished + skipped + waiting + running }
}
