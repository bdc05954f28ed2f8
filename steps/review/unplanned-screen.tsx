import { useState } from 'react'
import { useCell, useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { ProblemList } from '../../src/ui/screen/problem-list.js'
import { Rows } from '../../src/ui/screen/rows.js'
import type { Hint } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { wrap } from '../../src/ui/text.js'
import { fixingStep } from '../../src/wizard/fixing-step.js'
import { makeReviewedPlan } from '../../src/wizard/prepare-run.js'
import { stopWork } from '../../src/wizard/start-work.js'
import { AskingScreen, useIsAsked } from '../preparing/asking-screen.js'
import { preparingOf } from '../preparing/preparing-of.js'
import { neededKeys } from '../release/files-of-draft.js'
import { useFetchText } from '../release/use-fetch-text.js'

/** The time before there is a plan: what it waits for, or what keeps it away. */
export function UnplannedScreen(props: StepProps) {
  const { draft, bench, learned, size, goTo } = props
  const { say } = useLook()
  const isAsked = useIsAsked(learned)
  const organisation = useCell(learned.organisation)
  const plan = useCell(learned.plan)
  const progress = useCell(learned.artifactProgress)
  const [focus, setFocus] = useState(0)
  const problems =
    organisation.state === 'failed' ? organisation.problems : plan.state === 'failed' ? plan.problems : []
  const problem = problems[Math.min(focus, problems.length - 1)]
  const fix = problem === undefined ? undefined : fixingStep(problem)
  const isBusy = organisation.state === 'busy' || plan.state === 'busy'
  const keys = neededKeys(draft, bench.releases)
  const ready = keys.filter((key) => progress[key]?.step === 'ready').length
  const isFetching = plan.state === 'busy' && plan.stage === 'artifacts'
  const fetched = useFetchText(progress, { isBusy: isFetching, ready, count: keys.length })
  useKeys(
    ({ name, text }) => {
      if (name === 'escape' && isBusy) {
        stopWork(learned.plan)
        stopWork(learned.organisation)
      } else if ((name === 'enter' || text === 'r') && !isBusy) {
        void makeReviewedPlan(preparingOf(props), { lookAgain: true })
      } else if (text === 'g' && fix !== undefined) goTo(fix)
      else return false
      return true
    },
    { isActive: !isAsked },
  )
  const waitsFor = () => {
    if (organisation.state === 'busy') return [say('review.waiting.open')]
    if (isFetching) return [say('review.waiting.artifacts'), fetched]
    if (plan.state === 'busy') return [say('review.waiting.look', { count: draft.file.hosts.length })]
    return [say('review.idle')]
  }
  const lines = waitsFor().flatMap((line) => wrap(line, size.columns - 2).map((row) => ` ${row}`))
  const hints: Hint[] = [
    ...(isBusy ? [] : [['Enter', say('key.retry')] as const]),
    ...(fix === undefined ? [] : [['g', say('preflight.key.fix', { step: say(`step.${fix}`) })] as const]),
    ...(problems.length > 1 ? [['↑↓', say('key.move')] as const] : []),
    ['Esc', say(isBusy ? 'review.key.stop' : 'key.back')],
  ]
  return (
    <AskingScreen question="review" hints={hints} learned={learned} size={size}>
      {problems.length === 0 ? (
        <Rows lines={lines} />
      ) : (
        <ProblemList
          title={say('review.failed')}
          problems={problems}
          focus={focus}
          onFocus={setFocus}
          size={size}
        />
      )}
    </AskingScreen>
  )
}
