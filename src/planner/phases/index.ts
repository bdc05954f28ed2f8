import { ROOMS } from '../../roles/index.js'
import type { PhaseId, PlanInput } from '../plan.js'
import { backups } from './backups.js'
import { bringUp } from './bring-up.js'
import { distribute } from './distribute.js'
import { firewall } from './firewall.js'
import { formerAccounts } from './former-accounts.js'
import { metrics } from './metrics.js'
import { narrow } from './narrow.js'
import type { WantedNode } from './nodes.js'
import { oldReleases } from './old-releases.js'
import { prepare } from './prepare.js'
import { retire } from './retire.js'
import { verify } from './verify.js'

// The phases that are of no role.
const BEFORE_ROLES = { prepare, firewall, distribute }
const AFTER_ROLES = {
  metrics,
  backups,
  verify,
  retire: (input: PlanInput): readonly WantedNode[] => [
    ...retire(input),
    ...formerAccounts(input),
    ...oldReleases(input),
  ],
  narrow,
}
const SHARED = { ...BEFORE_ROLES, ...AFTER_ROLES }

/** The phases in order. An action belongs to one; the order between hosts comes from the edges, not from phases. */
export const PHASES: readonly PhaseId[] = [
  ...Object.keys(BEFORE_ROLES),
  ...new Set(ROOMS.map(({ phase }) => phase)),
  ...Object.keys(AFTER_ROLES),
]

export function isShared(phase: PhaseId): phase is keyof typeof SHARED {
  return Object.hasOwn(SHARED, phase)
}

/** Everything that fresh hosts would need, phase after phase, each when it is asked for. */
export function* phases(input: PlanInput): Generator<readonly WantedNode[], void> {
  for (const id of PHASES) yield (isShared(id) ? SHARED[id] : bringUp(id))(input)
}
