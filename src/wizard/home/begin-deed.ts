import type { Draft } from '../draft.js'
import { type Preparing, planAnew } from '../prepare-run.js'
import type { StepId } from '../steps.js'
import type { Operated } from '../workbench.js'

/**
 * The answers with which it goes on at its first screen: nothing is done yet, and Review shows what would be. Steps that were
 * confirmed once stay so, since nothing is asked anew. Called from a key handler only.
 */
export function beginDeed(
  { draft: before, learned }: Preparing,
  { entry, answers = before, operated }: { entry: StepId; answers?: Draft; operated?: Operated },
): Draft {
  planAnew(learned)
  learned.deed.set({ before, entry, ...(operated === undefined ? {} : { operated }) })
  return { ...answers, at: entry, confirmed: before.confirmed, stale: [] }
}
