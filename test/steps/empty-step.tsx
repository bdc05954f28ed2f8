import { Screen } from '../../src/ui/screen/screen.js'
import type { Step } from '../../src/ui/screen/step.js'
import { TextField } from '../../src/ui/screen/text-field.js'

/** A screen with nothing on it, that Enter leaves. */
export const emptyStep: Step = {
  View: ({ next }) => (
    <Screen question="language" hints={[]}>
      <TextField value="" onChange={() => {}} onSubmit={next} />
    </Screen>
  ),
}
