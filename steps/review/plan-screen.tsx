import { Box } from 'ink'
import { useMemo, useState } from 'react'
import { useKeys } from '../../src/ui/screen/keys.js'
import { useLook } from '../../src/ui/screen/look.js'
import { ProblemList } from '../../src/ui/screen/problem-list.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { Screen } from '../../src/ui/screen/screen.js'
import { Scroll } from '../../src/ui/screen/scroll.js'
import { useCell } from '../../src/ui/screen/use-cell.js'
import { tabLine } from '../../src/ui/tab-line.js'
import { estimatePlan } from '../../src/wizard/estimate.js'
import { hostPlans } from '../../src/wizard/host-plan.js'
import { readyValue } from '../../src/wizard/work.js'
import { AskedBody, askedHints, useIsAsked } from '../preparing/asked-body.js'
import { type Page, pageLines, pagesOf, pageTitle } from './pages.js'
import type { PlanScreenProps } from './plan-screen-props.js'
import { installRows, type PlanFocus, planHints } from './plan-texts.js'
import { useInstall } from './use-install.js'

const OVERVIEW: Page = { kind: 'overview' }

/** The plan page by page, and below it the way to carry it out. */
export function PlanScreen(props: PlanScreenProps) {
  const { session, size, plan, workshop, outdated } = props
  const look = useLook()
  const { say, paint } = look
  const facts = readyValue(useCell(session.look))?.facts
  const [at, setAt] = useState(0)
  const [showsNewFiles, setShowsNewFiles] = useState(false)
  const [focus, setFocus] = useState<PlanFocus>('pages')
  const install = useInstall(props)
  const isAsked = useIsAsked(session)
  const estimate = useMemo(() => estimatePlan(plan), [plan])
  // Hosts that are only asked once more are not worth a page.
  const hosts = useMemo(() => hostPlans(plan, facts).filter(({ changes }) => changes > 0), [plan, facts])
  const pages = useMemo(() => pagesOf(hosts, outdated !== undefined), [hosts, outdated])
  const page = pages[at] ?? OVERVIEW
  const rows = size.rows - 5
  const lines = useMemo(
    () => pageLines(page, { workshop, plan, outdated, hosts, estimate, showsNewFiles, size, rows }, look),
    [page, workshop, plan, outdated, hosts, estimate, showsNewFiles, size, rows, look],
  )
  const turn = (by: 1 | -1) => setAt((at + by + pages.length) % pages.length)
  useKeys(({ name, text }) => {
    if (install.isStarting) return name === 'escape' || name === 'enter'
    if (install.problems.length > 0 && (name === 'enter' || name === 'escape')) install.dismiss()
    else if (name === 'enter' && focus === 'install') install.start()
    else if (name === 'enter' || text === 'i') setFocus('install')
    else if (name === 'escape' && focus === 'install') setFocus('pages')
    else if (name === 'right' || name === 'tab') turn(1)
    else if (name === 'left' || name === 'backtab') turn(-1)
    else if (text === 'd') setShowsNewFiles(!showsNewFiles)
    else return false
    return true
  })
  const tabs = pages.map((one) => pageTitle(one, say))
  return (
    <Screen
      question="review"
      hints={
        isAsked
          ? askedHints(say)
          : planHints({
              focus,
              page,
              hasNewFiles: hasNewFiles(page),
              hasProblems: install.problems.length > 0,
              say,
            })
      }
    >
      <AskedBody session={session} size={size}>
        {install.problems.length > 0 ? (
          <Box flexDirection="column">
            <Rows lines={[` ${say('review.not-started')}`, '']} />
            <ProblemList
              problems={install.problems}
              focus={0}
              onFocus={() => {}}
              rows={size.rows - 2}
              columns={size.columns}
            />
          </Box>
        ) : (
          <Box flexDirection="column">
            <Rows lines={[` ${tabLine(tabs, at, size.columns - 1, paint)}`, '']} />
            <Scroll key={at} lines={lines} rows={rows} isActive={!install.isStarting} />
            <Rows
              lines={installRows({ plan, estimate, focus, isStarting: install.isStarting }, look)}
              rows={3}
            />
          </Box>
        )}
      </AskedBody>
    </Screen>
  )
}

function hasNewFiles(page: Page): boolean {
  return page.kind === 'host' && page.plan.files.some(({ before }) => before === undefined)
}
