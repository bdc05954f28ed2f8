import { homedir } from 'node:os'
import { type Problem, problem } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { areKnown, hooksDigest, rememberHooks } from '../../state/known-hooks.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { stateDirectory } from '../../state/state-directory.js'
import type { Hooks } from '../../topology/topology.js'
import { pad, printable } from '../../ui/text.js'
import type { Session } from '../program/session.js'
import { isYes } from '../terminal/ask.js'

export interface Hooked {
  readonly organisation: string
  readonly folder: OrganisationFolder
  readonly hooks: Hooks
}

/** What is remembered as confirmed is what was looked at, whatever becomes of its files meanwhile. */
export function lookAtHooks({ world }: Pick<Session, 'world'>, { organisation, folder, hooks }: Hooked) {
  const directory = stateDirectory(world.env, homedir())
  const digest = hooksDigest(folder, hooks)
  return {
    /** On this computer, just as they are now. */
    isConfirmed: areKnown(directory, digest),
    /** Throws `state.write-failed`. */
    confirm: () => rememberHooks(directory, digest, { organisation, at: world.now().toISOString() }),
  }
}

/**
 * An org.yaml may come from somebody else, and what it wants to run on this computer is shown and confirmed once before it does.
 * Without anybody to ask, a warning: then it does not run.
 */
export async function confirmHooks(
  session: Session,
  hooked: Hooked,
): Promise<readonly Problem[] | undefined> {
  const { isConfirmed, confirm } = lookAtHooks(session, hooked)
  if (isConfirmed) return undefined
  const { file } = session
  const unconfirmed = problem('hook.not-confirmed', { file: session.shortPath(file) }, { file }, 'warning')
  if (session.ask === undefined) return [unconfirmed]
  session.note(session.say('hooks.new'), ...hookLines(hooked.hooks), '')
  const question = session.say('question.yes-no', { question: session.say('hooks.confirm') })
  if (!isYes(await session.ask.line(question))) return []
  confirm()
  return undefined
}

/** Each command as a shell would take it. */
export function hookLines(hooks: Hooks): string[] {
  const all = Object.entries(hooks)
  const width = Math.max(...all.map(([event]) => event.length)) + 2
  return all.map(([event, words]) => `  ${pad(event, width)}${printable(words.map(shellQuote).join(' '))}`)
}
