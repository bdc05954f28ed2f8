import { useKeys } from '../../src/ui/screen/keys.js'
import { useLook } from '../../src/ui/screen/look.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { Screen } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { makeReviewedPlan } from '../../src/wizard/prepare-run.js'
import { preparingOf } from '../preparing/preparing-of.js'

/** Every host is as the answers say. */
export function EmptyPlanScreen(props: StepProps) {
  const { say, paint } = useLook()
  useKeys(({ name, text }) => {
    if (name === 'enter') props.goTo('done')
    else if (text === 'r') void makeReviewedPlan(preparingOf(props), { lookAgain: true })
    else return false
    return true
  })
  return (
    <Screen
      question="review"
      hints={[
        ['Enter', say('key.next')],
        ['r', say('preflight.key.again')],
        ['Esc', say('key.back')],
      ]}
    >
      <Rows lines={[` ${paint('done', say('review.empty'))}`, '', ` ${say('review.empty.next')}`]} />
    </Screen>
  )
}
