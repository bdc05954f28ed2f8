import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { manifestText } from '../../backup/manifest.js'
import { sha256 } from '../../lib/digest.js'
import { shellQuote } from '../../lib/text.js'
import { readApplied } from '../../state/applied-record.js'
import { makeFolders, readIfThere, unreadable, writeFailed } from '../../state/files.js'
import type { OrganisationFolder } from '../../state/organisation-folder.js'
import { type Restoring, readRestoring, writeRestoring } from '../../state/restoring.js'
import { rotationFile } from '../../state/rotation-file.js'
import { writeAtomically } from '../../state/write-atomically.js'
import { prepareTakeOver } from '../organisation/take-over.js'
import { completeFolder } from '../organisation/write-organisation.js'
import type { Session } from '../program/session.js'
import { releaseBeside } from '../recover/release-beside.js'
import { confirmByName } from '../terminal/confirm-by-name.js'
import { showInBrief } from '../terminal/show-problems.js'
import type { WholeBackup } from './read-whole.js'

interface Making {
  readonly folder: OrganisationFolder
  readonly backup: WholeBackup
  /** Of an org.yaml that takes the place of the backup's, absolute. */
  readonly orgYaml: string | undefined
  /** The name of the organisation, where it was given. */
  readonly confirm: unknown
  /** Doubts were put aside. */
  readonly evenSo: boolean
}

/** Before anything takes the place of what is there: what is asked, and the same command as it is typed. */
export function byName({ folder, backup, orgYaml, evenSo }: Omit<Making, 'confirm'>) {
  const options = [
    ...(orgYaml === undefined ? [] : ['--org-yaml', orgYaml]),
    ...(evenSo ? ['--even-so'] : []),
  ]
  const words = [backup.path, folder.directory, ...options]
  return { question: 'restore.confirm-name', again: ['restore', ...words.map(shellQuote)].join(' ') } as const
}

/**
 * Makes the folder that the organisation goes on from, or goes on with what a restore of the same backup has begun. What lies there
 * is moved below `backups/`, after the name was typed. Host keys of before are not written: a fresh machine has others.
 */
export async function makeFolder(session: Session, making: Making): Promise<Restoring> {
  const { folder, backup, orgYaml } = making
  const { record, secrets, path } = backup
  const manifest = sha256(manifestText(backup.manifest))
  const known = readRestoring(folder)
  // Read first: with a mistyped path nothing is moved aside.
  const given = orgYaml === undefined ? undefined : textIn(orgYaml)
  const restoring = known?.manifest === manifest ? known : await begin(session, making, manifest)
  if (readApplied(folder) !== undefined) {
    if (given !== undefined && given !== readIfThere(folder.topology))
      writeAtomically(folder.topology, given, 0o644)
    return restoring
  }
  const mine = given ?? readIfThere(folder.topology)
  const { files, problems } = releaseBeside(folder, {
    ...record.body,
    ...(mine === undefined ? {} : { file: mine }),
  })
  const { presetsDirectory, now } = session.world
  const beside = [...backup.beside].flatMap(([name, content]) => {
    const place = join(folder.directory, name)
    return existsSync(place) ? [] : [{ path: place, content, mode: 0o600 }]
  })
  const taken = await prepareTakeOver({
    ...{ folder, record, from: path, presetsDirectory, now: now(), secrets, files, beside, hostKeys: '' },
  })
  taken.write()
  await completeFolder(folder, { makesSecrets: false })
  await showInBrief(session, [...taken.problems, ...problems])
  return restoring
}

async function begin(session: Session, making: Making, manifest: string): Promise<Restoring> {
  const { folder, backup, confirm: given } = making
  const { say, print, shortPath, world } = session
  const { organisation } = backup.manifest
  const { topology, knownHosts, secrets, pins, applied, backups } = folder
  const there = [topology, secrets, rotationFile(folder), knownHosts, pins, applied].filter((one) =>
    existsSync(one),
  )
  if (there.length > 0) {
    const stamp = world.now().toISOString().slice(0, 19).replace(/[-:]/g, '')
    const aside = join(backups, `before-restore-${stamp}Z`)
    print(say('restore.folder-there', { files: there.map(shortPath).join(', '), aside: shortPath(aside) }))
    await confirmByName(session, organisation, given, byName(making))
    try {
      makeFolders(aside, 0o700)
      for (const one of there) renameSync(one, join(aside, basename(one)))
    } catch (error) {
      throw writeFailed(aside, error)
    }
  }
  const restoring = {
    version: 1,
    id: randomUUID(),
    backup: backup.path,
    manifest,
    isConfirmed: false,
  } as const
  writeRestoring(folder, restoring)
  return restoring
}

function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
}
