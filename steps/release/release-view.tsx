import { useState } from 'react'
import type { StepProps } from '../../src/ui/screen/step.js'
import { useCell } from '../../src/ui/screen/use-cell.js'
import { type Edit, edited } from '../../src/wizard/edit.js'
import { draftKey, fetchArtifacts } from '../../src/wizard/prepare-run.js'
import { stopWork } from '../../src/wizard/start-work.js'
import { readyValue } from '../../src/wizard/work.js'
import { preparingOf } from '../preparing/preparing-of.js'
import { FetchScreen } from './fetch-screen.js'
import { SourceScreen } from './source-screen.js'

/** First the choice of the source, then how fetching goes. */
export function ReleaseView(props: StepProps) {
  const { draft, session, change, bench } = props
  const workshop = useCell(session.workshop)
  const artifacts = useCell(session.artifacts)
  const [choosesAgain, setChoosesAgain] = useState(false)
  const isOpen = readyValue(workshop)?.draftKey === draftKey(draft)
  const isUnderWay =
    workshop.state === 'busy' || workshop.state === 'failed' || (isOpen && artifacts.state !== 'idle')
  const start = (edit: Edit) => {
    setChoosesAgain(false)
    change(edit)
    void fetchArtifacts(preparingOf({ draft: edited(draft, edit), bench, session }))
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
        stopWork(session.artifacts)
        stopWork(session.workshop)
        setChoosesAgain(true)
      }}
    />
  )
}
