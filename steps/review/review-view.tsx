import { useState } from 'react'
import type { Plan } from '../../src/planner/plan.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { useCell } from '../../src/ui/screen/use-cell.js'
import { draftKey } from '../../src/wizard/prepare-run.js'
import { readyValue } from '../../src/wizard/work.js'
import { EmptyPlanScreen } from './empty-plan-screen.js'
import { PlanScreen } from './plan-screen.js'
import { UnplannedScreen } from './unplanned-screen.js'

/** The plan once it is there; before, what it waits for, or what keeps it away. */
export function ReviewView(props: StepProps) {
  const { draft, session } = props
  const opened = readyValue(useCell(session.workshop))
  const plan = readyValue(useCell(session.plan))
  /** A plan that was reviewed and is no longer what the hosts need. */
  const [outdated, setOutdated] = useState<Plan>()
  if (plan === undefined || opened?.draftKey !== draftKey(draft)) return <UnplannedScreen {...props} />
  const { workshop } = opened
  if (plan.nodes.length === 0) return <EmptyPlanScreen {...props} />
  return (
    <PlanScreen
      key={plan.digest}
      {...props}
      workshop={workshop}
      plan={plan}
      outdated={outdated}
      onOutdated={() => setOutdated(plan)}
    />
  )
}
