import type { Step } from '../src/ui/screen/step.js'
import { MachinesView } from './machines/machines-view.js'

/** Which machines there are, how they are reached, and what each of them is. */
export const machines: Step = {
  id: 'machines',
  isNeeded: () => true,
  View: MachinesView,
}
