import { ROOMS } from '../roles/index.js'
import type { PhaseId } from './plan.js'

const BEFORE_ROLES = ['prepare', 'distribute'] as const
const AFTER_ROLES = ['verify'] as const

/** A phase that is of no role; `phases/index.ts` says what is done in it. */
export type SharedPhase = (typeof BEFORE_ROLES | typeof AFTER_ROLES)[number]

/** The phases in order. An action belongs to one; the order between hosts comes from the edges, not from phases. */
export const PHASES: readonly PhaseId[] = [
  ...BEFORE_ROLES,
  ...new Set(ROOMS.map(({ phase }) => phase)),
  ...AFTER_ROLES,
]

export function isShared(phase: PhaseId): phase is SharedPhase {
  return [...BEFORE_ROLES, ...AFTER_ROLES].some((shared) => shared === phase)
}
