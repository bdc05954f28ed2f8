import { Box } from 'ink'
import { useMemo, useState } from 'react'
import { CHECKS } from '../src/preflight/index.js'
import { reachText } from '../src/ui/reach-text.js'
import { type Look, useCell, useKeys, useLook } from '../src/ui/screen/hooks.js'
import { ProblemList } from '../src/ui/screen/problem-list.js'
import { Rows, Scroll } from '../src/ui/screen/rows.js'
import type { Hint } from '../src/ui/screen/screen.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { tabLine } from '../src/ui/tab-line.js'
import { countSeverities } from '../src/wizard/order-problems.js'
import { checkHosts, isBegun, readAgain } from '../src/wizard/prepare-run.js'
import { beside } from '../src/wizard/run-screen.js'
import { stopWork } from '../src/wizard/start-work.js'
import { fixingStep } from '../src/wizard/step-of.js'
import { AskingScreen } from './asking-screen.js'
import { CheckTable } from './preflight/check-table.js'
import { type FoundPreflight, usePreflight } from './preflight/use-preflight.js'

/** All checks on all hosts, and what to do about what they find. */
export const preflight: Step = {
  enter: (props) => {
    if (!isBegun(props, 'preflight')) void checkHosts(props)
  },
  View: PreflightView,
}

const PAGES = ['table', 'problems', 'reach'] as const

/** Three pages: checks by host, problems with their cards, tried connections. */
function PreflightView(props: StepProps) {
  const { learned, size, next, goTo, take, leave } = props
  const look = useLook()
  const { say, paint, columns } = look
  const found = usePreflight(props)
  const reach = useCell(learned.reach)
  const [page, setPage] = useState<(typeof PAGES)[number]>('table')
  const [firstHost, setFirstHost] = useState(0)
  const [focus, setFocus] = useState(0)
  const { problems, isBusy, isDone, pull } = found
  const counts = countSeverities(problems)
  const fix = fixingStep(problems[Math.min(focus, problems.length - 1)])
  const mustBeSeen = counts.errors + counts.warnings > 0 && page !== 'problems'
  const goesOn = isDone && counts.errors === 0 && !mustBeSeen
  const turn = (by: 1 | -1) => setPage(beside(PAGES, page, by))
  useKeys(({ name, text }) => {
    if (name === 'escape' && isBusy) stopWork(learned.preflight, learned.organisation)
    else if (name === 'enter') {
      if (mustBeSeen) setPage('problems')
      else if (goesOn) next()
    } else if (name === 'tab') turn(1)
    else if (name === 'backtab') turn(-1)
    else if (page === 'table' && name === 'right')
      setFirstHost(Math.min(firstHost + 1, found.hosts.length - 1))
    else if (page === 'table' && name === 'left') setFirstHost(Math.max(0, firstHost - 1))
    else if (name === 'right') turn(1)
    else if (name === 'left') turn(-1)
    else if (text === 'r' && !isBusy) void checkHosts(props)
    else if (text === 'p' && !isBusy && pull !== undefined)
      leave({ kind: 'shell', command: pull, waits: true, after })
    else if (text === 'g' && page === 'problems' && fix !== undefined) goTo(fix)
    else return false
    return true
  })
  const after = async () => {
    const now = await readAgain(props)
    if (now !== undefined) take(now)
  }
  const tabs = PAGES.map((id) => {
    const count = id === 'problems' ? problems.length : id === 'reach' ? reach.length : 0
    return `${say(`preflight.view.${id}`)}${count === 0 ? '' : ` ${count}`}`
  })
  const rows = size.rows - 3
  const connections = useMemo(
    () => reachText(reach, { say, paint, width: columns }),
    [reach, say, paint, columns],
  )
  return (
    <AskingScreen question="preflight" hints={hints()} learned={learned}>
      <Box flexDirection="column">
        <Rows lines={[` ${tabLine(tabs, PAGES.indexOf(page), columns - 1, paint)}`, '']} />
        {page === 'table' ? (
          <CheckTable found={found} first={firstHost} rows={rows} />
        ) : page === 'reach' ? (
          <Scroll lines={connections} rows={rows} />
        ) : problems.length === 0 ? (
          <Rows lines={[` ${say('preflight.none')}`]} rows={rows} />
        ) : (
          <ProblemList problems={problems} focus={focus} onFocus={setFocus} size={{ ...size, rows }} />
        )}
        <Rows lines={[statusLine(found, counts, look)]} rows={1} />
      </Box>
    </AskingScreen>
  )

  function hints(): Hint[] {
    const hint = (is: boolean, keys: string, text: string): Hint[] => (is ? [[keys, text]] : [])
    const isList = page === 'problems' && problems.length > 0
    const fixed = say('preflight.key.fix', { step: say(`step.${fix ?? 'machines'}`) })
    // About what the table takes; at its sides the arrows do no harm.
    const hasMoreHosts = found.hosts.length * 9 + 22 > columns
    return [
      ...hint(mustBeSeen, 'Enter', say('preflight.key.problems')),
      ...hint(goesOn, 'Enter', say('key.next')),
      ...hint(!isBusy && pull !== undefined, 'p', say('preflight.key.pull')),
      ...hint(!isBusy, 'r', say('preflight.key.again')),
      ...hint(isList && fix !== undefined, 'g', fixed),
      ...hint(isList && problems.length > 1, '↑↓', say('key.move')),
      ...hint(isList, 'PgDn', say('preflight.key.card')),
      ...hint(page === 'table' && hasMoreHosts, '←→', say('key.hosts')),
      ...hint(page === 'reach' || (page === 'table' && CHECKS.length >= rows), '↑↓', say('key.move')),
      ['Tab', say('preflight.key.view')],
      ['Esc', say(isBusy ? 'key.stop' : 'key.back')],
    ]
  }
}

/** One row about now: what goes on, or what came of it. */
function statusLine(
  { stage, hosts, problems }: FoundPreflight,
  counts: ReturnType<typeof countSeverities>,
  { say, paint }: Look,
): string {
  if (stage === 'idle') return ` ${say('preflight.idle')}`
  if (stage === 'open') return ` ${say('screen.opening')}`
  if (stage === 'look') return ` ${say('preflight.look', { count: hosts.length })}`
  if (stage === 'reach') return ` ${say('preflight.try')}`
  if (problems.length === 0) return ` ${paint('done', say('check.ok'))}`
  const parts = (['errors', 'warnings', 'advice'] as const).flatMap((id) =>
    counts[id] === 0 ? [] : [say(`preflight.count.${id}`, { count: counts[id] })],
  )
  const worst = counts.errors > 0 ? 'errors' : counts.warnings > 0 ? 'warnings' : 'advice'
  const meaning = ({ errors: 'failed', warnings: 'warning', advice: 'advice' } as const)[worst]
  const found = paint(meaning, parts.join(say('and')))
  return ` ${say('preflight.found', { found, next: say(`preflight.${worst}`) })}`
}
