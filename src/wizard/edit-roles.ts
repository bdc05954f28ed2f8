import { ROLES, roomOf } from '../roles/index.js'
import type { Role } from '../topology/topology.js'
import {
  type DraftEntry,
  type DraftFile,
  entriesOf,
  hardwareOf,
  type Known,
  mapEntries,
  releaseOf,
  withEntries,
} from './draft.js'
import { externalAddressOn, isExposed } from './external-address.js'
import { loadOf, sizeOf } from './host-load.js'
import { ownPorts, withOwnPorts, withoutClash } from './own-ports.js'
import { type Placement, placementsOn } from './placements.js'

/** Moves a role to another host. What it was told to be stays: its database, its address if it was typed, its ports. */
export function moveRole(
  file: DraftFile,
  { role, index, host }: Placement,
  to: string,
  known: Known,
): DraftFile {
  if (host === to) return file
  const entries = entriesOf(file, role)
  const there = entries.findIndex((entry) => entry.host === to)
  // Of a role that a host bears once, the two change places: the order among them can say something.
  if (there !== -1 && isOncePerHost(role)) return withEntries(file, role, swapped(entries, index, there))
  const moved = entries.map((entry, i) => (i === index ? onHost(entry, to, role, file, known) : entry))
  return withItsPorts(withoutClash(withEntries(file, role, moved), role, index, known), role, known)
}

/** Puts one more instance of a role on a host; the file as it was where there can't be another. */
export function addRole(file: DraftFile, role: Role, host: string, known: Known): DraftFile {
  const entries = entriesOf(file, role)
  const { count } = roomOf(role).settings
  if (count === 'one' || count === 'at most one' ? entries.length > 0 : !mayBear(file, role, host))
    return file
  const added = onHost({ host }, host, role, file, known)
  return withItsPorts(withEntries(file, role, [...entries, added]), role, known)
}

/** Roles that there may be more of on this host, those that may be any number first. */
export function addableRoles(file: DraftFile, host: string): Role[] {
  const isAny = (role: Role) => roomOf(role).settings.count === 'any'
  return [...ROLES.filter(isAny), ...ROLES.filter((role) => !isAny(role) && isMissing(file, role, host))]
}

export function removeRole(file: DraftFile, { role, index }: Placement): DraftFile {
  const left = entriesOf(file, role).filter((_, i) => i !== index)
  return withEntries(file, role, left)
}

/** As many servers: the first ones stay, further ones come to the hosts with the most room, away from what is a burden. */
export function setCount(file: DraftFile, role: Role, count: number, known: Known): DraftFile {
  const release = releaseOf(file, known)
  const present = entriesOf(file, role).filter((entry) => file.hosts.some(({ name }) => name === entry.host))
  const free = file.hosts.map(({ name }) => name).filter((name) => !present.some(({ host }) => host === name))
  const cost = (name: string): number => {
    const roles = placementsOn(file, name).map((one) => one.role)
    const load =
      release === undefined
        ? roles.length
        : loadOf([...roles, role], sizeOf(hardwareOf(name, known), release), release)
    return load + Math.max(0, ...roles.map((one) => roomOf(one).placing.burden ?? 0))
  }
  const more = free.toSorted((a, b) => cost(a) - cost(b)).map((host) => ({ host }))
  return withEntries(file, role, [...present, ...more].slice(0, count))
}

/** Two hosts change all their roles. Addresses follow the hosts where nobody has typed others. */
export function swapHosts(file: DraftFile, one: string, other: string, known: Known): DraftFile {
  const to = (host: string) => (host === one ? other : host === other ? one : host)
  return mapEntries(file, (entry, role) => onHost(entry, to(entry.host), role, file, known))
}

/** Takes a host out with all its roles. */
export function leaveOutHost(file: DraftFile, name: string): DraftFile {
  const without = mapEntries(file, (entry) => (entry.host === name ? undefined : entry))
  return { ...without, hosts: file.hosts.filter((host) => host.name !== name) }
}

/** Whoever has no ports of its own leaves those of others as they are written. */
function withItsPorts(file: DraftFile, role: Role, known: Known): DraftFile {
  return ownPorts(role).length === 0 ? file : withOwnPorts(file, known)
}

/** An entry on another host; what it is reached at from outside follows where nobody has typed it. */
function onHost(entry: DraftEntry, host: string, role: Role, file: DraftFile, known: Known): DraftEntry {
  if (!isExposed(role)) return { ...entry, host }
  return { ...entry, host, externalAddress: externalAddressOn(host, entry, file, known) }
}

function isOncePerHost(role: Role): boolean {
  return roomOf(role).settings.count !== 'any'
}

function mayBear(file: DraftFile, role: Role, host: string): boolean {
  return !isOncePerHost(role) || !entriesOf(file, role).some((entry) => entry.host === host)
}

function isMissing(file: DraftFile, role: Role, host: string): boolean {
  return roomOf(role).settings.count === 'odd'
    ? mayBear(file, role, host)
    : entriesOf(file, role).length === 0
}

/** Two entries change their hosts: the first one may be the one that everybody talks to. */
function swapped(entries: readonly DraftEntry[], one: number, other: number): DraftEntry[] {
  const hostAt = (i: number) => entries[i === one ? other : i === other ? one : i]?.host
  return entries.map((entry, i) => ({ ...entry, host: hostAt(i) ?? entry.host }))
}
