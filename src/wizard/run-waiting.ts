import type { NodeProgress } from '../events/progress.js'
import { isUnderWay } from '../events/run-record.js'
import type { RunView } from './run-handle.js'
import { tallyOf } from './run-tally.js'

/** What a run waits for just now. */
export type Waiting =
  | { readonly for: 'stage'; readonly stage: NonNullable<RunView['stage']> }
  /** `node` runs longest of all that run. */
  | { readonly for: 'action'; readonly node: NodeProgress; readonly others: number }
  /** Connections that are gone and are being made again. */
  | { readonly for: 'hosts'; readonly hosts: readonly string[] }
  | { readonly for: 'start' }
  /** It rests, once what runs longest of what is under way, and the others, have ended. */
  | { readonly for: 'pause'; readonly node: NodeProgress | undefined; readonly others: number }
  | { readonly for: 'nothing' }

/** Nothing at all has happened for so long: the operator wonders. */
export const STALL_SECONDS = 15

export function waitingFor({ progress, stage, state }: RunView, { running } = tallyOf(progress)): Waiting {
  if (!isUnderWay(state)) return { for: 'nothing' }
  if (stage !== undefined) return { for: 'stage', stage }
  const lost = Object.entries(progress.hosts).flatMap(([name, host]) => (host.lost ? [name] : []))
  const alive = running.filter((node) => !lost.includes(node.host))
  const [first, ...others] = alive
  if (state === 'paused')
    return { for: 'pause', node: first && oldestOf(first, others), others: others.length }
  if (first === undefined) return lost.length > 0 ? { for: 'hosts', hosts: lost } : { for: 'start' }
  return { for: 'action', node: oldestOf(first, others), others: others.length }
}

function oldestOf(first: NodeProgress, others: readonly NodeProgress[]): NodeProgress {
  return others.reduce(
    (before, node) => ((node.startedAt ?? '') < (before.startedAt ?? '') ? node : before),
    first,
  )
}

/** When something last happened, as far as a run that is met on its way tells: milliseconds since the epoch. */
export function latestNewsMs({ progress, log }: Pick<RunView, 'progress' | 'log'>): number {
  const starts = Object.values(progress.nodes).map(({ startedAt, milliseconds }) =>
    startedAt === undefined ? 0 : Date.parse(startedAt) + (milliseconds ?? 0),
  )
  const told = [progress.startedAt, progress.finishedAt, log.lines.at(-1)?.at].flatMap((at) =>
    at === undefined ? [] : [Date.parse(at)],
  )
  return [...starts, ...told].reduce((latest, at) => Math.max(latest, at), 0)
}
