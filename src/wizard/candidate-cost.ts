import { ROLES, ROOMS } from '../roles/index.js'
import { SMALL_GIB } from '../roles/placing.js'
import type { HostSize, Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'
import { loadOf, overloadOf } from './host-load.js'

/** A host as far as placing roles is concerned. */
export interface Candidate {
  readonly size: HostSize
  /** Its size was measured, not taken for granted. */
  readonly isMeasured: boolean
  /** A public address is known to lead to it. */
  readonly isPublic: boolean
}

/** What it costs that a candidate bears these roles; only differences say something. */
export type CandidateCost = (candidate: number, roles: readonly Role[]) => number

/** The heavier a number, the more is done to avoid it: two consul servers on a host never, a little crowd rather. */
export function candidateCost(
  candidates: readonly Candidate[],
  units: readonly { readonly role: Role }[],
  release: Pick<Release, 'sizes'>,
): CandidateCost {
  const even = evenLoad(candidates.length, units, release)
  const somePublic = candidates.some(({ isPublic }) => isPublic)
  return (index, roles) => {
    const candidate = candidates[index]
    if (candidate === undefined) return Number.POSITIVE_INFINITY
    if (roles.length === 0) return 0
    const load = loadOf(roles, candidate.size, release)
    return (
      3 * overloadOf(roles, candidate.size, release) +
      (load / even) ** 2 +
      company(roles, candidate) +
      (somePublic && !candidate.isPublic ? outOfReach(roles) : 0)
    )
  }
}

/** Who should rather not share a host. */
function company(roles: readonly Role[], candidate: Candidate): number {
  const count = (role: Role) => roles.filter((other) => other === role).length
  const isSmall = candidate.isMeasured && candidate.size.memoryGib < SMALL_GIB
  return ROOMS.reduce((sum, { placing }) => sum + (placing.company?.(count, isSmall) ?? 0), 0)
}

/** What others dial belongs where a public address leads, if one is known. */
function outOfReach(roles: readonly Role[]): number {
  return ROOMS.reduce((sum, { id, placing }) => sum + (roles.includes(id) ? (placing.outOfReach ?? 0) : 0), 0)
}

/** The load of each candidate if all could be shared out evenly on usual hosts. */
function evenLoad(
  candidateCount: number,
  units: readonly { readonly role: Role }[],
  { sizes }: Pick<Release, 'sizes'>,
): number {
  const largest = Math.max(...ROLES.map((role) => sizes[role]?.memoryGib ?? 0))
  const total = units.reduce((sum, { role }) => sum + (sizes[role]?.memoryGib ?? 0) / largest, 0)
  return total / candidateCount
}
