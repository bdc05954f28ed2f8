import { join, resolve } from 'node:path'
import { InstallerError } from '../../errors/problem.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { doubtsAbout } from '../backup/doubts-about.js'
import { pathMeant } from '../backup/kept-there.js'
import type { ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { showInBrief } from '../terminal/show-problems.js'
import { readWhole, type WholeBackup } from './read-whole.js'
import { restoreInto } from './restore-into.js'

/** From a backup to an organisation that runs, on the same machines or on fresh ones. */
export async function restore(session: Session, { words, options: given }: Call): Promise<ExitCode> {
  const [file = '', into] = words
  const { workingDirectory } = session.world
  const topology = into === undefined ? session.file : join(resolve(workingDirectory, into), 'org.yaml')
  const path = await pathMeant({ ...session, file: topology }, file)
  const { orgYaml } = given
  // A rehearsal works elsewhere.
  const options =
    typeof orgYaml === 'string' ? { ...given, orgYaml: resolve(workingDirectory, orgYaml) } : given
  const { secrets } = organisationFolder(topology)
  const backup = await readWhole(session, path, options, secrets)
  await judge(session, backup, secrets, options.evenSo === true)
  const { organisation, generation, at, release, user, machine } = backup.manifest
  session.print(session.say('backup.of', { organisation, generation, at, release, user, machine }))
  if (options.rehearse === true) {
    const { rehearseRestore } = await import('./rehearse-restore.js')
    return rehearseRestore(session, backup, options)
  }
  return restoreInto({ ...session, file: topology }, backup, options)
}

/** What somebody else may have made takes the place of nothing, unless that is wanted. */
async function judge(
  session: Session,
  { sources }: WholeBackup,
  secretsFile: string,
  evenSo: boolean,
): Promise<void> {
  const doubts = sources.flatMap((one) => doubtsAbout(one, secretsFile, evenSo ? 'warning' : 'error'))
  if (!evenSo && doubts.length > 0) throw new InstallerError(doubts)
  await showInBrief(session, doubts)
}
