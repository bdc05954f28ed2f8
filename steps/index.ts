import type { Step } from '../src/ui/screen/step.js'
import type { StepId } from '../src/wizard/steps.js'
import { done } from './done.js'
import { home } from './home.js'
import { install } from './install.js'
import { machines } from './machines.js'
import { network } from './network.js'
import { organisation } from './organisation.js'
import { preflight } from './preflight.js'
import { release } from './release.js'
import { review } from './review.js'
import { roles } from './roles.js'
import { welcome } from './welcome.js'

/** The wizard's table of contents: every screen by its id, in the order of `STEPS`. */
export const steps: Readonly<Record<StepId, Step>> = {
  welcome,
  organisation,
  machines,
  roles,
  network,
  release,
  preflight,
  review,
  install,
  done,
  home,
}
