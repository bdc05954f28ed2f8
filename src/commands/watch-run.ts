import { type RecordFold, recordFold } from '../events/run-record.js'
import { isAtWork, type Working } from '../state/find-runs.js'
import { followFile } from '../state/follow-file.js'
import type { OrganisationFolder } from '../state/organisation-folder.js'
import { printable } from '../ui/printable.js'
import { wrap } from '../ui/wrap.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { recordScreen } from './record-screen.js'
import type { Session } from './session.js'
import { shortPath } from './short-path.js'
import { showProblems } from './show-problems.js'

export interface WatchedRun {
  /** A journal, or a worker's output. */
  readonly path: string
  readonly command: string
  readonly folder: Pick<OrganisationFolder, 'lock'>
  /** Who carries it out; absent when it is over: then only its end is told. */
  readonly working?: Working
  /** Ends the watching. */
  readonly signal: AbortSignal
}

/** Prints a run as the run itself does, from its beginning to its end, and ends with its exit code. */
export async function watchRun(session: Session, run: WatchedRun): Promise<ExitCode> {
  const { path, folder, working, signal } = run
  const record = recordFold(run.command)
  const screen = recordScreen(session, record, { isOver: working === undefined })
  const isOver = () => working === undefined || !isAtWork(folder, working)
  try {
    for await (const lines of followFile(path, { isOver, signal })) {
      for (const text of lines) await screen.show(text)
      if (record.isEnded()) break
    }
  } finally {
    screen.end()
  }
  if (signal.aborted && !record.isEnded()) return leave(session, run.command)
  const told = record.problems().length
  record.close()
  await showProblems(session, record.problems().slice(told))
  return conclude(session, record, run)
}

/** Ctrl-C here is not Ctrl-C there. */
export function leave(session: Session, command: string): ExitCode {
  noteWrapped(session, session.say('watch.left', { command: printable(command) }))
  return EXIT.interrupted
}

export function noteWrapped({ note, width }: Session, ...lines: readonly string[]): void {
  note(...lines.flatMap((line) => wrap(line, width)))
}

function conclude({ say, print, paint, world }: Session, record: RecordFold, run: WatchedRun): ExitCode {
  const { exitCode, state } = record.snapshot()
  const command = printable(run.command)
  if (exitCode !== undefined) {
    const word = state === 'done' || state === 'cancelled' ? state : 'failed'
    const meaning = word === 'cancelled' ? 'warning' : word
    print(paint(meaning, say(`watch.${word}`, { command, exitCode })))
  }
  if (state !== 'done') print(say('run.journal', { path: shortPath(run.path, world.workingDirectory) }))
  return Object.values(EXIT).find((known) => known === exitCode) ?? EXIT.failed
}
