import { InstallerError } from '../../errors/problem.js'
import type { RunningProcess } from '../../events/record-line.js'
import { type RecordFold, recordFold } from '../../events/run-record.js'
import { isAtWork } from '../../state/find-runs.js'
import { followFile } from '../../state/follow-file.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { askProcess, type Wish } from '../../state/request-stop.js'
import { cell } from '../../wizard/cell.js'
import type { RunHandle } from '../../wizard/run-handle.js'
import type { Output, World } from '../program/session.js'

export interface RunStore extends Pick<RunHandle, 'subscribe' | 'snapshot'> {
  /** Something was added to the record: listeners are told a little later, once for all that comes until then. */
  readonly changed: () => void
}

const SHORTEST_MILLISECONDS = 100
const LONGEST_MILLISECONDS = 1000
const MILLISECONDS_PER_HOST = 8

/**
 * A record as screens read it: thousands of events a second become ten views. A frame of many hosts costs more and
 * tells not more per second, so that of them there are fewer. Keys are answered meanwhile, with the view there is.
 */
export function runStore(
  record: RecordFold,
  later: (tell: () => void, milliseconds: number) => void = setTimeout,
): RunStore {
  const listeners = new Set<() => void>()
  let view = record.snapshot()
  let isDue = false
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    snapshot: () => view,
    changed: () => {
      if (isDue) return
      isDue = true
      later(
        () => {
          isDue = false
          const now = record.snapshot()
          if (now === view) return
          view = now
          for (const listener of [...listeners]) listener()
        },
        pauseFor(Object.keys(record.progress().hosts).length),
      )
    },
  }
}

function pauseFor(hosts: number): number {
  return Math.min(LONGEST_MILLISECONDS, Math.max(SHORTEST_MILLISECONDS, hosts * MILLISECONDS_PER_HOST))
}

/** What was thrown, as lines of a record. */
function tellFailure(record: Pick<RecordFold, 'add'>, error: unknown): void {
  if (error instanceof InstallerError) {
    for (const one of error.problems) record.add({ type: 'problem', ...one })
    return
  }
  record.add({ type: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

export interface FollowedRunInput {
  /** A worker's output or a journal. */
  readonly path: string
  readonly folder: Pick<OrganisationFolder, 'lock'>
  /** Who writes it, until its first line tells. */
  readonly writer: RunningProcess
  /** Ends the following: the run goes on. */
  readonly signal: AbortSignal
}

/** A run that another process carries out, from its first line on, also when it is over already. */
export function followedRun({ path, folder, writer, signal }: FollowedRunInput): RunHandle {
  const record = recordFold()
  const { subscribe, snapshot, changed } = runStore(record)
  const writerNow = () => record.begun() ?? writer
  let isAbortWanted = false
  const ask = (wish: Wish = 'stop') => {
    if (record.isEnded()) return
    try {
      askProcess(writerNow(), wish)
    } catch (error) {
      tellFailure(record, error)
      changed()
    }
  }
  const follow = async () => {
    const isOver = () => !isAtWork(folder, writerNow())
    for await (const lines of followFile(path, { isOver, signal })) {
      for (const line of lines) record.addText(line)
      changed()
      if (record.isEnded()) return
      // Two signals at once are one to the process: the second goes when it has heard the first.
      if (isAbortWanted && record.progress().stopping) {
        isAbortWanted = false
        ask()
      }
    }
    if (!signal.aborted) record.close()
  }
  void follow()
    .catch((error: unknown) => {
      tellFailure(record, error)
      record.close()
    })
    .finally(changed)
  return {
    subscribe,
    snapshot,
    stop: () => ask(),
    pause: () => ask('pause'),
    goOn: () => ask('continue'),
    abort: () => {
      isAbortWanted = !record.progress().stopping
      ask()
    },
    canDetach: true,
  }
}

/**
 * Carries out a whole command line in this process, from looking at the hosts to the proof, as a worker does in its
 * own: what a rehearsal needs, whose hosts live here. Called from a key handler only.
 */
export function commandRun(argv: readonly string[], { ask: _, ...world }: World): RunHandle {
  const record = recordFold()
  const { subscribe, snapshot, changed } = runStore(record)
  const stop = new AbortController()
  const abort = new AbortController()
  const pause = cell(false)
  const output: Output = {
    isTTY: false,
    columns: 80,
    write: (text) => {
      for (const line of text.split('\n')) record.addText(line)
      changed()
    },
  }
  const interrupts = { stop: stop.signal, abort: abort.signal, pause }
  void world
    .runCommandLine([...argv, '--yes', '--json'], { ...world, stdout: output, stderr: output, interrupts })
    .catch((error: unknown) => tellFailure(record, error))
    .finally(() => {
      record.close()
      changed()
    })
  return {
    subscribe,
    snapshot,
    stop: () => stop.abort(),
    pause: () => pause.set(true),
    goOn: () => pause.set(false),
    abort: () => {
      stop.abort()
      abort.abort()
    },
    canDetach: false,
  }
}
