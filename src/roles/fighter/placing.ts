import type { Role } from '../../topology/topology.js'
import type { PlacingInput, Want } from '../placing.js'

/** Consul, carrier, admin and via on a host each; every further one can bear a fighter when several are wanted. */
const SINGLES = 4

/** How many data and compute services are asked for. */
export function wantedFighters({ want, hosts, present }: PlacingInput): { data: number; compute: number } {
  const data = countOf(want, 'data', present('data'))
  const compute = countOf(want, 'compute', present('compute'))
  const spare = want === 'several' ? Math.max(0, hosts - SINGLES - data - compute) : 0
  return { data: data + Math.floor(spare / 2), compute: compute + Math.ceil(spare / 2) }
}

/** What an organisation with so many of them is for. */
export function wantOf(count: (role: Role) => number): Want {
  const [data, compute] = [count('data'), count('compute')]
  if (data > 1 || compute > 1) return 'several'
  if (data > 0) return compute > 0 ? 'both' : 'data'
  return compute > 0 ? 'compute' : 'join'
}

export function hasFighters(count: (role: Role) => number): boolean {
  return count('data') + count('compute') > 0
}

function countOf(want: Want | undefined, role: 'data' | 'compute', present: number): number {
  if (want !== undefined && want !== role && want !== 'both' && want !== 'several') return 0
  return Math.max(present, want === undefined ? 0 : want === 'several' ? 2 : 1)
}
