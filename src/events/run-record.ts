import { type Problem, problem } from '../errors/problem.js'
import { type LogTail, logFold } from './log-tail.js'
import { type Progress, progressFold, toProblem } from './progress.js'
import { parseRecordLine, type RecordLine, type RunningProcess, type Stage } from './record-line.js'

/** A command that runs a plan, from its first line to its last: what its journal or its output tells. */
export interface RunRecord {
  readonly progress: Progress
  readonly log: LogTail
  /** What was told beside the failures of nodes: preflight, what still differs, a process that was killed. */
  readonly problems: readonly Problem[]
  readonly state: RunState
  /** What goes on before and after the plan itself; absent while the plan runs, and at the end. */
  readonly stage?: { readonly id: Stage /** An artifact, a host. */; readonly about?: string | undefined }
  /** Who carries it out; absent until it has said so. */
  readonly begun?: RunningProcess & { readonly at: string; readonly command: string; readonly pauses?: true }
  readonly exitCode?: number
  /** UTC, ISO 8601. */
  readonly endedAt?: string
}

/** `lost`: the process is gone without a word; what is true, only the hosts can tell. */
export type RunState =
  | 'starting'
  | 'running'
  | 'paused'
  | 'stopping'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'lost'

export function isUnderWay(state: RunState | undefined): boolean {
  return state === 'starting' || state === 'running' || state === 'paused' || state === 'stopping'
}

export interface RecordFold {
  readonly add: (line: RecordLine) => void
  /** Takes a line as it stands in the file, and gives what it says. What is no line of ours counts as last words. */
  readonly addText: (text: string) => RecordLine | undefined
  /** The process is gone. When it has not said how it ended, it was killed. */
  readonly close: () => void
  readonly isEnded: () => boolean
  /** Where the plan stands, to be read at once. */
  readonly progress: () => Progress
  readonly problems: () => RunRecord['problems']
  readonly begun: () => RunRecord['begun']
  /** Never changes, and is the same object until something was added. */
  readonly snapshot: () => RunRecord
}

const LAST_WORDS = 20

/** `command`: what it is to be called as long as the record itself has not said so. */
export function recordFold(command = 'create-metis-node'): RecordFold {
  const progress = progressFold()
  const log = logFold()
  const lastWords: string[] = []
  let told: Pick<RunRecord, 'problems' | 'stage' | 'begun' | 'exitCode' | 'endedAt'> = { problems: [] }
  let isLost = false
  let kept: RunRecord | undefined
  const isEnded = () => told.exitCode !== undefined || isLost
  const tell = (one: Problem) => {
    told = { ...told, problems: [...told.problems, one] }
  }
  const add = (line: RecordLine) => {
    kept = undefined
    switch (line.type) {
      case 'begun': {
        const { type: _, ...begun } = line
        told = { ...told, begun }
        return
      }
      case 'stage':
        told = { ...told, stage: { id: line.stage, about: line.about } }
        return
      case 'problem': {
        const found = toProblem(line)
        if (found !== undefined && !isToldByNode(found, progress.now())) tell(found)
        return
      }
      case 'bug':
        return tell({ ...problem('run.bug'), output: line.stack.split('\n') })
      case 'ended':
        told = { ...withoutStage(told), exitCode: line.exitCode, endedAt: line.at }
        return
      case 'console':
      case 'done':
      case 'interrupted':
      case 'nothing-to-do':
        return
      case 'run-started':
        told = withoutStage(told)
        break
    }
    progress.add(line)
    log.add(line, progress.now())
  }
  return {
    add,
    addText: (text) => {
      const line = parseRecordLine(text)
      if (line !== undefined) add(line)
      else if (text.trim() !== '' && !text.startsWith('{')) {
        lastWords.push(text)
        if (lastWords.length > LAST_WORDS) lastWords.shift()
      }
      return line
    },
    close: () => {
      if (isEnded()) return
      kept = undefined
      isLost = true
      told = withoutStage(told)
      const details = { command: told.begun?.command ?? command }
      tell({ ...problem('run.process-lost', details), output: [...lastWords] })
    },
    isEnded,
    progress: progress.now,
    problems: () => told.problems,
    begun: () => told.begun,
    snapshot: () => {
      kept ??= {
        ...told,
        progress: progress.snapshot(),
        log: log.snapshot(),
        state: isLost ? 'lost' : stateOf(told.exitCode, progress.now()),
      }
      return kept
    },
  }
}

const INTERRUPTED = 130

function stateOf(exitCode: number | undefined, { startedAt, stopping, paused }: Progress): RunState {
  if (exitCode !== undefined)
    return exitCode === 0 ? 'done' : exitCode === INTERRUPTED ? 'cancelled' : 'failed'
  if (startedAt === undefined) return 'starting'
  return stopping ? 'stopping' : paused ? 'paused' : 'running'
}

/** A command tells the failures of its run once more when that is over. */
function isToldByNode({ code, where }: Problem, { nodes }: Progress): boolean {
  const { action } = where
  if (action === undefined || !Object.hasOwn(nodes, action)) return false
  return nodes[action]?.problem?.code === code
}

function withoutStage<T extends { readonly stage?: unknown }>({ stage: _, ...others }: T): Omit<T, 'stage'> {
  return others
}
