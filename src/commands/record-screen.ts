import { failuresOf } from '../events/failures.js'
import type { RecordFold } from '../events/run-record.js'
import { printable } from '../ui/printable.js'
import { progressLines } from '../ui/progress-lines.js'
import { wrap } from '../ui/wrap.js'
import { liveLines } from './live-lines.js'
import type { Session } from './session.js'
import { showFailures, showProblems } from './show-problems.js'

export interface RecordScreen {
  /** Takes a line as it stands in the file. */
  readonly show: (text: string) => Promise<void>
  /** Takes away the line about now. */
  readonly end: () => void
}

/** A record as lines on the screen. Of one that is over only the end is shown, and with `--json` always all of it. */
export function recordScreen(
  session: Session,
  record: RecordFold,
  { isOver }: { isOver: boolean },
): RecordScreen {
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
      await showFailures(session, failuresOf(record.progress()))
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
