import { stat } from 'node:fs/promises'
import { readOrganisation, readOrganisationText } from '../../catalog/read-organisation.js'
import { fault, InstallerError } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { readApplied } from '../../state/applied-record.js'
import { organisationFolder } from '../../state/organisation-folder.js'
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

/** Where something was applied, org.yaml is lost, and hosts keep it. */
function noOrganisation(file: string, error: unknown): InstallerError {
  const folder = organisationFolder(file)
  const applied = readApplied(folder)
  if (applied === undefined) return fault('command.no-organisation', { file }, { file }, error)
  const { organisation, generation } = applied.head
  const [{ address = 'HOST' } = {}] = applied.body.members
  const details = { file, organisation, generation, address, folder: shellQuote(folder.directory) }
  return fault('command.organisation-lost', details, { file }, error)
}

/** A missing org.yaml most often means: wrong folder, or no organisation yet. That is worth its own advice. */
export async function requireFile({ file }: Session): Promise<void> {
  try {
    if (!(await stat(file)).isDirectory()) return
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')
    // All else is told by whoever reads it.
    if (isMissing) throw noOrganisation(file, error)
    return
  }
  throw fault('topology.unreadable', { file, reason: 'ENOTFILE' }, { file })
}
