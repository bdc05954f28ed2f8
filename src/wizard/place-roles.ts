import { ROLES, roomOf } from '../roles/index.js'
import type { Release } from '../topology/release.js'
import type { Role } from '../topology/topology.js'
import { type Candidate, type CandidateCost, candidateCost } from './host-load.js'

export interface UnitToPlace {
  readonly role: Role
  /** Candidate where it has to stay. */
  readonly fixed?: number
}

interface Input {
  readonly candidates: readonly Candidate[]
  readonly units: readonly UnitToPlace[]
  readonly release: Pick<Release, 'sizes'>
}

const MOST_PASSES = 12

/**
 * The candidate of every unit, by position. Places one after the other where it costs least, then moves and swaps as long
 * as that helps. The same input gives the same places.
 */
export function placeRoles({ candidates, units, release }: Input): number[] {
  const cost = candidateCost(candidates, units, release)
  const places = units.map(({ fixed }) => fixed ?? -1)
  const contents = candidates.map((_, candidate) =>
    units.flatMap(({ role, fixed }) => (fixed === candidate ? [role] : [])),
  )
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
  const seatOf = ({ i, role }: (typeof free)[number]): Seat => ({ candidate: places[i] ?? -1, role })
  const improve = (): boolean => {
    let isBetter = false
    for (const { i, role } of free) {
      const before = places[i] ?? -1
      const to = bestSite(cost, contents, role, before)
      if (to === before) continue
      put(i, role, to)
      isBetter = true
    }
    for (const [n, one] of free.entries()) {
      for (const other of free.slice(n + 1)) {
        const [left, right] = [seatOf(one), seatOf(other)]
        if (left.candidate === right.candidate || left.role === right.role) continue
        if (!swapHelps(cost, contents, left, right)) continue
        put(one.i, one.role, right.candidate)
        put(other.i, other.role, left.candidate)
        isBetter = true
      }
    }
    return isBetter
  }
  for (let pass = 0; pass < MOST_PASSES; pass += 1) if (!improve()) break
  return inOrder(places, candidates, units)
}

function bestSite(cost: CandidateCost, contents: readonly Role[][], role: Role, now: number): number {
  const costs = contents.map((roles, candidate) => {
    const others = candidate === now ? without(roles, role) : roles
    return cost(candidate, [...others, role]) - cost(candidate, others)
  })
  const best = costs.indexOf(Math.min(...costs))
  return (costs[now] ?? Number.POSITIVE_INFINITY) - (costs[best] ?? 0) < 1e-9 ? now : best
}

interface Seat {
  readonly candidate: number
  readonly role: Role
}

function swapHelps(cost: CandidateCost, contents: readonly Role[][], one: Seat, other: Seat): boolean {
  const [left, right] = [contents[one.candidate] ?? [], contents[other.candidate] ?? []]
  const now = cost(one.candidate, left) + cost(other.candidate, right)
  const then =
    cost(one.candidate, [...without(left, one.role), other.role]) +
    cost(other.candidate, [...without(right, other.role), one.role])
  return then < now - 1e-9
}

function without(roles: readonly Role[], role: Role): Role[] {
  const at = roles.indexOf(role)
  return roles.filter((_, i) => i !== at)
}

/** Like candidates get what they bear in start order, idle ones last, so that it reads as an operator would write it. */
function inOrder(places: readonly number[], candidates: readonly Candidate[], units: readonly UnitToPlace[]) {
  const bound = new Set(units.flatMap(({ fixed }) => (fixed === undefined ? [] : [fixed])))
  const rank = (candidate: number) => {
    const roles = units.flatMap(({ role }, i) => (places[i] === candidate ? [ROLES.indexOf(role)] : []))
    return Math.min(...roles, ROLES.length)
  }
  const kinds = candidates.map((one, i) => (bound.has(i) ? `bound ${i}` : JSON.stringify(one)))
  const renamed = new Map<number, number>()
  for (const kind of new Set(kinds)) {
    const alike = kinds.flatMap((other, candidate) => (other === kind ? [candidate] : []))
    const sorted = alike.toSorted((a, b) => rank(a) - rank(b))
    for (const [n, candidate] of sorted.entries()) renamed.set(candidate, alike[n] ?? candidate)
  }
  return places.map((candidate) => renamed.get(candidate) ?? candidate)
}
