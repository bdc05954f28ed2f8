import { knownSystems } from '../../apt/read-archives.js'
import { InstallerError, problem } from '../../errors/problem.js'
import { wrap } from '../../ui/wrap.js'
import { type Session, throwIfInterrupted } from '../session.js'
import { invalid } from './create-options.js'

const USUAL = 'debian-12'

/**
 * The systems whose packages go into a bundle: those that were given, else those that the operator names. Throws
 * `bundle.system-needed` where there is nobody to ask.
 */
export async function chooseSystems(session: Session, given: unknown): Promise<string[]> {
  const known = await knownSystems(session.world.presetsDirectory)
  const named = Array.isArray(given) ? given.map(String) : []
  if (named.length > 0) return checked(named, known)
  const example = known.find((system) => system === USUAL) ?? known[0] ?? ''
  if (session.ask === undefined) {
    throw new InstallerError(problem('bundle.system-needed', { systems: known.join(', '), example }))
  }
  session.note(...wrap(session.say('bundle.systems', { systems: known.join(', ') }), session.width))
  const answer = await session.ask.line(session.say('bundle.ask-systems', { example }))
  throwIfInterrupted(session)
  const answered = answer.split(/[\s,，、]+/).filter((word) => word !== '')
  return checked(answered.length === 0 ? [example] : answered, known)
}

function checked(systems: readonly string[], known: readonly string[]): string[] {
  const stranger = systems.find((system) => !known.includes(system))
  if (stranger !== undefined) throw invalid('--os', stranger, known.join(', '))
  return [...new Set(systems)]
}
