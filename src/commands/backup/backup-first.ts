import { sha256 } from '../../lib/digest.js'
import { readApplied } from '../../state/applied-record.js'
import { type FirstBackup, keepFirstBackup, readFirstBackup } from '../../state/first-backup.js'
import { type OrganisationFolder, organisationFolder } from '../../state/organisation-folder.js'
import type { FolderFiles } from '../organisation/take-over.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import type { Session } from '../program/session.js'
import { isSame } from '../pull/merge-files.js'
import type { Saved } from './save.js'

/** A change that is tried again within this time goes on; later, services that were put back have been used. */
const GOOD_FOR_MILLISECONDS = 60 * 60 * 1000

/** A backup before a change: the one that an earlier try of the same change has made is used again, and told of. */
export async function backupFirst(
  session: Session,
  /** What org.yaml is to be. */
  wanted: FolderFiles,
  take: (onSaved: (saved: Saved) => void) => Promise<ExitCode>,
): Promise<ExitCode> {
  const folder = organisationFolder(session.file)
  const made = madeFor(folder, wanted, session.world.now())
  if (made !== undefined) {
    const { path, generation, release, at } = made
    session.emit({ type: 'backup-used-again', path, generation, release, at })
    session.print(session.say('backup.used-again', { path: session.shortPath(path), generation, at }), '')
    return EXIT.done
  }
  return take(({ path, manifest: { generation, release, at } }) =>
    keepFirstBackup(folder, { path, generation, release, at, change: sumOf(wanted) }),
  )
}

/**
 * The backup that was made before this very change, which has not come to its end since: what was applied last is what is in it, or,
 * as far as it came, the change itself.
 */
export function madeFor(
  folder: Pick<OrganisationFolder, 'runs' | 'applied'>,
  wanted: FolderFiles,
  now: Date,
): FirstBackup | undefined {
  const made = readFirstBackup(folder)
  if (made?.change !== sumOf(wanted) || now.getTime() - Date.parse(made.at) > GOOD_FOR_MILLISECONDS)
    return undefined
  const applied = readApplied(folder)
  const isOfNow = (applied?.head.generation ?? 0) === made.generation
  return isOfNow || (applied !== undefined && isSame(wanted, applied.body)) ? made : undefined
}

function sumOf({ file, release }: FolderFiles): string {
  return sha256(JSON.stringify([file, release?.text ?? ''].map((text) => text.replaceAll('\r\n', '\n'))))
}
