import type { NodeProgress, Progress } from '../events/progress.js'
import type { Word } from '../i18n/en/words.js'
import type { Say } from '../i18n/say.js'
import { instanceId } from '../topology/topology.js'

export type RunMark = 'waiting' | 'running' | 'done' | 'failed' | 'warning' | 'skipped'

/** A run on the picture: by instance (`consul@h1`) and by name of host. */
export interface RunMap {
  readonly marks: Readonly<Record<string, RunMark>>
  readonly notes: Readonly<Record<string, string>>
}

/** Where every box stands, and what is done there just now. */
export function runMap(progress: Progress, say: Say): RunMap {
  const marks: Record<string, RunMark> = Object.create(null)
  const notes: Record<string, string> = Object.create(null)
  const checks = waitingChecks(progress)
  for (const [name, host] of Object.entries(progress.hosts)) {
    const isTried = host.lost && progress.outcome === undefined
    marks[name] = isTried ? 'warning' : host.lost ? 'failed' : markOf(withoutCheck(host, checks[name] ?? 0))
    notes[name] = isTried ? say('install.lost') : share(host)
  }
  for (const tally of talliesOf(progress)) {
    marks[tally.id] = markOf(withoutCheck(tally, tally.checks))
    const note = noteOf(tally, progress, say)
    if (note !== '') notes[tally.id] = note
  }
  return { marks, notes }
}

export interface Statuses {
  readonly waiting: number
  readonly running: number
  readonly done: number
  readonly failed: number
  readonly skipped: number
}

/** What many nodes come to: one failure is one, and what is begun but has nothing to do just now waits. */
export function markOf({ waiting, running, failed, skipped }: Statuses): RunMark {
  if (failed > 0) return 'failed'
  if (running > 0) return 'running'
  if (waiting > 0) return 'waiting'
  return skipped > 0 ? 'skipped' : 'done'
}

/** By host: closing questions that wait until everybody else is done. */
export function waitingChecks({ nodes }: Progress): Readonly<Record<string, number>> {
  const checks: Record<string, number> = Object.create(null)
  for (const node of Object.values(nodes)) {
    if (isWaitingCheck(node)) checks[node.host] = (checks[node.host] ?? 0) + 1
  }
  return checks
}

/** What was started and found well is done, though everybody is asked once more at the end. */
export function withoutCheck<S extends Statuses>(statuses: S, checks: number): S {
  const { waiting, running, done, failed, skipped } = statuses
  return waiting + running + done + failed + skipped === checks
    ? statuses
    : { ...statuses, waiting: waiting - checks }
}

function isWaitingCheck({ phase, status }: NodeProgress): boolean {
  return phase === 'verify' && status === 'waiting'
}

/** `3/5`: finished of all. */
export function share({ waiting, running, done, failed, skipped }: Statuses): string {
  const finished = done + failed + skipped
  return `${finished}/${finished + waiting + running}`
}

/** What a phase does, in a word: the phases between sending and checking start services, or end them. */
export function doingWord({ phase }: Pick<NodeProgress, 'phase'>, command: string): Word {
  if (command === 'stop' || command === 'destroy') return 'install.doing.end'
  if (phase === 'prepare') return 'install.doing.prepare'
  if (phase === 'distribute') return 'install.doing.send'
  return phase === 'verify' ? 'install.doing.check' : 'install.doing.start'
}

interface Tally extends Record<keyof Statuses, number> {
  readonly id: string
  /** Of those that wait: the closing question. */
  checks: number
  /** The node that tells best what goes on: one that failed, else one that runs. */
  telling: NodeProgress | undefined
}

function talliesOf({ nodes }: Progress): Iterable<Tally> {
  const tallies = new Map<string, Tally>()
  for (const node of Object.values(nodes)) {
    if (node.instance === 'host') continue
    const id = instanceId({ name: node.instance, host: node.host })
    let tally = tallies.get(id)
    if (tally === undefined) {
      tally = { id, waiting: 0, running: 0, done: 0, failed: 0, skipped: 0, checks: 0, telling: undefined }
      tallies.set(id, tally)
    }
    tally[node.status] += 1
    if (isWaitingCheck(node)) tally.checks += 1
    const isTelling = node.status === 'running' ? tally.telling === undefined : node.status === 'failed'
    if (isTelling && tally.telling?.status !== 'failed') tally.telling = node
  }
  return tallies.values()
}

function noteOf(tally: Tally, { command }: Progress, say: Say): string {
  const { telling } = tally
  if (telling === undefined) return tally.waiting > tally.checks && tally.done > 0 ? share(tally) : ''
  const doing = say(doingWord(telling, command))
  if (telling.status === 'running' && telling.bytes > 0)
    return `${doing} ${Math.floor((100 * telling.sent) / telling.bytes)} %`
  return telling.status === 'running' ? `${doing} ${share(tally)}` : doing
}
