import { ROOMS } from '../../roles/index.js'
import type { Phase, WantedNode } from '../phase.js'
import { isShared, PHASES, type SharedPhase } from '../phase-id.js'
import type { PhaseId, PlanInput } from '../plan.js'
import { bringUp } from './bring-up.js'
import { distribute } from './distribute.js'
import { prepare } from './prepare.js'
import { verify } from './verify.js'

const SHARED: Readonly<Record<SharedPhase, Phase>> = { prepare, distribute, verify }

/** Everything that fresh hosts would need, phase after phase, each when it is asked for. */
export function* phases(input: PlanInput): Generator<readonly WantedNode[], void> {
  for (const id of PHASES) yield (isShared(id) ? SHARED[id] : bringUp(id, rolesOf(id)))(input)
}

function rolesOf(phase: PhaseId): string[] {
  return ROOMS.filter((room) => room.phase === phase).map(({ id }) => id)
}
