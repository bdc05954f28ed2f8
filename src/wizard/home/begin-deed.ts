import type { Draft } from '../draft.js'
import { type Preparing, planAnew } from '../prepare-run.js'
import type { Deed } from './at-home.js'

/**
 * The answers with which it goes on at its first screen: nothing is done yet, and Review shows what would be. Steps that were
 * confirmed once stay so, since nothing is asked anew. Called from a key handler only.
 */
export function beginDeed(
  { draft: before, learned }: Preparing,
  { answers = before, ...deed }: Omit<Deed, 'before'> & { readonly answers?: Draft },
): Draft {
  planAnew(learned)
  learned.deed.set({ before, ...deed })
  return { ...answers, at: deed.entry, confirmed: before.confirmed, stale: [] }
}
