import { InstallerError, problemsOf } from '../errors/problem.js'
import { directionOf, wayProblem } from '../planner/one-way.js'
import type { Plan } from '../planner/plan.js'
import { type Release, releaseNamed } from '../topology/release.js'
import type { Cell } from './cell.js'
import type { Draft } from './draft.js'
import type { Learned, OpenedDraft } from './learned.js'
import { askThrough } from './probe/probe-questions.js'
import { IDLE, readyValue, settled, startWork, stopWork, type Work } from './start-work.js'
import type { ArtifactProgress, OpenOrganisation, Preflight, Workbench } from './workbench.js'

/** What the steps between the answers and the run work with. */
export interface Preparing {
  readonly draft: Draft
  readonly bench: Workbench
  readonly learned: Learned
}

/** Nothing here is real: hosts and files are simulated. */
export function isRehearsed({ bench, draft }: Pick<Preparing, 'bench' | 'draft'>): boolean {
  return bench.isRehearsal || draft.place === 'rehearsal'
}

/** Names the answers that an opened organisation rests on. */
export function draftKey({ place, folder, file }: Draft): string {
  return JSON.stringify([place, folder, file])
}

/** It is under way, or there, for these very answers. */
export function isBegun({ draft, learned }: Preparing, what: 'artifacts' | 'preflight' | 'plan'): boolean {
  const { state } = learned[what].get()
  return openedFor(draft, learned) !== undefined && (state === 'busy' || state === 'ready')
}

/** The organisation of these answers, if it is open. */
export function openedFor(draft: Draft, learned: Learned): OpenOrganisation | undefined {
  const opened = readyValue(learned.organisation.get())
  return opened !== undefined && opened.draftKey === draftKey(draft) ? opened.organisation : undefined
}

/**
 * Opens the organisation, unless it is open as the draft is now, and begins what rests on it in the same moment: in no
 * frame is it open and nothing under way. What was learned for other answers is forgotten.
 */
export async function whenOpen<T>(
  { draft, bench, learned }: Preparing,
  begin: (organisation: OpenOrganisation) => Promise<T>,
): Promise<T | undefined> {
  if (learned.organisation.get().state === 'busy') await settled(learned.organisation, learned.signal)
  if (learned.signal.aborted) return undefined
  const known = openedFor(draft, learned)
  if (known !== undefined) return begin(known)
  const before = readyValue(learned.organisation.get())
  forget(learned)
  let begun: Promise<T> | undefined
  await startWork<OpenedDraft>(learned.organisation, learned.signal, async (signal) => {
    await before?.organisation.close()
    const organisation = await bench.open(draft, askThrough(learned.questions))
    // Nobody waits for it any more.
    if (signal.aborted) await organisation.close()
    else begun = begin(organisation)
    return { organisation, draftKey: draftKey(draft) }
  })
  return begun
}

/**
 * The answers as the organisation's folder holds them now, after another program has written it; what was learned with those of
 * before is forgotten. Undefined where the folder can't be read: the screens tell why.
 */
export async function readAgain({ draft, bench, learned }: Preparing): Promise<Draft | undefined> {
  const before = readyValue(learned.organisation.get())
  forget(learned)
  empty(learned.organisation)
  await before?.organisation.close()
  try {
    const now = await bench.openFolder(draft.folder, draft.language)
    // The folder of a rehearsal looks like any other.
    return { ...now, id: draft.id, ...(draft.place === 'rehearsal' ? { place: draft.place } : {}) }
  } catch (error) {
    learned.organisation.set({ state: 'failed', problems: problemsOf(error) })
    return undefined
  }
}

/** Finds and fetches the artifacts; goes on while other screens are on. A plan rests on them: it is made anew. */
export async function fetchArtifacts(preparing: Preparing): Promise<void> {
  const { learned } = preparing
  if (learned.artifacts.get().state === 'busy') return
  await whenOpen(preparing, (organisation) => {
    empty(learned.plan)
    return fetchFor(organisation, learned)
  })
}

async function fetchFor(organisation: OpenOrganisation, learned: Learned): Promise<void> {
  learned.artifactProgress.set({})
  await startWork(learned.artifacts, learned.signal, (signal) =>
    organisation.artifacts((progress) => {
      if (!signal.aborted) learned.artifactProgress.update((known) => heardProgress(known, progress))
    }, signal),
  )
}

/** Asks all hosts, tries the connections between them, and judges. */
export async function checkHosts(preparing: Preparing): Promise<void> {
  const { learned } = preparing
  await whenOpen(preparing, (organisation) => {
    learned.reach.set([])
    return startWork<Preflight>(learned.preflight, learned.signal, async (signal, onStage) => {
      onStage('look')
      const gathered = await organisation.gather(signal)
      if (!signal.aborted) learned.gathered.set({ state: 'ready', value: gathered })
      onStage('reach')
      const reach = await organisation.tryReach(gathered, signal)
      if (!signal.aborted) learned.reach.set(reach)
      return organisation.preflight(gathered, reach)
    })
  })
}

/** Plans what the hosts need, once the artifacts are there: their checksums are part of the plan. */
export function makeReviewedPlan(
  preparing: Preparing,
  { lookAgain }: { lookAgain: boolean },
): Promise<Plan | undefined> {
  const { learned } = preparing
  return whenOpen(preparing, (organisation) =>
    startWork<Plan>(learned.plan, learned.signal, async (signal, onStage) => {
      // A restart or a backup needs no files.
      const operated = learned.deed.get()?.operated
      const from = releaseBefore(preparing)
      const noWay = from && wayProblem(directionOf(from, organisation.release), from, organisation.release)
      if (noWay !== undefined) throw new InstallerError(noWay)
      if (operated === undefined || operated.operation === 'upgrade') {
        onStage('artifacts')
        await waitForArtifacts(organisation, learned, signal)
      }
      const known = lookAgain ? undefined : readyValue(learned.gathered.get())
      if (known === undefined) onStage('look')
      const gathered = known ?? (await organisation.gather(signal))
      if (!signal.aborted) learned.gathered.set({ state: 'ready', value: gathered })
      if (gathered.problems.some(({ severity }) => severity === 'error'))
        throw new InstallerError(gathered.problems)
      return organisation.plan(gathered, operated)
    }),
  )
}

/** Hosts need something else than what was reviewed: a plan in its place, to be compared with it. */
export function planInstead(preparing: Preparing, reviewed: Plan | undefined): Promise<Plan | undefined> {
  preparing.learned.outdated.set(reviewed)
  return makeReviewedPlan(preparing, { lookAgain: true })
}

/** The release in whose place another one is put from home; undefined where it stays. */
export function releaseBefore({ draft, bench, learned }: Preparing): Release | undefined {
  const before = learned.deed.get()?.before.file.release
  return before === draft.file.release ? undefined : releaseNamed(bench.releases, before)
}

async function waitForArtifacts(organisation: OpenOrganisation, learned: Learned, signal: AbortSignal) {
  const { state } = learned.artifacts.get()
  if (state === 'busy') await settled(learned.artifacts, signal)
  else if (state !== 'ready') await fetchFor(organisation, learned)
  const now = learned.artifacts.get()
  if (now.state === 'failed') throw new InstallerError(now.problems)
  if (now.state === 'ready') return
  // Fetching was stopped: without the files there is no plan.
  stopWork(learned.plan)
  signal.throwIfAborted()
}

/** What was learned about hosts and files for other answers says nothing about these. */
function forget(learned: Learned): void {
  empty(learned.artifacts)
  readyValue(learned.home.get())?.stop()
  empty(learned.home)
  learned.artifactProgress.set({})
  planAnew(learned)
}

/** What was seen of the hosts and planned for them is seen and planned anew, with the files that are there. */
export function planAnew(learned: Learned): void {
  empty(learned.gathered)
  empty(learned.preflight)
  empty(learned.plan)
  learned.outdated.set(undefined)
  learned.reach.set([])
}

function empty<T>(work: Cell<Work<T>>): void {
  stopWork(work)
  work.set(IDLE)
}

type Known = Readonly<Record<string, ArtifactProgress>>

const STEPS_SHOWN = 50
const BYTES_SHOWN = 1_000_000

/**
 * What is known of the artifacts after one of them has come further. The same object where nobody would see the
 * difference: a fast source reports thousands of times a second.
 */
export function heardProgress(known: Known, progress: ArtifactProgress): Known {
  const before = Object.hasOwn(known, progress.artifact) ? known[progress.artifact] : undefined
  if (before !== undefined && before.step === progress.step && part(before) === part(progress)) return known
  return { ...known, [progress.artifact]: progress }
}

function part({ done = 0, total }: ArtifactProgress): string {
  const whole = total === undefined || total === 0 ? BYTES_SHOWN * STEPS_SHOWN : total
  return `${total} ${done === total ? 'all' : Math.floor((done / whole) * STEPS_SHOWN)}`
}
