import { InstallerError, problem } from '../errors/problem.js'
import { type Session, throwIfInterrupted } from './session.js'

/**
 * Takes a backup while the services are stopped. However it ends before its time, the operator hears that nothing
 * was removed, that the services stand still, and how they come back.
 */
export async function guardBackup(
  session: Session,
  organisation: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
    throwIfInterrupted(session)
  } catch (error) {
    const failed = asBackupFailure(error, organisation)
    if (!(failed instanceof InstallerError)) session.note(session.say('destroy.left-stopped'))
    throw failed
  }
}

function asBackupFailure(error: unknown, organisation: string): unknown {
  if (error instanceof InstallerError) {
    const { problems } = error
    if (problems.some(({ code }) => code === 'command.backup-failed')) return error
    const host = problems[0]?.where.host
    const failed = problem(
      'command.backup-failed',
      { what: host ?? organisation },
      host === undefined ? {} : { host },
    )
    return new InstallerError([...problems, failed], { cause: error.cause })
  }
  // A disk of this machine that is full or write-protected.
  if (error instanceof Error && 'syscall' in error) {
    const failed = problem('command.backup-failed', { what: organisation })
    return new InstallerError({ ...failed, output: [error.message] }, { cause: error })
  }
  return error
}
