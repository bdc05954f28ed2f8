import { ROLES, type Role } from '../topology/roles.js'
import type { DraftFighter, DraftFile, Want } from './draft.js'
import { externalAddressOn, publicAddressOf } from './external-address.js'
import { withFighterPorts } from './fighter-ports.js'
import { sizeOf } from './host-load.js'
import { hardwareOf, type Known, releaseOf } from './known.js'
import { placeRoles, type Unit } from './place-roles.js'
import { type Because, placementReasons } from './placement-reasons.js'
import { placementsOf } from './placements.js'
import { wantedRoles } from './wanted-roles.js'

export interface Suggestion {
  readonly file: DraftFile
  /** One clause for each role, in start order. */
  readonly reasons: readonly Because[]
}

/**
 * Places the roles that are wanted on the hosts there are. `keep: 'places'` moves nothing that has a host and fills
 * what is missing; `keep: 'settings'` places anew, and keeps typed addresses, databases and the ports of what stays.
 */
export function suggestRoles(
  file: DraftFile,
  want: Want | undefined,
  known: Known,
  keep: 'places' | 'settings' = 'settings',
): Suggestion {
  const release = releaseOf(file, known)
  if (file.hosts.length === 0 || release === undefined) return { file, reasons: [] }
  const sites = file.hosts.map((host) => {
    const hardware = hardwareOf(host.name, known)
    return {
      size: sizeOf(hardware, release),
      isMeasured: hardware !== undefined,
      isPublic: publicAddressOf(host, known) !== undefined,
    }
  })
  const units = unitsOf(file, want, keep)
  const places = placeRoles({ sites, units, release })
  const hostsOf = (role: Role) =>
    places
      .filter((_, i) => units[i]?.role === role)
      .toSorted((a, b) => a - b)
      .flatMap((site) => file.hosts[site]?.name ?? [])
  const placed = withFighterPorts({ ...file, roles: rolesOn(hostsOf, file, known) }, known)
  return { file: placed, reasons: placementReasons(placed, known) }
}

function unitsOf(file: DraftFile, want: Want | undefined, keep: 'places' | 'settings'): Unit[] {
  const wanted = wantedRoles(want, file)
  const present = keep === 'settings' ? [] : placementsOf(file)
  return ROLES.flatMap((role) => {
    const fixed = present
      .filter((placement) => placement.role === role)
      .flatMap(({ host }) => file.hosts.flatMap(({ name }, site) => (name === host ? [site] : [])))
    const count = Math.max(wanted[role], fixed.length)
    return Array.from({ length: count }, (_, i): Unit => {
      const site = fixed[i]
      return site === undefined ? { role } : { role, fixed: site }
    })
  })
}

function rolesOn(
  hostsOf: (role: Role) => readonly string[],
  file: DraftFile,
  known: Known,
): DraftFile['roles'] {
  const { admin, data, compute } = file.roles
  const exposed = (role: 'carrier' | 'via') => {
    const [host] = hostsOf(role)
    if (host === undefined) return {}
    return { [role]: { host, externalAddress: externalAddressOn(host, file.roles[role], file, known) } }
  }
  return {
    consul: consulsOn(hostsOf('consul'), file.roles.consul),
    ...exposed('carrier'),
    admin: hostsOf('admin').map((host, i) => ({ ...admin[i], host })),
    ...exposed('via'),
    data: fightersOn(hostsOf('data'), data),
    compute: fightersOn(hostsOf('compute'), compute),
  }
}

/** The first server is the one that everybody talks to: it stays the first while it is one. */
function consulsOn(hosts: readonly string[], before: readonly string[]): string[] {
  const rank = (host: string) => {
    const at = before.indexOf(host)
    return at === -1 ? before.length : at
  }
  return hosts.toSorted((a, b) => rank(a) - rank(b))
}

/** A fighter that stays on its host keeps its ports, which are part of what it is. */
function fightersOn(hosts: readonly string[], before: readonly DraftFighter[]): DraftFighter[] {
  const left = [...before]
  return hosts.map((host) => {
    const at = left.findIndex((entry) => entry.host === host)
    return left.splice(at === -1 ? left.length : at, 1)[0] ?? { host }
  })
}
