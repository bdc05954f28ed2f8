import { InstallerError } from '../errors/problem.js'
import type { Plan } from '../planner/plan.js'
import type { Cell } from './cell.js'
import type { Draft } from './draft.js'
import { heardProgress } from './heard-progress.js'
import type { OpenedWorkshop, Session } from './session.js'
import { IDLE, readyValue, settled, startWork, stopWork, type Work } from './start-work.js'
import type { Look, Preflight, ProbeAsk, Workbench, Workshop } from './workbench.js'

/** What the steps between the answers and the run work with. */
export interface Preparing {
  readonly draft: Draft
  readonly bench: Workbench
  readonly session: Session
  readonly ask: ProbeAsk
}

/** Names the answers that an opened organisation rests on. */
export function draftKey({ place, folder, file }: Draft): string {
  return JSON.stringify([place, folder, file])
}

/** The organisation of these answers, if it is open. */
export function openedFor(draft: Draft, session: Session): Workshop | undefined {
  const opened = readyValue(session.workshop.get())
  return opened !== undefined && opened.draftKey === draftKey(draft) ? opened.workshop : undefined
}

/**
 * Opens the organisation, unless it is open as the draft is now. What was learned for other answers is forgotten.
 * `onOpen` begins what rests on it in the same moment: in no frame is it open and nothing under way.
 */
export async function openWorkshop(
  preparing: Preparing,
  onOpen: (workshop: Workshop) => void = () => {},
): Promise<Workshop | undefined> {
  const { draft, bench, session, ask } = preparing
  if (session.workshop.get().state === 'busy') await settled(session.workshop, session.signal)
  const known = openedFor(draft, session)
  if (known !== undefined && !session.signal.aborted) onOpen(known)
  if (known !== undefined || session.signal.aborted) return known
  const before = readyValue(session.workshop.get())
  forget(session)
  const opened = await startWork<OpenedWorkshop>(session.workshop, session.signal, async (signal) => {
    await before?.workshop.close()
    const workshop = await bench.open(draft, ask)
    // Nobody waits for it any more.
    if (signal.aborted) await workshop.close()
    else onOpen(workshop)
    return { workshop, draftKey: draftKey(draft) }
  })
  return opened?.workshop
}

/** Finds and fetches the artifacts; goes on while other screens are on. A plan rests on them: it is made anew. */
export async function fetchArtifacts(preparing: Preparing): Promise<void> {
  const { session } = preparing
  if (session.artifacts.get().state === 'busy') return
  let fetching: Promise<void> | undefined
  await openWorkshop(preparing, (workshop) => {
    empty(session.plan)
    fetching = fetchFor(workshop, session)
  })
  await fetching
}

async function fetchFor(workshop: Workshop, session: Session): Promise<void> {
  session.artifactProgress.set({})
  await startWork(session.artifacts, session.signal, (signal) =>
    workshop.artifacts((progress) => {
      if (!signal.aborted) session.artifactProgress.update((known) => heardProgress(known, progress))
    }, signal),
  )
}

/** Asks all hosts, tries the connections between them, and judges. */
export async function checkHosts(preparing: Preparing): Promise<void> {
  let checking: Promise<unknown> | undefined
  await openWorkshop(preparing, (workshop) => {
    checking = checkFor(workshop, preparing.session)
  })
  await checking
}

function checkFor(workshop: Workshop, session: Session): Promise<Preflight | undefined> {
  session.reach.set([])
  return startWork<Preflight>(session.preflight, session.signal, async (signal, onStage) => {
    onStage('look')
    const look = await workshop.look(signal)
    if (!signal.aborted) session.look.set({ state: 'ready', value: look })
    onStage('reach')
    const reach = await workshop.tryReach(look, signal)
    if (!signal.aborted) session.reach.set(reach)
    return workshop.preflight(look, reach)
  })
}

/** Plans what the hosts need, once the artifacts are there: their checksums are part of the plan. */
export async function makeReviewedPlan(
  preparing: Preparing,
  { lookAgain }: { lookAgain: boolean },
): Promise<Plan | undefined> {
  let planning: Promise<Plan | undefined> | undefined
  await openWorkshop(preparing, (workshop) => {
    planning = planFor(workshop, preparing.session, lookAgain)
  })
  return planning
}

function planFor(workshop: Workshop, session: Session, lookAgain: boolean): Promise<Plan | undefined> {
  return startWork<Plan>(session.plan, session.signal, async (signal, onStage) => {
    onStage('artifacts')
    await waitForArtifacts(workshop, session, signal)
    const known = lookAgain ? undefined : readyValue(session.look.get())
    if (known === undefined) onStage('look')
    const look: Look = known ?? (await workshop.look(signal))
    if (!signal.aborted) session.look.set({ state: 'ready', value: look })
    if (look.problems.some(({ severity }) => severity === 'error')) throw new InstallerError(look.problems)
    return workshop.plan(look)
  })
}

async function waitForArtifacts(workshop: Workshop, session: Session, signal: AbortSignal): Promise<void> {
  const { state } = session.artifacts.get()
  if (state === 'busy') await settled(session.artifacts, signal)
  else if (state !== 'ready') await fetchFor(workshop, session)
  const now = session.artifacts.get()
  if (now.state === 'failed') throw new InstallerError(now.problems)
  if (now.state === 'ready') return
  // Fetching was stopped: without the files there is no plan.
  stopWork(session.plan)
  signal.throwIfAborted()
}

/** What was learned about hosts and files for other answers says nothing about these. */
function forget(session: Session): void {
  empty(session.artifacts)
  empty(session.look)
  empty(session.preflight)
  empty(session.plan)
  session.artifactProgress.set({})
  session.reach.set([])
}

function empty<T>(work: Cell<Work<T>>): void {
  stopWork(work)
  work.set(IDLE)
}
