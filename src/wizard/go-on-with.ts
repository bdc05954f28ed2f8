import type { Draft } from './draft.js'
import { type Preparing, whenOpen } from './prepare-run.js'
import type { Unfinished } from './workbench.js'

/**
 * The answers behind something unfinished, at the screen where they are gone on with. A run that is under way is
 * attached to. Throws `InstallerError`. Called from a key handler only.
 */
export async function goOnWith(what: Unfinished, preparing: Preparing): Promise<Draft> {
  const { bench, learned, draft: before } = preparing
  const found = await bench.resume(what)
  const draft = { ...found, language: before.language }
  if (what.kind === 'run' && what.isAlive) {
    const run = await whenOpen({ ...preparing, draft }, (organisation) => organisation.running())
    if (run !== undefined) {
      learned.run.set(run)
      return { ...draft, at: 'install' }
    }
  }
  // Their runs are over, or belong to a program that is gone: what is left to do, a new plan says.
  return draft.at === 'install' || draft.at === 'done' ? { ...draft, at: 'review' } : draft
}
