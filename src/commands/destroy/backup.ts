import { InstallerError, problem } from '../../errors/problem.js'
import { partsOf } from '../../planner/backup/parts.js'
import { planBackup } from '../../planner/backup/plan-backup.js'
import type { PlanInput } from '../../planner/plan.js'
import type { HostRemoval } from '../../planner/remove.js'
import { saveBackup } from '../backup/save.js'
import type { Organisation } from '../organisation/organisation.js'
import { type Session, throwIfInterrupted } from '../program/session.js'
import { carryOut } from '../run/carry-out.js'

/**
 * Saves identity and databases of every host into one backup, while the services are stopped. Throws when any of it fails: then
 * nothing may be removed, and the operator hears that nothing was, that the services stand still, and how they come back.
 */
export async function takeBackup(
  session: Session,
  organisation: Organisation,
  list: readonly HostRemoval[],
  input: PlanInput,
): Promise<void> {
  try {
    await backUpAll(session, organisation, list, input)
    throwIfInterrupted(session)
  } catch (error) {
    const failed = asBackupFailure(error, organisation.topology.organisation)
    if (!(failed instanceof InstallerError)) session.note(session.say('destroy.left-stopped'))
    throw failed
  }
}

async function backUpAll(
  session: Session,
  organisation: Organisation,
  list: readonly HostRemoval[],
  input: PlanInput,
): Promise<void> {
  const { facts } = input
  const removals = new Map(list.map((one) => [one.host, one]))
  // What only a running service can write goes with it, and is nothing that anybody misses.
  const parts = partsOf(input, { withData: false }).filter(
    ({ host, kind }) => removals.has(host) && kind !== 'snapshot',
  )
  if (parts.length === 0) return
  session.tellStage('backing-up', input.topology.organisation)
  session.note(session.say('destroy.backing-up'))
  const plan = planBackup(input, {
    parts,
    still: [],
    // Its files may lie anywhere, so only the server itself can say that there is no database.
    whenSilent: ({ host }) => {
      const mayLose = (removals.get(host)?.databases.length ?? 0) > 0 || facts[host]?.software.metisDatabase
      return mayLose ? 'fail' : 'go on'
    },
  })
  const code = await carryOut(session, organisation, plan, 'destroy')
  throwIfInterrupted(session)
  if (code !== undefined)
    throw new InstallerError(problem('command.backup-failed', { what: input.topology.organisation }))
  await saveBackup(session, organisation, { parts, withData: false, to: organisation.folder.backups })
}

function asBackupFailure(error: unknown, organisation: string): unknown {
  if (!(error instanceof InstallerError)) return error
  const { problems } = error
  if (problems.some(({ code }) => code === 'command.backup-failed')) return error
  const host = problems[0]?.where.host
  const where = host === undefined ? {} : { host }
  const failed = problem('command.backup-failed', { what: host ?? organisation }, where)
  return new InstallerError([...problems, failed], { cause: error.cause })
}
