import { fault, problemsOf } from '../../errors/problem.js'
import { partForRun } from '../../planner/make-plan.js'
import type { Organisation } from '../organisation/organisation.js'
import { lookAtAll } from '../organisation/with-organisation.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { Interrupted, type Session } from '../program/session.js'
import { carryOut } from '../run/carry-out.js'
import { showProblems } from '../terminal/show-problems.js'

/**
 * After a run that did not end well with secrets that are being changed: the former ones come back, here and on hosts.
 * Throws `run.rotation-undone` when they are back, `run.rotation-stuck` when that failed too. What the operator has stopped
 * is left to the next `apply`.
 */
export async function putBack(
  session: Session,
  organisation: Organisation,
  command: string,
): Promise<ExitCode> {
  const { say, print, paint, emit } = session
  const { rotating } = organisation
  const rotation = rotating.current()
  const names = rotation?.changes.map(({ name }) => name).join(', ') ?? ''
  const isStopped = session.world.interrupts.stop.aborted
  if (!isStopped && rotation?.toward === 'new') {
    rotating.turnBack()
    emit({ type: 'putting-back', names })
    print('', paint('warning', say('rotate.putting-back', { names })))
    if (await isCarriedBack(session, organisation, command)) {
      rotating.proven()
      throw fault('run.rotation-undone', { names })
    }
  }
  const details = { names, path: rotating.path }
  if (!session.world.interrupts.stop.aborted)
    throw fault('run.rotation-stuck', details, { file: rotating.path })
  print(say('rotate.unfinished', details))
  return EXIT.interrupted
}

/** What failed on the way is told. */
async function isCarriedBack(
  session: Session,
  organisation: Organisation,
  command: string,
): Promise<boolean> {
  const { engine, topology } = organisation
  try {
    const { facts } = await lookAtAll(session, organisation)
    const plan = partForRun(await engine.plan(facts), topology)
    return (await carryOut(session, organisation, plan, command)) === undefined
  } catch (error) {
    if (!(error instanceof Interrupted)) await showProblems(session, problemsOf(error))
    return false
  }
}
