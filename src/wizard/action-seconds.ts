import type { PhaseId, PlanNode } from '../planner/plan.js'
import { ROOMS } from '../roles/index.js'

/**
 * What actions take, in seconds. `low` as the lab's journals show it (hosts on one machine, packages from a mirror on
 * it; a fresh installation on three hosts took 33 to 57 s there), `high` for small virtual machines that fetch
 * packages from a public mirror and start the real services. How long something has to stay ready comes on top.
 */
export function actionSeconds({ action, phase }: Pick<PlanNode, 'action' | 'phase'>): Range {
  switch (action.kind) {
    case 'directory':
    case 'link':
    case 'write-file':
    case 'install-file':
    case 'consul-kv':
    case 'set-aside':
    case 'keep-former':
    case 'remove':
      return SCRIPTED
    case 'place-artifact':
      return NOTHING
    case 'close-ports':
    case 'carry':
    case 'unpack':
      return { low: 0.4, high: 4 }
    case 'package':
      return { low: 2 * action.names.length, high: 25 * action.names.length }
    case 'unit':
      return { low: 0.3, high: 1.5 }
    case 'sql':
      return { low: 0.3, high: 2 }
    case 'run':
      return RUNS[action.name] ?? { low: 0.1, high: 1 }
    case 'wait':
      return waitSeconds(phase)
  }
}

/** Connections are made, hosts are asked. */
export const BEFORE_THE_FIRST: Range = { low: 0.5, high: 3 }

/** To all hosts together: a gigabit, or a hundred megabits, of which the operator's side is the narrow one. */
export const BYTES_PER_SECOND: Range = { low: 100_000_000, high: 10_000_000 }

/** The same action on the same host takes about as long as the last time. */
export const AROUND_MEASURED: Range = { low: 0.8, high: 1.5 }

const NOTHING: Range = { low: 0, high: 0 }
const SCRIPTED: Range = { low: 0.02, high: 0.1 }

const RUNS: Readonly<Record<string, Range>> = {
  'consul-leader': { low: 1, high: 8 },
  'consul-leave': { low: 6, high: 30 },
  'database-schema': { low: 0.5, high: 5 },
  // By the size of what it keeps, which plans do not know.
  'hand-over': { low: 1, high: 60 },
  'take-over': { low: 1, high: 60 },
  'python-packages': { low: 1.5, high: 25 },
}

/** Until a service that was started is ready; in `verify` all of them are. */
function waitSeconds(phase: PhaseId): Range {
  if (phase === 'verify') return { low: 0.2, high: 1.5 }
  return ROOMS.find((room) => room.phase === phase)?.service.usualSeconds ?? NOTHING
}

/** A number that is not known exactly: at best, at worst. */
export interface Range {
  readonly low: number
  readonly high: number
}
