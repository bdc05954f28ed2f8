import type { Step } from '../src/ui/screen/step.js'
import type { StepId } from '../src/wizard/steps.js'
import { done } from './done.js'
import { install } from './install.js'
import { machines } from './machines.js'
import { preflight } from './preflight.js'
import { release } from './release.js'
import { review } from './review.js'

/** The wizard's table of contents: every screen by its id, in the order of `STEPS`. */
export const steps: Readonly<Partial<Record<StepId, Step>>> = {
  machines,
  release,
  preflight,
  review,
  install,
  done,
}
