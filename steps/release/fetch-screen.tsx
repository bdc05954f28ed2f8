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
import { isRehearsed } from '../../src/wizard/prepare-run.js'
import { failureOf, readyValue, stopWork } from '../../src/wizard/start-work.js'
import { fixingStep } from '../../src/wizard/step-of.js'
import { AskingScreen } from '../asking-screen.js'
import { hasItsFiles, sourceText, useFetched } from './files-of-draft.js'

/** How fetching goes, what is there, and what keeps the rest away. */
export function FetchScreen(props: StepProps & { onRetry: () => void; onChooseAgain: () => void }) {
  const { draft, bench, learned, size, next, goTo, onRetry, onChooseAgain } = props
  const look = useLook()
  const { say, paint } = look
  const organisation = useCell(learned.organisation)
  const artifacts = useCell(learned.artifacts)
  const [focus, setFocus] = useState(0)
  const isFixed = hasItsFiles(props)
  const ready = readyValue(artifacts)
  const problems = failureOf(organisation, artifacts)
  const hasFailed = problems.length > 0
  const isBusy = organisation.state === 'busy' || artifacts.state === 'busy'
  const fixes = fixingStep(problems[focus])
  const fix = fixes === 'release' ? undefined : fixes
  const { keys, progress, ready: fetched, text: total } = useFetched(props, isBusy)
  useKeys(({ name, text }) => {
    if (name === 'escape' && isBusy) stopWork(learned.artifacts, learned.organisation)
    else if (name === 'enter' && !hasFailed) {
      // Whoever stopped the work on a bundle has no other source to choose.
      if (isFixed && !isBusy && ready === undefined) onRetry()
      else next()
    } else if ((name === 'enter' || text === 'r') && hasFailed) onRetry()
    else if (text === 's' && !isFixed) onChooseAgain()
    else if (text === 'g' && fix !== undefined) goTo(fix)
    else return false
    return true
  })
  const head = headLines()
  const sum = ready?.reduce((bytes, file) => bytes + file.size, 0) ?? 0
  const foot =
    ready !== undefined
      ? [` ${paint('done', say('release.ready', { count: keys.length, bytes: bytesText(sum) }))}`]
      : organisation.state === 'busy'
        ? [` ${say('screen.opening')}`]
        : [` ${total}`, ` ${paint('muted', say('release.background'))}`]
  const lines = artifactLines({ keys, progress, ...(ready === undefined ? {} : { ready }) }, look)
  return (
    <AskingScreen question="artifacts" hints={hints()} learned={learned}>
      {hasFailed ? (
        <ProblemList
          title={say('release.failed', { ready: fetched, count: keys.length })}
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

  /** Where the files come from, and who has signed them. */
  function headLines(): string[] {
    const from = (text: string) => ` ${paint('muted', say('release.from'))}  ${printable(text)}`
    const { bundle, proxy } = bench
    if (isRehearsed(props)) return [from(say('release.simulated'))]
    if (bundle === undefined) {
      const through = proxy === undefined ? [] : [` ${paint('muted', say('artifacts.proxy', { proxy }))}`]
      return [from(sourceText(draft, bench.releases, say)), ...through]
    }
    const { name, release, systems, pieces, fingerprint } = bundle
    return [
      from(say('release.bundle', { name, release, systems: systems.join(say('and')), pieces })),
      ` ${paint('muted', say('release.bundle.signed', { fingerprint }))}`,
    ]
  }

  function hints(): Hint[] {
    const s = !isFixed && 'release.key.source'
    const stops = isBusy && 'key.stop'
    if (!hasFailed) return hintsOf({ Enter: 'key.next', s, Esc: stops || 'key.back' }, say)
    const g = fix !== undefined && 'release.key.fix'
    return hintsOf({ Enter: 'key.retry', g, s, '↑↓': 'key.move', Esc: 'key.back' }, say)
  }
}
