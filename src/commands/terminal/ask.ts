import { fault, type InstallerError } from '../../errors/problem.js'
import { type Session, throwIfInterrupted } from '../program/session.js'

/** Yes or no, no being what Enter means. `--yes` is yes; nobody to ask is a problem that names that flag. */
export async function confirm(session: Session, question: string): Promise<boolean> {
  if (session.options.yes) return true
  if (session.ask === undefined) throw needsAnswer(question, '--yes')
  const answer = await session.ask.line(session.say('question.yes-no', { question }))
  throwIfInterrupted(session)
  return isYes(answer)
}

export function isYes(answer: string): boolean {
  return /^(y|yes|是|好)$/i.test(answer.trim())
}

export function needsAnswer(question: string, flag: string): InstallerError {
  return fault('command.needs-answer', { question: question.trim(), flag })
}

/** Hosts connect side by side, and a person answers one question after the other. */
export function inTurn(): <T>(ask: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (ask) => {
    const next = last.then(ask, ask)
    last = next.catch(() => undefined)
    return next
  }
}
