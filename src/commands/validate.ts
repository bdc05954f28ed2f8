import { readOrganisation } from '../catalog/read-organisation.js'
import { EXIT, type ExitCode } from './exit-code.js'
import { requireFile } from './require-file.js'
import type { Session } from './session.js'
import { shortPath } from './short-path.js'
import { countProblems, showProblems } from './show-problems.js'

export async function validate(session: Session): Promise<ExitCode> {
  const { file, say, world } = session
  await requireFile(session)
  const parsed = await readOrganisation(file, world.presetsDirectory)
  await showProblems(session, parsed.problems)
  const counts = countProblems(parsed.problems)
  session.emit({ type: 'validated', file, ok: parsed.ok, ...counts })
  if (!parsed.ok) {
    session.print(say('validate.counts', counts))
    return EXIT.invalidInput
  }
  const { hosts, instances } = parsed.topology
  const shown = shortPath(file, world.workingDirectory)
  session.print(say('validate.ok', { file: shown, hosts: hosts.length, instances: instances.length }))
  session.print(say('validate.next'))
  return EXIT.done
}
