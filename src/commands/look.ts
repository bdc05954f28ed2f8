import { InstallerError } from '../errors/problem.js'
import type { Gathered } from '../runner/engine.js'
import type { Organisation } from './organisation.js'
import { type Session, throwIfInterrupted } from './session.js'

/** Asks every host, and says so, since hosts far away take a moment. */
export async function look(session: Session, { engine, topology }: Organisation): Promise<Gathered> {
  session.note(session.say('look.gathering', { count: topology.hosts.length }))
  const gathered = await engine.gather({ signal: session.world.interrupts.stop })
  throwIfInterrupted(session)
  return gathered
}

/** Like `look`, where a host that can't be reached ends the command. */
export async function lookAtAll(session: Session, organisation: Organisation): Promise<Gathered> {
  const gathered = await look(session, organisation)
  if (gathered.problems.some(({ severity }) => severity === 'error')) {
    throw new InstallerError(gathered.problems)
  }
  return gathered
}
