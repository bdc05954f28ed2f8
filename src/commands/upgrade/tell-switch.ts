import { fault, InstallerError } from '../../errors/problem.js'
import { shellQuote } from '../../lib/text.js'
import { wayProblem } from '../../planner/one-way.js'
import { readFirstBackup } from '../../state/first-backup.js'
import { organisationFolder } from '../../state/organisation-folder.js'
import { type Switch, switchOf, switchText } from '../../ui/switch-text.js'
import type { Session } from '../program/session.js'

/** Throws where the releases themselves say that this is no way: `upgrade.no-way`, `upgrade.one-way`. */
export function refuseOneWay(
  { file, shortPath }: Session,
  { command, from, to }: Pick<Switch, 'command' | 'from' | 'to'>,
): void {
  const found = wayProblem(command, from, to)
  if (found === undefined) return
  const saved = found.code === 'upgrade.one-way' ? readFirstBackup(organisationFolder(file)) : undefined
  if (saved?.release !== to.id) throw new InstallerError(found)
  throw fault(found.code, { ...found.details, back: `restore ${shellQuote(shortPath(saved.path))}` })
}

/** Versions, what is started again, what is sent, how long it takes, and whether there is a way back. */
export function tellSwitch({ say, print, paint, emit }: Session, given: Switch): void {
  const { command, from, to } = given
  emit({ type: command, from: from.version, to: to.version, ...switchOf(given) })
  print(...switchText(given, say, paint), '')
}
