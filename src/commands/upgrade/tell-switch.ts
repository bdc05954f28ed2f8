import { InstallerError } from '../../errors/problem.js'
import { wayProblem } from '../../planner/one-way.js'
import type { Release } from '../../topology/release.js'
import { type Switch, switchOf, switchText } from '../../ui/switch-text.js'
import type { Session } from '../program/session.js'

/** Throws where the releases themselves say that this is no way: `upgrade.no-way`, `upgrade.one-way`. */
export function refuseOneWay(command: Switch['command'], from: Release, to: Release): void {
  const found = wayProblem(command, from, to)
  if (found !== undefined) throw new InstallerError(found)
}

/** Versions, what is started again, what is sent, how long it takes, and whether there is a way back. */
export function tellSwitch({ say, print, paint, emit }: Session, given: Switch): void {
  const { command, from, to } = given
  emit({ type: command, from: from.version, to: to.version, ...switchOf(given) })
  print(...switchText(given, say, paint), '')
}
