import type { HardwareFacts } from '../facts/host-facts.js'
import { measuredSize, neededSize, SIZE_TOLERANCE } from '../preflight/host-size.js'
import { ROLES, ROOMS } from '../roles/index.js'
import { SMALL_GIB } from '../roles/placing.js'
import type { HostSize, Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'

type Sizes = Pick<Release, 'sizes'>

/** What a host is taken for that nobody has measured: one made for the largest role. */
export function sizeOf(hardware: HardwareFacts | undefined, { sizes }: Sizes): HostSize {
  if (hardware !== undefined) return measuredSize(hardware)
  const most = (pick: (size: HostSize) => number) =>
    Math.max(...ROLES.flatMap((role) => sizes[role] ?? []).map(pick))
  return {
    cores: most(({ cores }) => cores),
    memoryGib: most(({ memoryGib }) => memoryGib),
    diskGib: most(({ diskGib }) => diskGib),
  }
}

/** Share of cores or memory, whichever is larger, that the roles are recommended to have; above 1 it is too much. */
export function loadOf(roles: readonly Role[], size: HostSize, release: Sizes): number {
  const needed = neededSize(release, roles)
  return Math.max(share(needed.cores, size.cores), share(needed.memoryGib, size.memoryGib))
}

/** How much of what is recommended is missing, as shares added up: memory twice, which ends programs; disk a quarter. */
function overloadOf(roles: readonly Role[], size: HostSize, release: Sizes): number {
  const needed = neededSize(release, roles)
  const over = (want: number, have: number) => Math.max(0, share(want, have) * SIZE_TOLERANCE - 1)
  return (
    over(needed.cores, size.cores) +
    2 * over(needed.memoryGib, size.memoryGib) +
    over(needed.diskGib, size.diskGib) / 4
  )
}

/** A host that tells nothing of a size is as small as can be. */
function share(want: number, have: number): number {
  return want === 0 ? 0 : want / Math.max(have, 0.1)
}

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
  release: Sizes,
): CandidateCost {
  const even = evenLoad(units, release) / candidates.length
  const somePublic = candidates.some(({ isPublic }) => isPublic)
  return (index, roles) => {
    const candidate = candidates[index]
    if (candidate === undefined) return Number.POSITIVE_INFINITY
    if (roles.length === 0) return 0
    const { size, isMeasured, isPublic } = candidate
    const isSmall = isMeasured && size.memoryGib < SMALL_GIB
    const count = (role: Role) => roles.filter((other) => other === role).length
    const placings = ROOMS.map(({ id, placing }) => {
      // What others dial belongs where a public address leads, if one is known.
      const outOfReach = somePublic && !isPublic && roles.includes(id) ? placing.outOfReach : 0
      return (placing.company?.(count, isSmall) ?? 0) + (outOfReach ?? 0)
    })
    const own = 3 * overloadOf(roles, size, release) + (loadOf(roles, size, release) / even) ** 2
    return placings.reduce((sum, one) => sum + one, own)
  }
}

/** The load of a single candidate that is as large as the largest role wants. */
function evenLoad(units: readonly { readonly role: Role }[], { sizes }: Sizes): number {
  const largest = Math.max(...ROLES.map((role) => sizes[role]?.memoryGib ?? 0))
  return units.reduce((sum, { role }) => sum + (sizes[role]?.memoryGib ?? 0) / largest, 0)
}
