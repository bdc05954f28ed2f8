import { nodeProblems } from '../../events/progress.js'
import { type RecordFold, type RunRecord, recordFold } from '../../events/run-record.js'
import { isAtWork, type Working } from '../../state/find-runs.js'
import { followFile } from '../../state/follow-file.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { progressLines } from '../../ui/progress-lines.js'
import { printable, wrap } from '../../ui/text.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Session } from '../program/session.js'
import { liveLines } from '../terminal/live-lines.js'
import { showFailures, showProblems } from '../terminal/show-problems.js'

export interface WatchedRun {
  /** A journal, or a worker's output. */
  readonly path: string
  readonly command: string
  readonly folder: OrganisationFolder
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
  const view = record.snapshot()
  tellEnd(session, run, view)
  return Object.values(EXIT).find((known) => known === view.exitCode) ?? EXIT.failed
}

/** Ctrl-C here is not Ctrl-C there. */
export function leave(session: Session, command: string): ExitCode {
  noteWrapped(session, session.say('watch.left', { command: printable(command) }))
  return EXIT.interrupted
}

export function noteWrapped({ note, width }: Session, ...lines: readonly string[]): void {
  note(...lines.flatMap((line) => wrap(line, width)))
}

/** How it ended, as far as that is known, and where it is written down. */
export function tellEnd(
  { say, print, paint, shortPath }: Session,
  { path, command }: Pick<WatchedRun, 'path' | 'command'>,
  { state, exitCode }: Pick<RunRecord, 'state' | 'exitCode'>,
): void {
  if (exitCode !== undefined) {
    const word = state === 'done' || state === 'cancelled' ? state : 'failed'
    const text = say(`watch.${word}`, { command: printable(command), exitCode })
    print(paint(word === 'cancelled' ? 'warning' : word, text))
  }
  if (state !== 'done') print(say('run.journal', { path: shortPath(path) }))
}

interface RecordScreen {
  /** Takes a line as it stands in the file. */
  readonly show: (text: string) => Promise<void>
  /** Takes away the line about now. */
  readonly end: () => void
}

/** A record as lines on the screen. Of one that is over only the end is shown, and with `--json` always all of it. */
function recordScreen(session: Session, record: RecordFold, { isOver }: { isOver: boolean }): RecordScreen {
  const { language, paint, width, say, print, note, world, options } = session
  const progress = progressLines({ language, paint, width, verbose: options.verbose === true })
  const live = liveLines(world.stdout)
  const end = () => live.end()
  return {
    end,
    show: async (text) => {
      const before = record.problems().length
      const line = record.addText(text)
      if (options.json) return emitAgain(session, text)
      if (line === undefined) return
      switch (line.type) {
        case 'begun':
        case 'ended':
        case 'done':
        case 'interrupted':
        case 'nothing-to-do':
          return
        case 'stage':
          end()
          if (!isOver) note(say(`stage.${line.stage}`, { about: printable(line.about ?? '') }))
          return
        case 'console':
          end()
          return print(say('apply.console', { address: printable(line.address) }))
        case 'problem':
        case 'bug':
          end()
          return showProblems(session, record.problems().slice(before))
      }
      const told = progress.lines(line)
      // Ctrl-C means something else here than where it was started.
      const lines =
        line.type === 'stopping'
          ? wrap(say('watch.stopping', { count: line.running.length }), width).map((row) =>
              paint('warning', row),
            )
          : told
      if (isOver && line.type !== 'run-finished') return
      live.show(lines, progress.status())
      if (line.type !== 'run-finished') return
      end()
      await showFailures(session, nodeProblems(record.progress()))
    },
  }
}

/** As whoever carries it out would print it, with what this version does not know. */
function emitAgain({ emit }: Session, text: string): void {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string') {
      emit({ ...value, type: value.type })
    }
  } catch {
    // A line that is none of ours: `record` keeps it as last words.
  }
}
