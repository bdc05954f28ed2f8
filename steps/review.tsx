import type { Step } from '../src/ui/screen/step.js'
import { makeReviewedPlan, openedFor } from '../src/wizard/prepare-run.js'
import { preparingOf } from './preparing/preparing-of.js'
import { ReviewView } from './review/review-view.js'

/** What will be done on each host, before anything is. */
export const review: Step = {
  id: 'review',
  isNeeded: () => true,
  enter: (props) => {
    const isThere = openedFor(props.draft, props.session) !== undefined
    const { state } = props.session.plan.get()
    if (isThere && (state === 'busy' || state === 'ready')) return
    void makeReviewedPlan(preparingOf(props), { lookAgain: false })
  },
  View: ReviewView,
}
