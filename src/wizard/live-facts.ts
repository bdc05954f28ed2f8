import { InstallerError, type Problem } from '../errors/problem.js'
import { type Cell, cell } from './cell.js'
import type { Gathered } from './workbench.js'

/** What was learned last, and whether it is being asked again. */
export interface LiveFacts {
  readonly gathered: Gathered
  readonly isAsking: boolean
  /** What kept the last asking from an answer; the look is older then. */
  readonly problems: readonly Problem[]
}

export interface Asker {
  readonly live: Cell<LiveFacts>
  /** Asks everybody once more, unless that goes on already. Resolves when it is answered; never throws problems. */
  readonly ask: () => Promise<void>
}

/** Asks again and again, one asking at a time; outlives the screens that show it. */
export function createAsker(
  first: Gathered,
  gather: (signal: AbortSignal) => Promise<Gathered>,
  signal: AbortSignal,
): Asker {
  const live = cell<LiveFacts>({ gathered: first, isAsking: false, problems: [] })
  return {
    live,
    ask: async () => {
      if (live.get().isAsking || signal.aborted) return
      live.update((before) => ({ ...before, isAsking: true }))
      try {
        const answered = await gather(signal)
        live.set({ gathered: answered, isAsking: false, problems: [] })
      } catch (error) {
        const problems = error instanceof InstallerError ? error.problems : []
        live.update((before) => ({ ...before, isAsking: false, problems }))
        if (!(error instanceof InstallerError) && !signal.aborted) throw error
      }
    },
  }
}
