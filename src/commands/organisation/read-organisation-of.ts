import { access } from 'node:fs/promises'
import { readOrganisation, readOrganisationText } from '../../catalog/read-organisation.js'
import { fault, InstallerError } from '../../errors/problem.js'
import type { Session } from '../program/session.js'
import type { Needs } from './organisation.js'

/** The organisation as its file says, or as `files` do. Throws `InstallerError` for one that is missing or has errors. */
export async function readOrganisationOf(session: Session, files?: Needs['files']) {
  await requireFile(session)
  const { presetsDirectory } = session.world
  const parsed = await (files === undefined
    ? readOrganisation(session.file, presetsDirectory)
    : readOrganisationText(files.file, { from: files.from, own: files.release, presetsDirectory }))
  if (!parsed.ok) throw new InstallerError(parsed.problems)
  return parsed
}

/** A missing org.yaml most often means: wrong folder, or no organisation yet. That is worth its own advice. */
export async function requireFile({ file }: Session): Promise<void> {
  try {
    await access(file)
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
    // All else is told by whoever reads it.
    if (isMissing) throw fault('command.no-organisation', { file }, { file }, error)
  }
}
