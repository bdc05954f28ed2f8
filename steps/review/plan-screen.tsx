import { Box } from 'ink'
import { useMemo, useRef, useState } from 'react'
import { InstallerError, type Problem } from '../../src/errors/problem.js'
import type { Plan } from '../../src/planner/plan.js'
import { useKeys } from '../../src/ui/screen/keys.js'
import { useLook } from '../../src/ui/screen/look.js'
import { ProblemList } from '../../src/ui/screen/problem-list.js'
import { Rows } from '../../src/ui/screen/rows.js'
import { Scroll } from '../../src/ui/screen/scroll.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { useCell } from '../../src/ui/screen/use-cell.js'
import { tabLine } from '../../src/ui/tab-line.js'
import { estimatePlan } from '../../src/wizard/estimate.js'
import { hostPlans } from '../../src/wizard/host-plan.js'
import { makeReviewedPlan } from '../../src/wizard/prepare-run.js'
import { readyValue } from '../../src/wizard/work.js'
import type { Workshop } from '../../src/wizard/workbench.js'
import { AskingScreen } from '../preparing/asking-screen.js'
import { preparingOf } from '../preparing/preparing-of.js'
import { type Page, pageLines, pagesOf, pageTitle } from './pages.js'
import { installRows, type PlanFocus, planHints } from './plan-texts.js'

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
    <AskingScreen
      question="review"
      hints={planHints({
        focus,
        page,
        hasNewFiles: hasNewFiles(page),
        hasProblems: install.problems.length > 0,
        say,
      })}
      session={session}
      size={size}
    >
      {install.problems.length > 0 ? (
        <ProblemList title={say('review.not-started')} problems={install.problems} size={size} />
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
    </AskingScreen>
  )
}

function hasNewFiles(page: Page): boolean {
  return page.kind === 'host' && page.plan.files.some(({ before }) => before === undefined)
}

type PlanScreenProps = StepProps & {
  readonly workshop: Workshop
  readonly plan: Plan
  /** The plan that was reviewed before this one. */
  readonly outdated: Plan | undefined
  /** This plan is no longer what the hosts need. */
  readonly onOutdated: () => void
}

/** Starts carrying out what was reviewed; where the hosts need something else by now, plans anew instead. */
function useInstall(props: PlanScreenProps) {
  const { session, workshop, plan, next, onOutdated } = props
  const [isStarting, setStarting] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  // A second press comes before the first one is on the screen.
  const hasStarted = useRef(false)
  const begin = async () => {
    try {
      session.run.set(await workshop.install(plan))
      next()
    } catch (error) {
      if (!(error instanceof InstallerError)) throw error
      if (error.problems.some(({ code }) => code === 'run.plan-changed')) {
        onOutdated()
        await makeReviewedPlan(preparingOf(props), { lookAgain: true })
      } else setProblems(error.problems)
    } finally {
      hasStarted.current = false
      setStarting(false)
    }
  }
  return {
    isStarting,
    problems,
    start: () => {
      if (hasStarted.current) return
      hasStarted.current = true
      setStarting(true)
      void begin()
    },
    dismiss: () => setProblems([]),
  }
}
