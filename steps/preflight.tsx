import type { Step } from '../src/ui/screen/step.js'
import { checkHosts, openedFor } from '../src/wizard/prepare-run.js'
import { PreflightView } from './preflight/preflight-view.js'
import { preparingOf } from './preparing/preparing-of.js'

/** All checks on all hosts, and what to do about what they find. */
export const preflight: Step = {
  id: 'preflight',
  isNeeded: () => true,
  enter: (props) => {
    const isThere = openedFor(props.draft, props.session) !== undefined
    const { state } = props.session.preflight.get()
    if (isThere && (state === 'busy' || state === 'ready')) return
    void checkHosts(preparingOf(props))
  },
  View: PreflightView,
}
