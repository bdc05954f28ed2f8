import { dirname, join } from 'node:path'
import type { Problem } from '../../errors/problem.js'
import { isUnderWay } from '../../events/run-record.js'
import { shellQuote } from '../../lib/text.js'
import type { OpenBundle } from '../../packing/open-bundle.js'
import type { Leave } from '../../ui/screen/step.js'
import { cell } from '../../wizard/cell.js'
import { type Draft, emptyDraft } from '../../wizard/draft.js'
import type { DayId } from '../../wizard/home/day.js'
import { nothingLearned } from '../../wizard/learned.js'
import type { RunHandle } from '../../wizard/run-handle.js'
import type { Workbench } from '../../wizard/workbench.js'
import { requireFile } from '../organisation/read-organisation-of.js'
import { EXIT, type ExitCode } from '../program/exit-code.js'
import { programName } from '../program/program-name.js'
import type { FullScreen, Session } from '../program/session.js'
import type { RehearsalOrder } from '../rehearse/open-rehearsal.js'
import { showProblems } from '../terminal/show-problems.js'
import { showScreens } from '../terminal/show-screens.js'
import { draftOfText, newDraftId } from './draft-of-folder.js'
import type { Site } from './site.js'
import { createWorkbench } from './workbench.js'

export interface WizardOrder {
  /** Nothing but a rehearsal is offered. */
  readonly isRehearsal: boolean
  readonly rehearsal?: RehearsalOrder
  /** Content of an org.yaml to begin with. */
  readonly text?: string
  /** That organisation is installed already, and this is what happens. */
  readonly dayId?: DayId
}

/** The wizard, from the first screen until the operator leaves; then the terminal is as it was before. */
export async function wizard(session: Session, full: FullScreen, order: WizardOrder): Promise<ExitCode> {
  const { world, language, options } = session
  // Whoever signed it is asked about before there are screens.
  const bundle = order.isRehearsal ? undefined : await openBundleOf(session)
  const ending = new AbortController()
  const { text, dayId } = order
  const later =
    text === undefined || dayId === undefined
      ? undefined
      : await installed(session, { ...order.rehearsal, text, dayId })
  const [screens, bench] = await Promise.all([
    full.load(),
    createWorkbench({
      world,
      language,
      isRehearsal: order.isRehearsal,
      ...(bundle === undefined ? {} : { bundle }),
      openRehearsal: async () => later?.site ?? rehearse(order.rehearsal ?? {}),
    }),
  ])
  const learned = nothingLearned(ending.signal)
  learned.day.set(later?.day)
  const left = await untilLeft().finally(async () => {
    // Whatever happens, nothing of the wizard goes on after it.
    ending.abort()
    await bench.close()
  })
  // Only now is it known whether the last answers are on disk.
  const unsaved = bench.draftProblem()
  await tellParting(session, { ...left, ...(unsaved?.severity === 'error' ? { unsaved } : {}) })
  if (world.interrupts.stop.aborted) return EXIT.interrupted
  return left.run?.snapshot().state === 'failed' ? EXIT.failed : EXIT.done

  async function untilLeft(): Promise<Parting> {
    const draft = cell(await firstDraft(session, bench, text, later?.folder))
    if (options.file === undefined) learned.unfinished.set(await bench.unfinished())
    else bench.saveDraft(draft.get())
    const beforeShell = session.say('wizard.shell')
    const how = await showScreens({ session, full, beforeShell }, (screen) =>
      screens.wizard({ ...screen, draft, learned, bench }),
    )
    const run = learned.run.get()
    // What is installed is gone on with by its folder.
    if (run?.snapshot().state === 'done' || draft.get().at === 'home') await bench.forgetDraft(draft.get().id)
    await endOwn(run)
    return { how, draft: draft.get(), run }
  }
}

async function openBundleOf(session: Session): Promise<OpenBundle | undefined> {
  const bundle = session.bundle
  if (bundle === undefined) return undefined
  const { openGiven } = await import('../bundle/open-given.js')
  return openGiven(session, bundle)
}

/** Loaded when a later day is rehearsed. */
async function installed(session: Session, order: RehearsalOrder & { text: string; dayId: DayId }) {
  session.note(session.say('rehearse.installing'))
  const { openInstalled } = await import('./open-installed.js')
  return openInstalled(session, order)
}

/** Loaded when the first rehearsal begins. */
async function rehearse(order: RehearsalOrder): Promise<Site> {
  const [{ rehearsalSite }, { openRehearsal }] = await Promise.all([
    import('./rehearsal-site.js'),
    import('../rehearse/open-rehearsal.js'),
  ])
  return rehearsalSite(await openRehearsal(order))
}

async function firstDraft(
  session: Session,
  bench: Workbench,
  text?: string,
  installedIn?: string,
): Promise<Draft> {
  const { language, options, file } = session
  if (installedIn !== undefined)
    return { ...(await bench.openFolder(installedIn, language)), place: 'rehearsal' }
  if (text !== undefined) return draftOfText(text, bench, language)
  if (options.file !== undefined) {
    await requireFile(session)
    return bench.openFolder(dirname(file), language)
  }
  const place = bench.isRehearsal ? 'rehearsal' : 'machines'
  return emptyDraft({ id: newDraftId(), language, place, release: bench.releases.at(-1)?.id ?? '' })
}

/** A run of this process ends with it, in good order. */
function endOwn(run: RunHandle | undefined): Promise<void> {
  if (run === undefined || run.canDetach) return Promise.resolve()
  return new Promise((resolve) => {
    const look = () => {
      if (isUnderWay(run.snapshot().state)) return
      stopListening()
      resolve()
    }
    const stopListening = run.subscribe(look)
    run.abort()
    look()
  })
}

interface Parting {
  readonly how: Leave
  readonly draft: Draft
  readonly run: RunHandle | undefined
  /** What kept the answers from being written. */
  readonly unsaved?: Problem
}

/** What goes on without the screens, and how to come back, on the terminal as it was before. */
async function tellParting(session: Session, { how, draft, run, unsaved }: Parting): Promise<void> {
  const { say, print, world } = session
  const program = programName(world.env)
  if (draft.place === 'rehearsal') {
    if (draft.at !== 'welcome') print(say('wizard.left.rehearsal'))
    return
  }
  const folder = how.kind === 'detach' ? how.folder : draft.folder
  const file = shellQuote(session.shortPath(join(folder, 'org.yaml')))
  const state = run?.snapshot().state
  const left = state === 'paused' ? 'wizard.left.paused' : 'wizard.left.running'
  if (isUnderWay(state)) print(say(left, { command: `${program} watch -f ${file}` }))
  else if (state === 'done' || (state === undefined && (draft.at === 'done' || draft.at === 'home')))
    print(say('wizard.left.done', { command: `${program} status -f ${file}` }))
  else if (unsaved !== undefined) await showProblems(session, [unsaved])
  else if (draft.at !== 'welcome') print(say('wizard.left.saved', { command: program.replace(/ --$/, '') }))
}
