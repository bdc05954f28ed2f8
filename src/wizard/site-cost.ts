import type { HostSize, Release } from '../topology/release.js'
import { ROLES, type Role } from '../topology/roles.js'
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

/** A database under load and a fighter's tasks on less than 8 GB end with one of them killed. */
export const SMALL_FOR_DATABASE_GIB = 7.2

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
  const [consul, carrier, admin, via, data, compute] = [
    count('consul'),
    count('carrier'),
    count('admin'),
    count('via'),
    count('data'),
    count('compute'),
  ]
  const small = site.isMeasured && site.size.memoryGib < SMALL_FOR_DATABASE_GIB
  const besideFighter = admin * (small ? 12 : 4) + carrier * 2 + consul * 3
  const besideVia = admin * 2.5 + consul * 1.5 + carrier * 0.5 + data * 1.5 + compute
  return (
    (data + compute > 0 ? besideFighter : 0) +
    (via > 0 ? Math.min(3, besideVia) : 0) +
    3 * (pairs(data) + pairs(compute)) +
    1.5 * data * compute +
    1000 * pairs(consul)
  )
}

/** Others dial via and carrier: they belong where a public address leads, if one is known. */
function outOfReach(roles: readonly Role[]): number {
  return (roles.includes('via') ? 8 : 0) + (roles.includes('carrier') ? 6 : 0)
}

/** The load of each site if all could be shared out evenly on usual hosts. */
function evenLoad(
  siteCount: number,
  units: readonly { readonly role: Role }[],
  { sizes }: Pick<Release, 'sizes'>,
): number {
  const largest = Math.max(...ROLES.map((role) => sizes[role].memoryGib))
  const total = units.reduce((sum, { role }) => sum + sizes[role].memoryGib / largest, 0)
  return total / siteCount
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2
}
