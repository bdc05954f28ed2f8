import { readOrganisation } from '../catalog/read-organisation.js'
import { requireFile } from './organisation/read-organisation-of.js'
import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Session } from './program/session.js'
import { countProblems, showProblems } from './terminal/show-problems.js'

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
  session.print(
    say('validate.ok', { file: session.shortPath(file), hosts: hosts.length, instances: instances.length }),
  )
  session.print(say('validate.next'))
  return EXIT.done
}
