import type { Problem } from '../../errors/problem.js'
import type { Upkeep, UpkeepInput } from '../../roles/check.js'
import { ROOMS } from '../../roles/index.js'
import { clock } from '../checks/clock.js'
import { backups } from './backups.js'
import { changedFiles } from './changed-files.js'
import { changedUnits } from './changed-units.js'
import { disk } from './disk.js'
import { restarts } from './restarts.js'

const ALL: readonly Upkeep[] = [
  ...ROOMS.flatMap(({ upkeep }) => upkeep ?? []),
  backups,
  disk,
  (input) => clock({ ...input, reach: [] }),
  changedUnits,
  changedFiles,
  restarts,
]

/** What time and people have done to hosts that were well, what breaks something soonest first. */
export function upkeep(input: UpkeepInput): Problem[] {
  return ALL.flatMap((rule) => rule(input))
}
