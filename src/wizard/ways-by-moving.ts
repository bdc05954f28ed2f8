import type { Word } from '../i18n/en/words.js'
import type { Role } from '../topology/topology.js'
import { type DraftFile, hardwareOf, type Known, releaseOf } from './draft.js'
import { moveRole } from './edit-roles.js'
import { publicAddressOf } from './external-address.js'
import { loadOf, sizeOf } from './host-load.js'
import { type Placement, placementsOf, placementsOn } from './placements.js'

/** Something that might end a problem: what it is called, and the answers after it. */
export interface WayOut {
  readonly word: Word
  readonly values: Readonly<Record<string, string | number>>
  readonly file: () => DraftFile
}

export function way(word: WayOut['word'], values: WayOut['values'], file: WayOut['file']): WayOut {
  return { word, values, file }
}

/** A role on each of the hosts that the world reaches. */
export function toPublicHost(file: DraftFile, role: Role, known: Known): WayOut[] {
  const placement = placementsOf(file).find((one) => one.role === role)
  if (placement === undefined) return []
  return file.hosts
    .filter((host) => publicAddressOf(host, known) !== undefined)
    .map(({ name }) => moveTo(file, placement, name, known))
}

/** Moves of these roles away from a host, to the hosts with the most room first. */
export function waysByMoving(file: DraftFile, from: string, roles: readonly Role[], known: Known): WayOut[] {
  const here = placementsOn(file, from).toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role))
  const targets = file.hosts.map(({ name }) => name).filter((name) => name !== from)
  return here
    .filter(({ role }) => roles.includes(role))
    .flatMap((placement) =>
      byRoom(targets, placement.role, file, known)
        .slice(0, 2)
        .map((to) => moveTo(file, placement, to, known)),
    )
}

function byRoom(hosts: readonly string[], role: Role, file: DraftFile, known: Known): string[] {
  const release = releaseOf(file, known)
  if (release === undefined) return [...hosts]
  const load = (host: string) =>
    loadOf(
      [...placementsOn(file, host).map((one) => one.role), role],
      sizeOf(hardwareOf(host, known), release),
      release,
    )
  return hosts.toSorted((a, b) => load(a) - load(b))
}

function moveTo(file: DraftFile, placement: Placement, to: string, known: Known): WayOut {
  const values = { role: placement.role, host: to }
  return way('roles.fix.move', values, () => moveRole(file, placement, to, known))
}
