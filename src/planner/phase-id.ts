import { ROOMS } from '../roles/index.js'

/** Part of an installation: one that all hosts share, or that in which a role is brought up. */
export type PhaseId = string

/** The phases in order. An action belongs to one; the order between hosts comes from the edges, not from phases. */
export const PHASES: readonly PhaseId[] = [
  ...new Set(['prepare', 'distribute', ...ROOMS.map(({ phase }) => phase), 'verify']),
]
