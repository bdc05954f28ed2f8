import { fault } from '../../errors/problem.js'
import type { Word } from '../../i18n/say.js'
import { printable } from '../../ui/text.js'
import { type Session, throwIfInterrupted } from '../program/session.js'

/** What deletes data for good is agreed to by the organisation's name, typed or `given`; `again`: the command that it is given to; `--yes` alone is not enough. */
export async function confirmByName(
  session: Session,
  organisation: string,
  given: unknown,
  { question, again }: { readonly question: Word; readonly again: string },
): Promise<void> {
  if (given === undefined && session.ask === undefined)
    throw fault('command.needs-name', { organisation, again })
  const asked = session.say(question, { organisation })
  const name = typeof given === 'string' ? given : ((await session.ask?.line(asked)) ?? '')
  throwIfInterrupted(session)
  if (name.trim() === organisation) return
  const details = { given: printable(name.trim()) || '""', organisation, file: session.file }
  throw fault('command.name-differs', details)
}
