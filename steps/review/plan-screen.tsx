import { Box } from 'ink'
import { useMemo, useRef, useState } from 'react'
import { InstallerError, type Problem } from '../../src/errors/problem.js'
import type { Say } from '../../src/i18n/say.js'
import type { Plan } from '../../src/planner/plan.js'
import { aboutText } from '../../src/ui/estimate-text.js'
import { totalText } from '../../src/ui/plan-text.js'
import { type Look, useCell, useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { ProblemList } from '../../src/ui/screen/problem-list.js'
import { Rows, Scroll } from '../../src/ui/screen/rows.js'
import { type Hint, hintsOf } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { tabLine } from '../../src/ui/tab-line.js'
import { cut } from '../../src/ui/text.js'
import { type Estimate, estimatePlan } from '../../src/wizard/estimate.js'
import { hostPlans } from '../../src/wizard/host-plan.js'
import { makeReviewedPlan } from '../../src/wizard/prepare-run.js'
import { readyValue } from '../../src/wizard/start-work.js'
import type { OpenOrganisation } from '../../src/wizard/workbench.js'
import { AskingScreen } from '../preparing/asking-screen.js'
import { preparingOf } from '../preparing/preparing-of.js'
import { type Page, pageLines, pagesOf, pageTitle } from './pages.js'

const OVERVIEW: Page = { kind: 'overview' }

/** The plan page by page, and below it the way to carry it out. */
export function PlanScreen(props: PlanScreenProps) {
  const { learned, size, plan, organisation, outdated } = props
  const look = useLook()
  const { say, paint } = look
  const facts = readyValue(useCell(learned.gathered))?.facts
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
    () => pageLines(page, { organisation, plan, outdated, hosts, estimate, showsNewFiles, size, rows }, look),
    [page, organisation, plan, outdated, hosts, estimate, showsNewFiles, size, rows, look],
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
      learned={learned}
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
  readonly organisation: OpenOrganisation
  readonly plan: Plan
  /** The plan that was reviewed before this one. */
  readonly outdated: Plan | undefined
  /** This plan is no longer what the hosts need. */
  readonly onOutdated: () => void
}

/** Starts carrying out what was reviewed; where the hosts need something else by now, plans anew instead. */
function useInstall(props: PlanScreenProps) {
  const { learned, organisation, plan, next, onOutdated } = props
  const [isStarting, setStarting] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  // A second press comes before the first one is on the screen.
  const hasStarted = useRef(false)
  const begin = async () => {
    try {
      learned.run.set(await organisation.install(plan))
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

/** Where Enter goes: to the button, or, on the button, to the hosts. */
type PlanFocus = 'pages' | 'install'

interface InstallRows {
  readonly plan: Plan
  readonly estimate: Estimate
  readonly focus: PlanFocus
  readonly isStarting: boolean
}

/** The sum of the plan, and the button. */
function installRows({ plan, estimate, focus, isStarting }: InstallRows, look: Look): string[] {
  const { say, paint, columns, charset } = look
  const total = say('review.total', { total: totalText(plan, say), time: aboutText(estimate.seconds, say) })
  // Both together are the actions that the run counts.
  const checks = plan.nodes.filter(({ action }) => action.kind === 'wait').length
  const counts = { changes: plan.nodes.length - checks, checks }
  const sign = charset === 'ascii' ? '>' : '▸'
  const button = `[ ${say('review.install')} ]`
  const row = isStarting
    ? `   ${say('review.starting')}`
    : focus === 'install'
      ? ` ${paint('strong', `${sign} ${button}`)}  ${say('review.install.ask', counts)}`
      : `   ${paint('muted', button)}  ${paint('muted', say('review.install.how'))}`
  return ['', ` ${cut(total, columns - 2)}`, row]
}

function planHints(input: {
  readonly focus: PlanFocus
  readonly page: Page
  readonly hasNewFiles: boolean
  readonly hasProblems: boolean
  readonly say: Say
}): Hint[] {
  const { focus, page, hasNewFiles, hasProblems, say } = input
  if (hasProblems) return hintsOf({ Enter: 'key.close' }, say)
  const pages = { '←→': 'review.key.pane', '↑↓': 'review.key.scroll' } as const
  if (focus === 'install')
    return hintsOf({ Enter: 'review.key.install', Esc: 'review.key.look', ...pages }, say)
  const texts = page.kind === 'host' && hasNewFiles && 'review.key.texts'
  return hintsOf({ Enter: 'review.key.to-install', ...pages, d: texts, Esc: 'key.back' }, say)
}
