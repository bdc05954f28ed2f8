import type { NodeProgress, Progress } from '../events/progress.js'
import type { Say, Word } from '../i18n/say.js'
import { markWithoutChecks, type RunMark, share } from './run-mark.js'
import { hostStrips } from './run-strips.js'
import { type InstanceTally, tallyOf } from './run-tally.js'

/** A run on the picture: by instance (`consul@h1`) and by name of host. */
export interface RunMap {
  readonly marks: Readonly<Record<string, RunMark>>
  readonly notes: Readonly<Record<string, string>>
}

/** Where every box stands, and what is done there just now. */
export function runMap(progress: Progress, say: Say, tally = tallyOf(progress)): RunMap {
  const marks: Record<string, RunMark> = Object.create(null)
  const notes: Record<string, string> = Object.create(null)
  for (const { host, mark, counts, isTried } of hostStrips(progress, tally)) {
    marks[host] = mark
    notes[host] = isTried ? say('install.lost') : share(counts)
  }
  for (const [id, own] of tally.instances) {
    marks[id] = markWithoutChecks(own, own.checks)
    const note = noteOf(own, progress, say)
    if (note !== '') notes[id] = note
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

function noteOf(tally: InstanceTally, { command }: Progress, say: Say): string {
  const { telling } = tally
  if (telling === undefined) return tally.waiting > tally.checks.waiting && tally.done > 0 ? share(tally) : ''
  const doing = say(doingWord(telling, command))
  if (telling.status === 'running' && telling.bytes > 0)
    return `${doing} ${Math.floor((100 * telling.sent) / telling.bytes)} %`
  return telling.status === 'running' ? `${doing} ${share(tally)}` : doing
}
