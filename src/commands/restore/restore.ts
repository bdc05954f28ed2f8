import { join, resolve } from 'node:path'
import { organisationFolder } from '../../state/organisation-folder.js'
import type { ExitCode } from '../program/exit-code.js'
import type { Call, Session } from '../program/session.js'
import { readWhole } from './read-whole.js'
import { restoreInto } from './restore-into.js'

/** From a backup to an organisation that runs, on the same machines or on fresh ones. */
export async function restore(session: Session, { words, options: given }: Call): Promise<ExitCode> {
  const [file = '', into] = words
  const { workingDirectory } = session.world
  const path = resolve(workingDirectory, file)
  const topology = into === undefined ? session.file : join(resolve(workingDirectory, into), 'org.yaml')
  const { orgYaml } = given
  // A rehearsal works elsewhere.
  const options =
    typeof orgYaml === 'string' ? { ...given, orgYaml: resolve(workingDirectory, orgYaml) } : given
  const backup = await readWhole(session, path, options, organisationFolder(topology).secrets)
  const { organisation, generation, at, release, user, machine } = backup.manifest
  session.print(session.say('backup.of', { organisation, generation, at, release, user, machine }))
  if (options.rehearse === true) {
    const { rehearseRestore } = await import('./rehearse-restore.js')
    return rehearseRestore(session, backup, options)
  }
  return restoreInto({ ...session, file: topology }, backup, options)
}
