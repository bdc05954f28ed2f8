import { Box } from 'ink'
import { useMemo, useRef, useState } from 'react'
import { type Problem, problemsOf } from '../../src/errors/problem.js'
import { directionOf } from '../../src/planner/one-way.js'
import { isChange, type Plan } from '../../src/planner/plan.js'
import { aboutText } from '../../src/ui/estimate-text.js'
import { SIGNS } from '../../src/ui/picture/span.js'
import { textWidth } from '../../src/ui/picture/text-width.js'
import { totalText } from '../../src/ui/plan-text.js'
import { type Look, useCell, useKeys, useLook } from '../../src/ui/screen/hooks.js'
import { ProblemList } from '../../src/ui/screen/problem-list.js'
import { Rows, Scroll } from '../../src/ui/screen/rows.js'
import { type Hint, hintsOf } from '../../src/ui/screen/screen.js'
import type { StepProps } from '../../src/ui/screen/step.js'
import { tabLine } from '../../src/ui/tab-line.js'
import { cut, wrap } from '../../src/ui/text.js'
import { type Estimate, estimatePlan } from '../../src/wizard/estimate.js'
import type { Deed } from '../../src/wizard/home/at-home.js'
import { hostPlans } from '../../src/wizard/host-plan.js'
import { makeReviewedPlan, planInstead, releaseBefore } from '../../src/wizard/prepare-run.js'
import { failureOf, readyValue, stopWork } from '../../src/wizard/start-work.js'
import { fixingStep } from '../../src/wizard/step-of.js'
import type { OpenOrganisation } from '../../src/wizard/workbench.js'
import { AskingScreen } from '../asking-screen.js'
import { useFetched } from '../release/files-of-draft.js'
import { type Page, pageLines, pagesOf, pageTitle } from './pages.js'

const OVERVIEW: Page = { kind: 'overview' }

/** The plan page by page, and below it the way to carry it out. */
export function PlanScreen(props: PlanScreenProps) {
  const { learned, size, plan, organisation, outdated } = props
  const look = useLook()
  const { say, paint, columns } = look
  const deed = useCell(learned.deed)
  const operated = deed?.operated
  const before = releaseBefore(props)
  const direction = before && directionOf(before, organisation.release)
  const facts = readyValue(useCell(learned.gathered))?.facts
  const [at, setAt] = useState(0)
  const [showsNewFiles, setShowsNewFiles] = useState(false)
  /** Where Enter goes: to the button, or, on the button, to the hosts. */
  const [focus, setFocus] = useState<'pages' | 'install'>('pages')
  const install = useInstall(props)
  const [hooksRun, setHooksRun] = useState(organisation.hooks?.isConfirmed ?? true)
  const button = say(`review.do.${deedWord(deed, direction)}`)
  const measured = useMemo(() => organisation.measured(), [organisation])
  const estimate = useMemo(() => estimatePlan(plan, measured), [plan, measured])
  // Hosts that are only asked once more are not worth a page.
  const hosts = useMemo(() => hostPlans(plan, facts).filter(({ changes }) => changes > 0), [plan, facts])
  const pages = useMemo(() => pagesOf(hosts, outdated !== undefined), [hosts, outdated])
  const page = pages[at] ?? OVERVIEW
  const rows = size.rows - 5
  const lines = useMemo(
    () =>
      pageLines(
        page,
        {
          organisation,
          plan,
          outdated,
          operated,
          hooksRun,
          hosts,
          estimate,
          measured,
          showsNewFiles,
          rows,
          releaseBefore: before,
        },
        look,
      ),
    [
      page,
      organisation,
      plan,
      outdated,
      operated,
      hooksRun,
      before,
      hosts,
      estimate,
      measured,
      showsNewFiles,
      rows,
      look,
    ],
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
    else if (text === 'h' && !hooksRun) confirmHooks()
    else if (text === 'b' && direction === 'upgrade') refuseBackup()
    else return false
    return true
  })
  const tabs = pages.map((one) => pageTitle(one, say))
  return (
    <AskingScreen question="review" hints={hints()} learned={learned}>
      {install.problems.length > 0 ? (
        <ProblemList title={say('review.not-started')} problems={install.problems} size={size} />
      ) : (
        <Box flexDirection="column">
          <Rows lines={[` ${tabLine(tabs, at, columns - 1, paint)}`, '']} />
          <Scroll key={at} lines={lines} rows={rows} isActive={!install.isStarting} />
          <Rows lines={['', sumLine(plan, estimate, look), buttonLine()]} rows={3} />
        </Box>
      )}
    </AskingScreen>
  )

  function confirmHooks(): void {
    try {
      organisation.hooks?.confirm()
      setHooksRun(true)
    } catch (error) {
      install.tell(problemsOf(error))
    }
  }

  /** By name, as `--no-backup` is; or not any more. */
  function refuseBackup(): void {
    if (deed === undefined) return
    const { operated: before, ...others } = deed
    learned.deed.set(before === undefined ? { ...others, operated: { operation: 'upgrade' } } : others)
  }

  function buttonLine(): string {
    if (install.isStarting) return `   ${say('review.starting')}`
    const boxed = `[ ${button} ]`
    if (focus === 'pages') return `   ${paint('muted', boxed)}  ${paint('muted', say('review.install.how'))}`
    // Both together are the actions that the run counts.
    const changes = plan.nodes.filter(isChange).length
    const counts = { changes, checks: plan.nodes.length - changes }
    const sign = SIGNS[look.charset].pointer
    const room = columns - textWidth(boxed) - 6
    const asks = [say('review.install.ask', counts), say('review.install.ask.short', counts)]
    const ask = asks.find((one) => textWidth(one) <= room) ?? ''
    return ` ${paint('strong', `${sign} ${boxed}`)}  ${ask}`
  }

  function hints(): Hint[] {
    if (install.problems.length > 0) return hintsOf({ Enter: 'key.close' }, say)
    const pages = { '←→': 'key.page', '↑↓': 'key.scroll' } as const
    if (focus === 'install')
      return hintsOf({ Enter: 'home.key.begin', Esc: 'review.key.look', ...pages }, say)
    const hasNewFiles = page.kind === 'host' && page.plan.files.some(({ before }) => before === undefined)
    const d = hasNewFiles && 'review.key.texts'
    const h = !hooksRun && 'review.key.hooks'
    const b =
      direction === 'upgrade' && (operated === undefined ? 'review.key.backup' : 'review.key.no-backup')
    const enter: Hint = ['Enter', say('review.key.to', { button })]
    return [enter, ...hintsOf({ ...pages, b, d, h, Esc: 'key.back' }, say)]
  }
}

/** What the button does, in a word: begun at home, or the first installation. */
function deedWord(deed: Deed | undefined, direction: ReturnType<typeof directionOf> | undefined) {
  if (deed === undefined) return 'install'
  return deed.id === 'upgrade' ? (direction ?? 'apply') : deed.id
}

/** The sum of the plan; where there is no room for all of it, how much and how long. */
function sumLine(plan: Plan, { seconds }: Estimate, { say, columns }: Look): string {
  const time = aboutText(seconds, say)
  const whole = say('review.total', { total: totalText(plan, say), time })
  if (textWidth(whole) <= columns - 2) return ` ${whole}`
  const count = plan.nodes.filter(isChange).length
  return ` ${cut(say('review.total.short', { count, time }), columns - 2)}`
}

type PlanScreenProps = StepProps & {
  readonly organisation: OpenOrganisation
  readonly plan: Plan
  /** The plan that was reviewed before this one. */
  readonly outdated: Plan | undefined
}

/** Starts carrying out what was reviewed; where the hosts need something else by now, plans anew instead. */
function useInstall(props: PlanScreenProps) {
  const { learned, organisation, plan, next } = props
  const [isStarting, setStarting] = useState(false)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  // A second press comes before the first one is on the screen.
  const hasStarted = useRef(false)
  const begin = async () => {
    try {
      learned.run.set(await organisation.install(plan, learned.deed.get()?.operated))
      learned.outdated.set(undefined)
      next()
    } catch (error) {
      const found = problemsOf(error)
      if (found.some(({ code }) => code === 'run.plan-changed')) {
        await planInstead(props, plan)
      } else setProblems(found)
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
    tell: setProblems,
    dismiss: () => setProblems([]),
  }
}

/** The time before there is a plan: what it waits for, or what keeps it away. */
export function UnplannedScreen(props: StepProps) {
  const { draft, learned, size, goTo } = props
  const { say, columns } = useLook()
  const organisation = useCell(learned.organisation)
  const plan = useCell(learned.plan)
  const [focus, setFocus] = useState(0)
  const problems = failureOf(organisation, plan)
  const fix = fixingStep(problems[Math.min(focus, problems.length - 1)])
  const isBusy = organisation.state === 'busy' || plan.state === 'busy'
  const isFetching = plan.state === 'busy' && plan.stage === 'artifacts'
  const fetched = useFetched(props, isFetching)
  useKeys(({ name, text }) => {
    if (name === 'escape' && isBusy) stopWork(learned.plan, learned.organisation)
    else if ((name === 'enter' || text === 'r') && !isBusy) void makeReviewedPlan(props, { lookAgain: true })
    else if (text === 'g' && fix !== undefined) goTo(fix)
    else return false
    return true
  })
  const waitsFor = () => {
    if (organisation.state === 'busy') return [say('screen.opening')]
    if (isFetching) return [say('review.waiting.artifacts'), fetched.text]
    if (plan.state === 'busy') return [say('review.waiting.look', { count: draft.file.hosts.length })]
    return [say('review.idle')]
  }
  const lines = waitsFor().flatMap((line) => wrap(line, columns - 2).map((row) => ` ${row}`))
  const hints: Hint[] = [
    ...(isBusy ? [] : [['Enter', say('key.retry')] as const]),
    ...(fix === undefined ? [] : [['g', say('preflight.key.fix', { step: say(`step.${fix}`) })] as const]),
    ...(problems.length > 1 ? [['↑↓', say('key.move')] as const] : []),
    ['Esc', say(isBusy ? 'key.stop' : 'key.back')],
  ]
  return (
    <AskingScreen question="review" hints={hints} learned={learned}>
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
