import { createLane, type Lane } from './lane.js'
import type { RootShell } from './root-shell.js'

/** Several lanes as one: who comes gets the one with the fewest users. */
export function createLanePool(count: number, open: () => Promise<RootShell>): Lane {
  const lanes = Array.from({ length: count }, () => ({ lane: createLane(open), users: 0 }))
  return {
    use: async (work, signal) => {
      const chosen = lanes.reduce((least, one) => (one.users < least.users ? one : least))
      chosen.users += 1
      try {
        return await chosen.lane.use(work, signal)
      } finally {
        chosen.users -= 1
      }
    },
    close: () => {
      for (const { lane } of lanes) lane.close()
    },
  }
}
