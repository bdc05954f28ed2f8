import type { NodeProgress, Progress } from '../events/progress.js'
import type { Word } from '../i18n/en/words.js'
import type { Say } from '../i18n/say.js'
import { instanceId } from '../topology/topology.js'
import {
  countOpenCheck,
  markOf,
  type OpenChecks,
  openChecksByHost,
  type RunMark,
  type Statuses,
  share,
  withoutChecks,
} from './run-mark.js'

/** A run on the picture: by instance (`consul@h1`) and by name of host. */
export interface RunMap {
  readonly marks: Readonly<Record<string, RunMark>>
  readonly notes: Readonly<Record<string, string>>
}

/** Where every box stands, and what is done there just now. */
export function runMap(progress: Progress, say: Say): RunMap {
  const marks: Record<string, RunMark> = Object.create(null)
  const notes: Record<string, string> = Object.create(null)
  const checks = openChecksByHost(progress)
  for (const [name, host] of Object.entries(progress.hosts)) {
    const isTried = host.lost && progress.outcome === undefined
    marks[name] = isTried ? 'warning' : host.lost ? 'failed' : markOf(withoutChecks(host, checks[name]))
    notes[name] = isTried ? say('install.lost') : share(host)
  }
  for (const tally of talliesOf(progress)) {
    marks[tally.id] = markOf(withoutChecks(tally, tally.checks))
    const note = noteOf(tally, progress, say)
    if (note !== '') notes[tally.id] = note
  }
  return { marks, notes }
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
  readonly checks: OpenChecks
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
      tally = {
        id,
        waiting: 0,
        running: 0,
        done: 0,
        failed: 0,
        skipped: 0,
        checks: { waiting: 0, skipped: 0 },
        telling: undefined,
      }
      tallies.set(id, tally)
    }
    tally[node.status] += 1
    countOpenCheck(tally.checks, node)
    const isTelling = node.status === 'running' ? tally.telling === undefined : node.status === 'failed'
    if (isTelling && tally.telling?.status !== 'failed') tally.telling = node
  }
  return tallies.values()
}

function noteOf(tally: Tally, { command }: Progress, say: Say): string {
  const { telling } = tally
  if (telling === undefined) return tally.waiting > tally.checks.waiting && tally.done > 0 ? share(tally) : ''
  const doing = say(doingWord(telling, command))
  if (telling.status === 'running' && telling.bytes > 0)
    return `${doing} ${Math.floor((100 * telling.sent) / telling.bytes)} %`
  return telling.status === 'running' ? `${doing} ${share(tally)}` : doing
}
