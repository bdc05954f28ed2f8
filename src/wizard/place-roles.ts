import { ROLES, roomOf } from '../roles/index.js'
import type { Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'
import { type Site, type SiteCost, siteCost } from './site-cost.js'

export interface Unit {
  readonly role: Role
  /** Site where it has to stay. */
  readonly fixed?: number
}

interface Input {
  readonly sites: readonly Site[]
  readonly units: readonly Unit[]
  readonly release: Pick<Release, 'sizes'>
}

const MOST_PASSES = 12

/**
 * The site of every unit, by position. Places one after the other where it costs least, then moves and swaps as long
 * as that helps. The same input gives the same places.
 */
export function placeRoles({ sites, units, release }: Input): number[] {
  const cost = siteCost(sites, units, release)
  const places = units.map(({ fixed }) => fixed ?? -1)
  const contents = sites.map((_, site) => units.flatMap(({ role, fixed }) => (fixed === site ? [role] : [])))
  const free = units
    .map((unit, i) => ({ ...unit, i }))
    .filter(({ fixed }) => fixed === undefined)
    .toSorted((a, b) => roomOf(a.role).placing.order - roomOf(b.role).placing.order)

  const put = (i: number, role: Role, to: number) => {
    const from = contents[places[i] ?? -1]
    from?.splice(from.indexOf(role), 1)
    contents[to]?.push(role)
    places[i] = to
  }
  const settle = (): boolean => {
    let isBetter = false
    for (const { i, role } of free) {
      const before = places[i] ?? -1
      const to = bestSite(cost, contents, role, before)
      if (to === before) continue
      put(i, role, to)
      isBetter = true
    }
    return isBetter
  }
  const exchange = (): boolean => {
    let isBetter = false
    for (const [n, one] of free.entries()) {
      for (const other of free.slice(n + 1)) {
        const [left, right] = [places[one.i] ?? 0, places[other.i] ?? 0]
        if (left === right || one.role === other.role) continue
        if (!swapHelps(cost, contents, { site: left, role: one.role }, { site: right, role: other.role }))
          continue
        put(one.i, one.role, right)
        put(other.i, other.role, left)
        isBetter = true
      }
    }
    return isBetter
  }
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const settled = settle()
    const exchanged = exchange()
    if (!settled && !exchanged) break
  }
  return inOrder(places, sites, units)
}

function bestSite(cost: SiteCost, contents: readonly Role[][], role: Role, now: number): number {
  const costs = contents.map((roles, site) => {
    const others = site === now ? without(roles, role) : roles
    return cost(site, [...others, role]) - cost(site, others)
  })
  const best = costs.indexOf(Math.min(...costs))
  return (costs[now] ?? Number.POSITIVE_INFINITY) - (costs[best] ?? 0) < 1e-9 ? now : best
}

interface Seat {
  readonly site: number
  readonly role: Role
}

function swapHelps(cost: SiteCost, contents: readonly Role[][], one: Seat, other: Seat): boolean {
  const [left, right] = [contents[one.site] ?? [], contents[other.site] ?? []]
  const now = cost(one.site, left) + cost(other.site, right)
  const then =
    cost(one.site, [...without(left, one.role), other.role]) +
    cost(other.site, [...without(right, other.role), one.role])
  return then < now - 1e-9
}

function without(roles: readonly Role[], role: Role): Role[] {
  const at = roles.indexOf(role)
  return roles.filter((_, i) => i !== at)
}

/** Like sites get what they bear in start order, idle ones last, so that it reads as an operator would write it. */
function inOrder(places: readonly number[], sites: readonly Site[], units: readonly Unit[]): number[] {
  const bound = new Set(units.flatMap(({ fixed }) => (fixed === undefined ? [] : [fixed])))
  const rank = (site: number) => {
    const roles = units.flatMap(({ role }, i) => (places[i] === site ? [ROLES.indexOf(role)] : []))
    return Math.min(...roles, ROLES.length)
  }
  const kindOf = (site: number) => (bound.has(site) ? `bound ${site}` : JSON.stringify(sites[site]))
  const kinds = sites.map((_, site) => kindOf(site))
  const renamed = new Map<number, number>()
  for (const kind of new Set(kinds)) {
    const alike = kinds.flatMap((other, site) => (other === kind ? [site] : []))
    const sorted = alike.toSorted((a, b) => rank(a) - rank(b))
    for (const [n, site] of sorted.entries()) renamed.set(site, alike[n] ?? site)
  }
  return places.map((site) => renamed.get(site) ?? site)
}
