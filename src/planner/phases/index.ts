import type { Phase, WantedNode } from '../phase.js'
import { PHASES, type PhaseId } from '../phase-id.js'
import type { PlanInput } from '../plan.js'
import { bringUp } from './bring-up.js'
import { distribute } from './distribute.js'
import { prepare } from './prepare.js'
import { verify } from './verify.js'

const BY_ID: Readonly<Record<PhaseId, Phase>> = {
  prepare,
  distribute,
  consul: bringUp('consul', ['consul']),
  carrier: bringUp('carrier', ['carrier']),
  admin: bringUp('admin', ['admin']),
  via: bringUp('via', ['via']),
  fighters: bringUp('fighters', ['data', 'compute']),
  verify,
}

/** Everything that fresh hosts would need, phase after phase, each when it is asked for. */
export function* phases(input: PlanInput): Generator<readonly WantedNode[], void> {
  for (const id of PHASES) yield BY_ID[id](input)
}
