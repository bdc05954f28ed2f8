import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { isSealedFor } from '../../backup/host-seal.js'
import type { BackupManifest } from '../../backup/manifest.js'
import { headOf, readBackup } from '../../backup/read-backup.js'
import { InstallerError, type Problem } from '../../errors/problem.js'
import { explain } from '../../i18n/explain.js'
import { namesIn, unreadable } from '../../state/files.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { sealedWith } from '../../state/sealed-header.js'
import { bytesText } from '../../ui/measure-text.js'
import { type TableCell, table } from '../../ui/table.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { hostMeant, listThere } from './kept-there.js'
import { BACKUP_SUFFIX, hostHeadIn, knownPassphrase, knownSalt, OF_HOST } from './open-backup.js'

/** The backups in a folder or on a host, the newest first, with what they say of themselves where the folder's own passphrase opens them. */
export async function backupList(session: Session, { words: [given] }: Call): Promise<ExitCode> {
  const { world, say, print, emit, shortPath } = session
  const host = given === undefined ? undefined : hostMeant(given)
  if (host !== undefined) return listOf(session, host)
  const { backups, secrets } = organisationFolder(session.file)
  const folder = given === undefined ? backups : resolve(world.workingDirectory, given)
  // One that is named is there.
  if (given !== undefined)
    await stat(folder).catch((error) => {
      throw unreadable(folder, error)
    })
  const known = { passphrase: knownPassphrase(secrets), salt: knownSalt(secrets) }
  const names = namesIn(folder).filter((name) => name.endsWith(BACKUP_SUFFIX))
  if (names.length === 0) {
    print(say('backup.none', { folder: shortPath(folder) }))
    return EXIT.done
  }
  const rows: TableCell[][] = []
  // The time is in the names.
  for (const name of names.toSorted().toReversed()) {
    const path = join(folder, name)
    const { size } = await stat(path)
    const seen = await look(path, known)
    const { manifest, sealed } = seen
    emit({
      type: 'backup',
      path,
      bytes: size,
      sealed,
      ...(manifest && summary(manifest)),
      problem: seen.problem?.code,
    })
    rows.push([name, bytesText(size), aboutText(session, seen)])
  }
  showTable(session, rows)
  return EXIT.done
}

function showTable({ say, print, paint, width }: Session, rows: readonly TableCell[][]): void {
  const columns = [
    { title: say('backup.column.file') },
    { title: say('backup.column.size'), align: 'right' },
    { title: say('backup.column.about') },
  ] as const
  print(...table(columns, rows, { paint, width }))
}

/** Those that others have sent to a host. What they say of themselves is seen once they are fetched. */
async function listOf(session: Session, host: string): Promise<ExitCode> {
  const { say, emit } = session
  const { at, kept } = await listThere(session, host)
  const newestFirst = kept.toSorted((a, b) => (a.name < b.name ? 1 : -1))
  for (const { name, bytes } of newestFirst)
    emit({ type: 'backup', path: `${at}/${name}`, bytes, sealed: 'host' })
  showTable(
    session,
    newestFirst.map(({ name, bytes }) => [
      name,
      bytesText(bytes),
      say('backup.sent-by', { from: OF_HOST.exec(name)?.[3] ?? '', at }),
    ]),
  )
  return EXIT.done
}

function aboutText({ say, language }: Session, seen: Seen): TableCell {
  const { sealed, manifest, problem } = seen
  if (problem !== undefined) return { text: explain(problem, language).what, meaning: 'failed' }
  if (seen.host !== undefined) {
    const { host } = seen
    return manifest === undefined
      ? say('backup.of-host-sealed', { host })
      : say('backup.of-host', { host, ...summary(manifest) })
  }
  if (manifest === undefined) return say(sealed === 'keys' ? 'backup.for-keys' : 'backup.for-passphrase')
  const about = say(manifest.withData ? 'backup.generation-data' : 'backup.generation', summary(manifest))
  return manifest.signature === undefined ? say('backup.about-unsigned', { about }) : about
}

function summary({ generation, at, release }: BackupManifest) {
  return { generation, at, release }
}

interface Known {
  readonly passphrase: string | undefined
  readonly salt: string | undefined
}

interface Seen {
  readonly sealed?: 'passphrase' | 'keys' | 'host' | undefined
  readonly manifest?: BackupManifest
  readonly problem?: Problem
  /** That has made it. */
  readonly host?: string
}

async function look(path: string, { passphrase, salt }: Known): Promise<Seen> {
  try {
    const head = await hostHeadIn(path)
    if (head !== undefined) {
      const sealed = 'host' as const
      if (salt === undefined || !isSealedFor(head, salt)) return { sealed, host: head.host }
      const manifest = await readBackup({ path, key: { salt }, manifestOnly: true })
      return { sealed, host: head.host, manifest }
    }
    const sealed = sealedWith(await headOf(path))
    if (sealed === 'keys' || (sealed === 'passphrase' && passphrase === undefined)) return { sealed }
    const key = { passphrase: passphrase ?? '' }
    return { sealed, manifest: await readBackup({ path, key, manifestOnly: true }) }
  } catch (error) {
    const [problem] = error instanceof InstallerError ? error.problems : []
    if (problem === undefined) throw error
    // Another passphrase than the one of now opens it.
    return problem.code === 'state.passphrase-wrong' ? { sealed: 'passphrase' as const } : { problem }
  }
}
