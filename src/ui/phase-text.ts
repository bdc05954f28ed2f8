import type { Say } from '../i18n/say.js'
import { isShared } from '../planner/phases/index.js'
import type { PhaseId } from '../planner/plan.js'
import { ROOMS } from '../roles/index.js'
import { printable } from './text.js'

/** What a phase is called: one of a role after the roles that it brings up. */
export function phaseText(phase: PhaseId, say: Say): string {
  if (isShared(phase)) return say(`phase.${phase}`)
  const roles = ROOMS.filter((room) => room.phase === phase).map(({ id }) => id)
  return roles.length === 0 ? printable(phase) : roles.join(say('phase.and'))
}
