import { Screen } from '../../src/ui/screen/screen.js'
import type { Step } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'
import type { StepId } from '../../src/wizard/steps.js'

/** A screen with nothing on it, that Enter leaves. */
export const emptyStep = (id: StepId): Step => ({
  id,
  isNeeded: () => true,
  View: ({ next }) => (
    <Screen question="language" hints={[]}>
      <TextField value="" onChange={() => {}} onSubmit={next} />
    </Screen>
  ),
})
