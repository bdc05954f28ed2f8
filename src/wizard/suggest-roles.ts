import { ROLES, roomOf } from '../roles/index.js'
import type { Want } from '../roles/placing.js'
import type { Role } from '../topology/topology.js'
import { type DraftEntry, type DraftFile, entriesOf, hardwareOf, type Known, releaseOf } from './draft.js'
import { onHost, publicAddressOf } from './external-address.js'
import { sizeOf } from './host-load.js'
import { withOwnPorts } from './own-ports.js'
import { placeRoles, type UnitToPlace } from './place-roles.js'

/**
 * Places the roles that are wanted on the hosts there are. `keep: 'places'` moves nothing that has a host and fills
 * what is missing; `keep: 'settings'` places anew, and keeps typed addresses, databases and the ports of what stays.
 */
export function suggestRoles(
  file: DraftFile,
  want: Want | undefined,
  known: Known,
  keep: 'places' | 'settings' = 'settings',
): DraftFile {
  const release = releaseOf(file, known)
  if (file.hosts.length === 0 || release === undefined) return file
  const candidates = file.hosts.map((host) => {
    const hardware = hardwareOf(host.name, known)
    return {
      size: sizeOf(hardware, release),
      isMeasured: hardware !== undefined,
      isPublic: publicAddressOf(host, known) !== undefined,
    }
  })
  const units = unitsOf(file, want, keep)
  const places = placeRoles({ candidates, units, release })
  const hostsOf = (role: Role) =>
    places
      .filter((_, i) => units[i]?.role === role)
      .toSorted((a, b) => a - b)
      .flatMap((candidate) => file.hosts[candidate]?.name ?? [])
  return withOwnPorts({ ...file, roles: rolesOn(hostsOf, file, known) }, known)
}

function unitsOf(file: DraftFile, want: Want | undefined, keep: 'places' | 'settings'): UnitToPlace[] {
  const input = { want, hosts: file.hosts.length, present: (role: Role) => entriesOf(file, role).length }
  return ROLES.flatMap((role) => {
    const kept = keep === 'settings' ? [] : entriesOf(file, role)
    const fixed = kept.flatMap(({ host }) =>
      file.hosts.flatMap(({ name }, candidate) => (name === host ? [candidate] : [])),
    )
    const count = Math.max(roomOf(role).placing.wanted(input), fixed.length)
    return Array.from({ length: count }, (_, i): UnitToPlace => {
      const candidate = fixed[i]
      return candidate === undefined ? { role } : { role, fixed: candidate }
    })
  })
}

/** What an entry was told stays with it where it stays on its host; further ones begin afresh. */
function rolesOn(hostsOf: (role: Role) => readonly string[], file: DraftFile, known: Known) {
  return Object.fromEntries(
    ROLES.map((role) => {
      const left = [...entriesOf(file, role)]
      const take = (host: string): DraftEntry => {
        const at = left.findIndex((entry) => entry.host === host)
        const isOnly = roomOf(role).settings.count !== 'any'
        return left.splice(at === -1 && isOnly ? 0 : at === -1 ? left.length : at, 1)[0] ?? { host }
      }
      const entries = inOrder(hostsOf(role), role, file).map((host) =>
        onHost(take(host), host, role, file, known),
      )
      return [role, entries]
    }),
  )
}

/** Of servers the first one is the one that everybody talks to: it stays the first while it is one. */
function inOrder(hosts: readonly string[], role: Role, file: DraftFile): readonly string[] {
  const before = entriesOf(file, role).map(({ host }) => host)
  const rank = (host: string) => (before.includes(host) ? before.indexOf(host) : before.length)
  return roomOf(role).settings.count === 'odd' ? hosts.toSorted((a, b) => rank(a) - rank(b)) : hosts
}
