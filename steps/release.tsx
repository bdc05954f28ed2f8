import { useState } from 'react'
import { useCell } from '../src/ui/screen/hooks.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { type Edit, edited } from '../src/wizard/edit.js'
import { draftKey, fetchArtifacts, isBegun } from '../src/wizard/prepare-run.js'
import { readyValue, stopWork } from '../src/wizard/start-work.js'
import { FetchScreen } from './release/fetch-screen.js'
import { hasItsFiles } from './release/files-of-draft.js'
import { SourceScreen } from './release/source-screen.js'

/** Which release, and where its files come from; fetching goes on while other screens are on. */
export const release: Step = {
  enter: (props) => {
    // A rehearsal and a bundle have their files; else it is chosen first where they come from.
    if (hasItsFiles(props) && !isBegun(props, 'artifacts')) void fetchArtifacts(props)
  },
  View: ReleaseView,
}

/** First the choice of the source, then how fetching goes. */
function ReleaseView(props: StepProps) {
  const { draft, learned, change, bench } = props
  const organisation = useCell(learned.organisation)
  const artifacts = useCell(learned.artifacts)
  const [choosesAgain, setChoosesAgain] = useState(false)
  const isOpen = readyValue(organisation)?.draftKey === draftKey(draft)
  const isUnderWay =
    organisation.state === 'busy' || organisation.state === 'failed' || (isOpen && artifacts.state !== 'idle')
  const start = (edit: Edit) => {
    setChoosesAgain(false)
    change(edit)
    void fetchArtifacts({ ...props, draft: edited(draft, edit) })
  }
  if (bench.bundle === undefined && (choosesAgain || !isUnderWay))
    return (
      <SourceScreen
        {...props}
        onStart={start}
        {...(isUnderWay && { onClose: () => setChoosesAgain(false) })}
      />
    )
  return (
    <FetchScreen
      {...props}
      onRetry={() => start((before) => before)}
      onChooseAgain={() => {
        stopWork(learned.artifacts, learned.organisation)
        setChoosesAgain(true)
      }}
    />
  )
}
