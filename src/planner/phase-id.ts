import { ROOMS } from '../roles/index.js'
import type { PhaseId } from './plan.js'

/** The phases in order. An action belongs to one; the order between hosts comes from the edges, not from phases. */
export const PHASES: readonly PhaseId[] = [
  ...new Set(['prepare', 'distribute', ...ROOMS.map(({ phase }) => phase), 'verify']),
]
