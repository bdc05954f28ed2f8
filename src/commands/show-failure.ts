import { InstallerError, problem } from '../errors/problem.js'
import { LANGUAGES } from '../i18n/message.js'
import { printable } from '../ui/printable.js'
import { EXIT, type ExitCode, exitCodeOf } from './exit-code.js'
import { type CommandWorld, Interrupted, openSession, type Session } from './session.js'
import { showProblems } from './show-problems.js'

/** What a command threw: problems become cards, an interruption a word, a bug keeps its stack. */
export async function showFailure(error: unknown, session: Session): Promise<ExitCode> {
  const { say, world } = session
  if (error instanceof Interrupted || world.interrupts.stop.aborted) {
    session.note(say('interrupted'))
    session.emit({ type: 'interrupted' })
    return EXIT.interrupted
  }
  if (error instanceof InstallerError) {
    await showProblems(session, error.problems, session.note)
    if (session.options.verbose && error.cause instanceof Error) session.note(stackOf(error.cause))
    return exitCodeOf(error.problems)
  }
  session.emit({ type: 'bug', stack: stackOf(error) })
  session.note(say('bug.title'), stackOf(error), say('bug.report'))
  return EXIT.failed
}

export async function showInvalidLanguage(value: string, world: CommandWorld): Promise<ExitCode> {
  const details = { option: '--lang', value: printable(value), allowed: LANGUAGES.join(', ') }
  const session = openSession(world, 'en', {})
  return showFailure(new InstallerError(problem('command.invalid-option', details)), session)
}

function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return stack.split('\n').map(printable).join('\n')
}
