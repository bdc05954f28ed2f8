import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fault } from '../../errors/problem.js'
import { keptCommand } from '../../planner/backup/receive.js'
import { type BackupPlace, backupPlace } from '../../roles/host-backups.js'
import { makeFolder } from '../../state/files.js'
import { jobFor } from '../../transports/errand.js'
import { bytesText } from '../../ui/measure-text.js'
import type { Organisation } from '../organisation/organisation.js'
import { withOrganisation } from '../organisation/with-organisation.js'
import type { Session } from '../program/session.js'
import { newestOfHosts, OF_HOST } from './open-backup.js'

/** A backup as it lies on the host that gets those of all. */
export interface KeptThere {
  readonly name: string
  readonly bytes: number
}

/** The host that is meant by a word such as `h2:`, which stands for the backups that others have sent there. */
export function hostMeant(word: string): string | undefined {
  return /^([a-z][a-z0-9-]{0,30}):$/.exec(word)?.[1]
}

/** The path that is meant: as given, or of a folder into which what lies on a host was fetched, the newest of each, unless it is here already. */
export async function pathMeant(session: Session, word: string): Promise<string> {
  const host = hostMeant(word)
  if (host === undefined) return resolve(session.world.workingDirectory, word)
  return onHost(session, host, async (organisation, place) => {
    const { say, note, world } = session
    const kept = await keptOn(organisation, place)
    const into = join(organisation.folder.backups, `from-${host}`)
    makeFolder(into)
    const transport = await organisation.engine.transport(host)
    for (const name of newestOfHosts(kept.map((one) => one.name))) {
      const bytes = kept.find((one) => one.name === name)?.bytes ?? 0
      const path = join(into, name)
      // It has its name since it came whole; whether it is one is seen when it is read.
      if (statSync(path, { throwIfNoEntry: false })?.size === bytes) continue
      note(say('backup.fetching', { name, host, bytes: bytesText(bytes) }))
      await transport.download(`${place.folder}/${name}`, path, { signal: world.interrupts.stop })
    }
    return into
  })
}

/** What lies there, and what that folder is called. */
export function listThere(
  session: Session,
  host: string,
): Promise<{ readonly at: string; readonly kept: readonly KeptThere[] }> {
  return onHost(session, host, async (organisation, place) => ({
    at: `${host}:${place.folder}`,
    kept: await keptOn(organisation, place),
  }))
}

function onHost<T>(
  session: Session,
  host: string,
  work: (organisation: Organisation, place: BackupPlace) => Promise<T>,
): Promise<T> {
  const needs = { artifacts: false, lock: false, command: 'backup' }
  return withOrganisation(session, needs, (organisation) => {
    const { backup } = organisation.topology
    const place = backupPlace(organisation.topology, host)
    if (place === undefined || backup?.receiver?.host !== host)
      throw fault('backup.not-sent-there', { host, receiver: backup?.receiver?.host ?? '-' })
    return work(organisation, place)
  })
}

async function keptOn(
  { engine, topology }: Organisation,
  { host, folder }: BackupPlace,
): Promise<KeptThere[]> {
  const job = jobFor({ kind: 'kept-backups', folder }, keptCommand(topology, folder))
  const { output } = await (await engine.transport(host)).run(job, { raw: true, changesNothing: true })
  const kept = output.split('\n').flatMap((line) => {
    const [, name = '', bytes] = /^(\S+) (\d{1,15})$/.exec(line) ?? []
    return OF_HOST.test(name) ? [{ name, bytes: Number(bytes) }] : []
  })
  if (kept.length === 0) throw fault('backup.none-there', { path: `${host}:${folder}` }, { host })
  return kept
}
