import { InstallerError } from '../errors/problem.js'
import type { Learned } from './learned.js'
import { hasNewWork } from './plan-difference.js'
import type { RunHandle } from './run-handle.js'
import { IDLE, readyValue } from './start-work.js'
import type { OpenOrganisation } from './workbench.js'

/** How a run that has ended is gone on with. */
export type GoneOn =
  | { readonly kind: 'started'; readonly run: RunHandle }
  /** There may be work that nobody has reviewed; it is in `learned.plan`, or has yet to be planned. */
  | { readonly kind: 'review' }
  /** Every host is as it should be. */
  | { readonly kind: 'nothing' }

/**
 * Looks again, plans again, and carries out what is left. What was reviewed is what runs: a plan with anything else in
 * it is not started. Throws `InstallerError`. Called from a key handler only.
 */
export async function goOn(
  organisation: OpenOrganisation,
  learned: Learned,
  signal: AbortSignal,
  onStage: (stage: string) => void,
): Promise<GoneOn> {
  const reviewed = readyValue(learned.plan.get())
  if (reviewed === undefined) {
    // A run that was met again: nothing of its plan is known here, and what was seen before it is no longer true.
    learned.gathered.set(IDLE)
    return { kind: 'review' }
  }
  onStage('looking')
  const gathered = await organisation.gather(signal)
  if (gathered.problems.some(({ severity }) => severity === 'error'))
    throw new InstallerError(gathered.problems)
  const operated = learned.deed.get()?.operated
  const plan = await organisation.plan(gathered, operated)
  // What was reviewed stays to be compared with until there is a plan to take its place.
  learned.gathered.set({ state: 'ready', value: gathered })
  learned.plan.set({ state: 'ready', value: plan })
  if (plan.nodes.length === 0) return { kind: 'nothing' }
  if (hasNewWork(reviewed, plan)) return { kind: 'review' }
  onStage('starting')
  const run = await organisation.install(plan, operated)
  learned.run.set(run)
  return { kind: 'started', run }
}
