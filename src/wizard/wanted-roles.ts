import type { Role } from '../topology/roles.js'
import type { DraftFile, Want } from './draft.js'

/** How many instances of each role these answers ask for. Without a wish: as many as there are. */
export function wantedRoles(
  want: Want | undefined,
  file: Pick<DraftFile, 'roles' | 'hosts'>,
): Readonly<Record<Role, number>> {
  const { roles, hosts } = file
  const data = fighters(wants(want, 'data'), want, roles.data.length)
  const compute = fighters(wants(want, 'compute'), want, roles.compute.length)
  const spare = want === 'several' ? Math.max(0, hosts.length - SINGLES - data - compute) : 0
  const needsVia = data + compute > 0
  return {
    consul: consuls(roles.consul.length, hosts.length),
    carrier: 1,
    admin: 1,
    via: needsVia || (want === undefined && roles.via !== undefined) ? 1 : 0,
    data: data + Math.floor(spare / 2),
    compute: compute + Math.ceil(spare / 2),
  }
}

/** Consul, carrier, admin and via on a host each; every further one can bear a fighter when several are wanted. */
const SINGLES = 4

function wants(want: Want | undefined, role: 'data' | 'compute'): boolean {
  return want === undefined || want === role || want === 'both' || want === 'several'
}

function fighters(isWanted: boolean, want: Want | undefined, present: number): number {
  if (!isWanted) return 0
  return Math.max(present, want === undefined ? 0 : want === 'several' ? 2 : 1)
}

/** One does it; three or five stay where they were wished for and there are hosts for them. */
function consuls(present: number, hosts: number): number {
  const wished = present >= 5 ? 5 : present >= 3 ? 3 : 1
  return wished <= hosts ? wished : hosts >= 3 ? 3 : 1
}
