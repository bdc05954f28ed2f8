import { ROLES, ROOMS } from '../roles/index.js'
import { SMALL_GIB } from '../roles/placing.js'
import type { HostSize, Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'
import { loadOf, overloadOf } from './host-load.js'

/** A host as far as placing roles is concerned. */
export interface Site {
  readonly size: HostSize
  /** Its size was measured, not taken for granted. */
  readonly isMeasured: boolean
  /** A public address is known to lead to it. */
  readonly isPublic: boolean
}

/** What it costs that a site bears these roles; only differences say something. */
export type SiteCost = (site: number, roles: readonly Role[]) => number

/** The heavier a number, the more is done to avoid it: two consul servers on a host never, a little crowd rather. */
export function siteCost(
  sites: readonly Site[],
  units: readonly { readonly role: Role }[],
  release: Pick<Release, 'sizes'>,
): SiteCost {
  const even = evenLoad(sites.length, units, release)
  const somePublic = sites.some(({ isPublic }) => isPublic)
  return (index, roles) => {
    const site = sites[index]
    if (site === undefined) return Number.POSITIVE_INFINITY
    if (roles.length === 0) return 0
    const load = loadOf(roles, site.size, release)
    return (
      3 * overloadOf(roles, site.size, release) +
      (load / even) ** 2 +
      company(roles, site) +
      (somePublic && !site.isPublic ? outOfReach(roles) : 0)
    )
  }
}

/** Who should rather not share a host. */
function company(roles: readonly Role[], site: Site): number {
  const count = (role: Role) => roles.filter((other) => other === role).length
  const isSmall = site.isMeasured && site.size.memoryGib < SMALL_GIB
  return ROOMS.reduce((sum, { placing }) => sum + (placing.company?.(count, isSmall) ?? 0), 0)
}

/** What others dial belongs where a public address leads, if one is known. */
function outOfReach(roles: readonly Role[]): number {
  return ROOMS.reduce((sum, { id, placing }) => sum + (roles.includes(id) ? (placing.outOfReach ?? 0) : 0), 0)
}

/** The load of each site if all could be shared out evenly on usual hosts. */
function evenLoad(
  siteCount: number,
  units: readonly { readonly role: Role }[],
  { sizes }: Pick<Release, 'sizes'>,
): number {
  const largest = Math.max(...ROLES.map((role) => sizes[role]?.memoryGib ?? 0))
  const total = units.reduce((sum, { role }) => sum + (sizes[role]?.memoryGib ?? 0) / largest, 0)
  return total / siteCount
}
