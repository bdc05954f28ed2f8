import { oncePer } from '../../lib/once-per.js'
import { clearMovesOf } from '../../roles/moves.js'
import type { PlanInput } from '../plan.js'

/** What moves by a plan. */
export const clearMoves = oncePer((plan: PlanInput) => clearMovesOf(plan))
