import { Box } from 'ink'
import { useState } from 'react'
import { artifactLines } from '../../src/ui/artifact-lines.js'
import { bytesText } from '../../src/ui/measure-text.js'
import { useCell, useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { ProblemList } from '../../src/ui/screen/problem-list.js'
import { Rows, Scroll } from '../../src/ui/screen/rows.js'
import { type Hint, hintsOf } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { printable } from '../../src/ui/text.js'
import { fixingStep } from '../../src/wizard/fixing-step.js'
import { readyValue, stopWork } from '../../src/wizard/start-work.js'
import { AskingScreen, useIsAsked } from '../preparing/asking-screen.js'
import { hasItsFiles, isRehearsed } from '../preparing/preparing-of.js'
import { neededKeys, sourceText } from './files-of-draft.js'
import { useFetchText } from './use-fetch-text.js'

/** How fetching goes, what is there, and what keeps the rest away. */
export function FetchScreen(props: StepProps & { onRetry: () => void; onChooseAgain: () => void }) {
  const { draft, bench, learned, size, next, goTo, onRetry, onChooseAgain } = props
  const { say, paint, charset } = useLook()
  const organisation = useCell(learned.organisation)
  const artifacts = useCell(learned.artifacts)
  const progress = useCell(learned.artifactProgress)
  const isAsked = useIsAsked(learned)
  const [focus, setFocus] = useState(0)
  const keys = neededKeys(draft, bench.releases)
  const isSimulated = isRehearsed(props)
  const isFixed = hasItsFiles(props)
  const ready = readyValue(artifacts)
  const count = ready === undefined ? readyAmong(keys, progress) : keys.length
  const problems =
    organisation.state === 'failed'
      ? organisation.problems
      : artifacts.state === 'failed'
        ? artifacts.problems
        : []
  const isBusy = organisation.state === 'busy' || artifacts.state === 'busy'
  const fix = problems[focus] === undefined ? undefined : fixingStep(problems[focus])
  const total = useFetchText(progress, { isBusy, ready: count, count: keys.length })
  useKeys(
    ({ name, text }) => {
      if (name === 'escape' && isBusy) {
        stopWork(learned.artifacts)
        stopWork(learned.organisation)
      } else if (name === 'enter' && problems.length === 0) {
        // Whoever stopped the work on a bundle has no other source to choose.
        if (isFixed && !isBusy && ready === undefined) onRetry()
        else next()
      } else if ((name === 'enter' || text === 'r') && problems.length > 0) onRetry()
      else if (text === 's' && !isFixed) onChooseAgain()
      else if (text === 'g' && fix !== undefined && fix !== 'release') goTo(fix)
      else return false
      return true
    },
    { isActive: !isAsked },
  )
  const head = [` ${paint('muted', say('release.from'))}  ${printable(originText())}`, ...signerLines()]
  const sum = ready?.reduce((bytes, file) => bytes + file.size, 0) ?? 0
  const foot =
    ready !== undefined
      ? [` ${paint('done', say('release.ready', { count: keys.length, bytes: bytesText(sum) }))}`]
      : organisation.state === 'busy'
        ? [` ${say('release.opening')}`]
        : [` ${total}`, ` ${paint('muted', say('release.background'))}`]
  const lines = artifactLines(
    { keys, progress, hasFailed: false, ...(ready === undefined ? {} : { ready }) },
    { say, paint, charset },
  )
  return (
    <AskingScreen question="artifacts" hints={hints(problems.length > 0)} learned={learned} size={size}>
      {problems.length > 0 ? (
        <ProblemList
          title={say('release.failed', { ready: count, count: keys.length })}
          problems={problems}
          focus={focus}
          onFocus={setFocus}
          size={size}
        />
      ) : (
        <Box flexDirection="column">
          <Rows lines={[...head, '']} />
          <Scroll lines={lines} rows={Math.min(lines.length, size.rows - 2 - head.length - foot.length)} />
          <Rows lines={['', ...foot]} />
        </Box>
      )}
    </AskingScreen>
  )

  function originText(): string {
    if (isSimulated) return say('release.simulated')
    const { bundle } = bench
    if (bundle === undefined) return sourceText(draft, bench.releases, say)
    const { name, release, systems, pieces } = bundle
    return say('release.bundle', { name, release, systems: systems.join(say('release.and')), pieces })
  }

  function signerLines(): string[] {
    const { bundle } = bench
    if (isSimulated || bundle === undefined) return []
    return [` ${paint('muted', say('release.bundle.signed', { fingerprint: bundle.fingerprint }))}`]
  }

  function hints(hasFailed: boolean): Hint[] {
    const s = !isFixed && 'release.key.source'
    const stops = isBusy && 'release.key.stop'
    if (!hasFailed) return hintsOf({ Enter: 'key.next', s, Esc: stops || 'key.back' }, say)
    const g = fix !== undefined && fix !== 'release' && 'release.key.fix'
    return hintsOf({ Enter: 'key.retry', g, s, '↑↓': 'key.move', Esc: 'key.back' }, say)
  }
}

function readyAmong(keys: readonly string[], progress: Readonly<Record<string, { step: string }>>): number {
  return keys.filter((key) => Object.hasOwn(progress, key) && progress[key]?.step === 'ready').length
}
