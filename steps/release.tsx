import type { Step } from '../src/ui/screen/step.js'
import { fetchArtifacts, openedFor } from '../src/wizard/prepare-run.js'
import { hasItsFiles, preparingOf } from './preparing/preparing-of.js'
import { ReleaseView } from './release/release-view.js'

/** Which release, and where its files come from; fetching goes on while other screens are on. */
export const release: Step = {
  id: 'release',
  isNeeded: () => true,
  enter: (props) => {
    // A rehearsal and a bundle have their files; else it is chosen first where they come from.
    const isThere = openedFor(props.draft, props.session) !== undefined
    const { state } = props.session.artifacts.get()
    if (!hasItsFiles(props) || (isThere && (state === 'busy' || state === 'ready'))) return
    void fetchArtifacts(preparingOf(props))
  },
  View: ReleaseView,
}
