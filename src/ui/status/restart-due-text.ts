import type { Say } from '../../i18n/say.js'
import type { RestartDue } from '../../wizard/restart-due.js'
import { printable } from '../text.js'

/** `libssl3 was updated on 2026-11-29, and it runs with the former one` */
export function restartDueText({ what, at, others }: RestartDue, say: Say): string {
  const name = printable('package' in what ? what.package : what.path)
  const values = { name, date: at?.slice(0, 10) ?? '?', others }
  return say(others === 0 ? 'status.due.one' : 'status.due.some', values)
}
