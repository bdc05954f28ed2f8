import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InstallerError, problem } from '../../errors/problem.js'
import { sh } from '../../lib/command.js'
import { backupCommand, backupPath, keptOnHost } from '../../planner/backup.js'
import { type HostRemoval, hasServer } from '../../planner/remove.js'
import type { Facts } from '../../runner/engine.js'
import { type Job, jobFor } from '../../transports/errand.js'
import { bytesText } from '../../ui/measure-text.js'
import type { Organisation } from '../organisation/organisation.js'
import { type Session, throwIfInterrupted } from '../program/session.js'

/**
 * Fetches identity and databases of every host into `backups/<UTC time>/<host>.tar.gz`, readable by the operator only,
 * while the services are stopped. Throws when any of it fails: then nothing may be removed, and the operator hears that
 * nothing was, that the services stand still, and how they come back.
 */
export async function takeBackup(
  session: Session,
  organisation: Organisation,
  list: readonly HostRemoval[],
  facts: Facts,
): Promise<void> {
  try {
    await backUpAll(session, organisation, list, facts)
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
  facts: Facts,
): Promise<void> {
  const { world, say, print, note, emit } = session
  const time = world.now().toISOString().replace(/[-:.]/g, '')
  const folder = join(organisation.folder.backups, time)
  for (const removal of list) {
    const { host } = removal
    const what = wanted(organisation, removal, facts)
    if (what === undefined) continue
    session.tellStage('backing-up', host)
    note(say('destroy.backing-up', { host }))
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const target = join(folder, `${host}.tar.gz`)
    await backUpHost(session, organisation, host, what, target)
    const { size } = await stat(target)
    emit({ type: 'backup', host, path: target, bytes: size })
    print(say('destroy.backed-up', { path: target, bytes: bytesText(size) }))
  }
}

function wanted({ topology }: Organisation, { host, databases: dropped }: HostRemoval, facts: Facts) {
  const here = facts[host]
  if (here === undefined) return undefined
  const kept = keptOnHost(topology, host, here)
  const databases = hasServer(here) ? kept.databases : []
  // Its files may lie anywhere, so only the server itself can say that there is no database.
  const mayLose = dropped.length > 0 || here.software.metisDatabase
  const saved = { ...kept, databases }
  const command = backupCommand(topology, saved, { whenSilent: mayLose ? 'fail' : 'go on' })
  if (command === undefined) return undefined
  return jobFor({ kind: 'back-up', kept: saved, target: backupPath(topology) }, command)
}

async function backUpHost(
  { world }: Session,
  { engine, topology }: Organisation,
  host: string,
  command: Job,
  target: string,
): Promise<void> {
  const transport = await engine.transport(host)
  const signal = world.interrupts.stop
  // It holds keys and passwords: it must not stay when the removal is not carried out.
  const packed = backupPath(topology)
  const removeIt = () =>
    transport.run(jobFor({ kind: 'remove-backup', target: packed }, sh`rm -f -- ${packed}`))
  try {
    const { exitCode, output } = await transport.run(command, { signal })
    if (exitCode !== 0) {
      const failed = problem('command.backup-failed', { what: host }, { host })
      throw new InstallerError({ ...failed, output: output.split('\n').filter((line) => line !== '') })
    }
    await transport.download(packed, target, { signal })
  } catch (error) {
    // What failed first is what the operator has to know.
    await removeIt().catch(() => {})
    throw error
  }
  await removeIt()
}

function asBackupFailure(error: unknown, organisation: string): unknown {
  if (error instanceof InstallerError) {
    const { problems } = error
    if (problems.some(({ code }) => code === 'command.backup-failed')) return error
    const host = problems[0]?.where.host
    const where = host === undefined ? {} : { host }
    const failed = problem('command.backup-failed', { what: host ?? organisation }, where)
    return new InstallerError([...problems, failed], { cause: error.cause })
  }
  // A disk of this machine that is full or write-protected.
  if (error instanceof Error && 'syscall' in error) {
    const failed = problem('command.backup-failed', { what: organisation })
    return new InstallerError({ ...failed, output: [error.message] }, { cause: error })
  }
  return error
}
