import { InstallerError } from '../../errors/problem.js'
import type { Language } from '../../i18n/language.js'
import { speak } from '../../i18n/spoken.js'
import { printable } from '../../ui/text.js'
import { EXIT, type ExitCode, exitCodeOf } from '../program/exit-code.js'
import type { UsageError } from '../program/parser.js'
import { type CommonOptions, Interrupted, openSession, type Session, type World } from '../program/session.js'
import { usageProblem } from '../program/usage-problem.js'
import { showProblems } from './show-problems.js'

/**
 * What a command threw: problems become cards, an interruption a word, a bug keeps its stack. A problem that came up
 * after Ctrl-C is told too: what failed while running work was finished is nothing that the operator asked for.
 */
export async function showFailure(error: unknown, session: Session): Promise<ExitCode> {
  const { say, world } = session
  const { stop } = world.interrupts
  const isInterruption = error instanceof Interrupted || (stop.aborted && isAbort(error, stop))
  if (isInterruption) return showInterruption(session)
  if (error instanceof InstallerError) {
    await showProblems(session, error.problems, session.note)
    if (session.options.verbose && error.cause instanceof Error) session.note(stackOf(error.cause))
    return stop.aborted ? showInterruption(session) : exitCodeOf(error.problems)
  }
  session.emit({ type: 'bug', stack: stackOf(error) })
  session.note(say('bug.title'), stackOf(error), say('bug.report'))
  return EXIT.failed
}

function showInterruption({ say, note, emit }: Session): ExitCode {
  note(say('interrupted'))
  emit({ type: 'interrupted' })
  return EXIT.interrupted
}

/** What work that was called off throws: the signal's own reason, or what Node makes of it. */
function isAbort(error: unknown, stop: AbortSignal): boolean {
  return error === stop.reason || (error instanceof Error && error.name === 'AbortError')
}

/** A command line that can't be meant: said before there is a session. */
export async function showMisuse(
  misuse: UsageError,
  language: Language,
  options: CommonOptions,
  world: World,
): Promise<ExitCode> {
  await speak(language)
  return showFailure(usageProblem(misuse), openSession(world, language, options))
}

function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return stack.split('\n').map(printable).join('\n')
}
