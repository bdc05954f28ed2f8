import { access } from 'node:fs/promises'
import { readOrganisation } from '../../catalog/read-organisation.js'
import { fault, InstallerError } from '../../errors/problem.js'
import type { Session } from '../program/session.js'

/** The organisation as its file says. Throws `InstallerError` for one that is missing or has errors. */
export async function readOrganisationOf(session: Session) {
  await requireFile(session)
  const parsed = await readOrganisation(session.file, session.world.presetsDirectory)
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
