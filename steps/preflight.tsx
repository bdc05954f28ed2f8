import { Box } from 'ink'
import { useMemo, useState } from 'react'
import { reachText } from '../src/ui/reach-text.js'
import { useCell, useKeys, useLook } from '../src/ui/screen/hooks.js'
import { ProblemList } from '../src/ui/screen/problem-list.js'
import { Rows, Scroll } from '../src/ui/screen/rows.js'
import type { Step, StepProps } from '../src/ui/screen/step.js'
import { tabLine } from '../src/ui/tab-line.js'
import { fixingStep } from '../src/wizard/fixing-step.js'
import { countSeverities } from '../src/wizard/order-problems.js'
import { checkHosts, openedFor } from '../src/wizard/prepare-run.js'
import { beside } from '../src/wizard/run-screen.js'
import { stopWork } from '../src/wizard/start-work.js'
import { CheckTable } from './preflight/check-table.js'
import { preflightHints, statusLine } from './preflight/preflight-texts.js'
import { PAGES, usePreflight } from './preflight/use-preflight.js'
import { AskingScreen, useIsAsked } from './preparing/asking-screen.js'
import { preparingOf } from './preparing/preparing-of.js'

/** All checks on all hosts, and what to do about what they find. */
export const preflight: Step = {
  enter: (props) => {
    const isThere = openedFor(props.draft, props.learned) !== undefined
    const { state } = props.learned.preflight.get()
    if (isThere && (state === 'busy' || state === 'ready')) return
    void checkHosts(preparingOf(props))
  },
  View: PreflightView,
}

/** Three pages: checks by host, problems with their cards, tried connections. */
function PreflightView(props: StepProps) {
  const { learned, size, next, goTo } = props
  const { say, paint } = useLook()
  const isAsked = useIsAsked(learned)
  const found = usePreflight(props)
  const reach = useCell(learned.reach)
  const [page, setPage] = useState<(typeof PAGES)[number]>('table')
  const [firstHost, setFirstHost] = useState(0)
  const [focus, setFocus] = useState(0)
  const { problems, isBusy, isDone } = found
  const counts = countSeverities(problems)
  const focused = problems[Math.min(focus, problems.length - 1)]
  const fix = focused === undefined ? undefined : fixingStep(focused)
  // About what the table takes; at its sides the arrows do no harm.
  const hasMoreHosts = found.hosts.length * 9 + 22 > size.columns
  const mustBeSeen = counts.errors + counts.warnings > 0
  const stop = () => {
    stopWork(learned.preflight)
    stopWork(learned.organisation)
  }
  const goOn = () => {
    if (mustBeSeen && page !== 'problems') setPage('problems')
    else if (isDone && counts.errors === 0) next()
  }
  const turn = (by: 1 | -1) => setPage(beside(PAGES, page, by))
  useKeys(
    ({ name, text }) => {
      if (name === 'escape' && isBusy) stop()
      else if (name === 'enter') goOn()
      else if (name === 'tab') turn(1)
      else if (name === 'backtab') turn(-1)
      else if (page === 'table' && name === 'right')
        setFirstHost(Math.min(firstHost + 1, found.hosts.length - 1))
      else if (page === 'table' && name === 'left') setFirstHost(Math.max(0, firstHost - 1))
      else if (page !== 'table' && name === 'right') turn(1)
      else if (page !== 'table' && name === 'left') turn(-1)
      else if (text === 'r' && !isBusy) void checkHosts(preparingOf(props))
      else if (text === 'g' && page === 'problems' && fix !== undefined) goTo(fix)
      else return false
      return true
    },
    { isActive: !isAsked },
  )
  const tabs = PAGES.map((id) => {
    const count = id === 'problems' ? problems.length : id === 'reach' ? reach.length : 0
    return `${say(`preflight.view.${id}`)}${count === 0 ? '' : ` ${count}`}`
  })
  const rows = size.rows - 3
  const connections = useMemo(
    () => reachText(reach, { say, paint, width: size.columns }),
    [reach, say, paint, size.columns],
  )
  return (
    <AskingScreen
      question="preflight"
      hints={preflightHints({ page, found, counts, fix, hasMoreHosts, say })}
      learned={learned}
      size={size}
    >
      <Box flexDirection="column">
        <Rows lines={[` ${tabLine(tabs, PAGES.indexOf(page), size.columns - 1, paint)}`, '']} />
        {page === 'table' ? (
          <CheckTable found={found} first={firstHost} rows={rows} columns={size.columns} />
        ) : page === 'reach' ? (
          <Scroll lines={connections} rows={rows} />
        ) : problems.length === 0 ? (
          <Rows lines={[` ${say('preflight.none')}`]} rows={rows} />
        ) : (
          <ProblemList problems={problems} focus={focus} onFocus={setFocus} size={{ ...size, rows }} />
        )}
        <Rows lines={[statusLine(found, counts, { say, paint })]} rows={1} />
      </Box>
    </AskingScreen>
  )
}
