import { readOrganisation } from '../catalog/read-organisation.js'
import { organisationFolder } from '../state/organisation-folder.js'
import { versionControlProblems } from '../state/version-control.js'
import { requireFile } from './organisation/read-organisation-of.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Session } from './program/session.js'
import { countProblems, showProblems } from './terminal/show-problems.js'

export async function validate(session: Session): Promise<ExitCode> {
  const { file, say, world } = session
  await requireFile(session)
  const parsed = await readOrganisation(file, world.presetsDirectory)
  const problems = [...parsed.problems, ...(await versionControlProblems(organisationFolder(file)))]
  await showProblems(session, problems)
  const counts = countProblems(problems)
  session.emit({ type: 'validated', file, ok: parsed.ok, ...counts })
  if (!parsed.ok) {
    session.print(say('validate.counts', counts))
    return EXIT.invalidInput
  }
  const { hosts, instances } = parsed.topology
  session.print(
    say('validate.ok', { file: session.shortPath(file), hosts: hosts.length, instances: instances.length }),
  )
  session.print(say('validate.next'))
  return EXIT.done
}
