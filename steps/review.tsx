import { useCell, useKeys, useLook } from '../src/ui/screen/hooks.js'
import { Rows } from '../src/ui/screen/rows.js'
import { hintsOf, Screen } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { draftKey, isBegun, makeReviewedPlan } from '../src/wizard/prepare-run.js'
import { readyValue } from '../src/wizard/start-work.js'
import { PlanScreen, UnplannedScreen } from './review/plan-screen.js'

/** What will be done on each host, before anything is. */
export const review: Step = {
  enter: (props) => {
    if (!isBegun(props, 'plan')) void makeReviewedPlan(props, { lookAgain: false })
  },
  View: ReviewView,
}

/** The plan once it is there; before, what it waits for, or what keeps it away. */
function ReviewView(props: StepProps) {
  const { draft, learned } = props
  const opened = readyValue(useCell(learned.organisation))
  const plan = readyValue(useCell(learned.plan))
  const outdated = useCell(learned.outdated)
  if (plan === undefined || opened?.draftKey !== draftKey(draft)) return <UnplannedScreen {...props} />
  if (plan.nodes.length === 0) return <EmptyPlanScreen {...props} />
  return (
    <PlanScreen
      key={plan.digest}
      {...props}
      organisation={opened.organisation}
      plan={plan}
      outdated={outdated}
    />
  )
}

/** Every host is as the answers say. */
function EmptyPlanScreen(props: StepProps) {
  const { say, paint } = useLook()
  useKeys(({ name, text }) => {
    if (name === 'enter') props.goTo('done')
    else if (text === 'r') void makeReviewedPlan(props, { lookAgain: true })
    else return false
    return true
  })
  return (
    <Screen
      question="review"
      hints={hintsOf({ Enter: 'key.next', r: 'preflight.key.again', Esc: 'key.back' }, say)}
    >
      <Rows lines={[` ${paint('done', say('review.empty'))}`, '', ` ${say('review.empty.next')}`]} />
    </Screen>
  )
}
