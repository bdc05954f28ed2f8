import type { Draft } from './draft.js'
import { STEPS, type StepId } from './steps.js'

/** Which steps are needed for these answers. */
export type IsNeeded = (step: StepId, draft: Draft) => boolean

/** The next step that is needed, or the step itself at the end. */
export function stepAfter(draft: Draft, step: StepId, isNeeded: IsNeeded): StepId {
  return STEPS.slice(STEPS.indexOf(step) + 1).find((id) => isNeeded(id, draft)) ?? step
}

/** The step before that is needed, or the step itself at the beginning. */
export function stepBefore(draft: Draft, step: StepId, isNeeded: IsNeeded): StepId {
  return STEPS.slice(0, STEPS.indexOf(step)).findLast((id) => isNeeded(id, draft)) ?? step
}

/** Where a step stands among those that are needed, from 1. */
export function placeOf(draft: Draft, step: StepId, isNeeded: IsNeeded): { number: number; count: number } {
  const needed = STEPS.filter((id) => id === step || isNeeded(id, draft))
  return { number: needed.indexOf(step) + 1, count: needed.length }
}
