import { useKeys } from '../../src/ui/screen/hooks.js'
import { Screen } from '../../src/ui/screen/screen.js'
import type { Step } from '../../src/ui/screen/step.js'

/** A screen before the one that is tested: Enter goes on. */
export const machinesStub: Step = {
  View: ({ next }) => {
    useKeys(({ name }) => {
      if (name !== 'enter') return false
      next()
      return true
    })
    return (
      <Screen question="language" hints={[]}>
        {null}
      </Screen>
    )
  },
}
