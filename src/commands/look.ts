import { InstallerError } from '../errors/problem.js'
import type { Stage } from '../events/record-line.js'
import type { Gathered } from '../runner/engine.js'
import type { Organisation } from './organisation.js'
import { type Session, throwIfInterrupted } from './session.js'
import { tellStage } from './tell-stage.js'

/** Asks every host, and says so, since hosts far away take a moment. */
export async function look(
  session: Session,
  { engine, topology }: Organisation,
  options: { settled?: boolean } = {},
): Promise<Gathered> {
  session.note(session.say('look.gathering', { count: topology.hosts.length }))
  const gathered = await engine.gather({ signal: session.world.interrupts.stop, ...options })
  throwIfInterrupted(session)
  return gathered
}

/** For commands that change hosts: one that can't be reached ends them, one that is still busy is waited for. */
export async function lookAtAll(
  session: Session,
  organisation: Organisation,
  stage: Stage = 'looking',
): Promise<Gathered> {
  tellStage(session, stage)
  const gathered = await look(session, organisation, { settled: true })
  if (gathered.problems.some(({ severity }) => severity === 'error')) {
    throw new InstallerError(gathered.problems)
  }
  return gathered
}
