import type { Plan } from '../../src/planner/plan.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import type { Workshop } from '../../src/wizard/workbench.js'

export type PlanScreenProps = StepProps & {
  readonly workshop: Workshop
  readonly plan: Plan
  /** The plan that was reviewed before this one. */
  readonly outdated: Plan | undefined
  /** This plan is no longer what the hosts need. */
  readonly onOutdated: () => void
}
