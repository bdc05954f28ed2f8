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
import { onHost } from './external-address.js'
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
  if (!isAddable(file, role, host)) return file
  const added = onHost({ host }, host, role, file, known)
  return withItsPorts(withEntries(file, role, [...entriesOf(file, role), added]), role, known)
}

/** Roles that there may be more of on this host, those that may be any number first. */
export function addableRoles(file: DraftFile, host: string): Role[] {
  const addable = ROLES.filter((role) => isAddable(file, role, host))
  return [...addable.filter((role) => !isOncePerHost(role)), ...addable.filter(isOncePerHost)]
}

export function removeRole(file: DraftFile, { role, index }: Placement): DraftFile {
  const left = entriesOf(file, role).filter((_, i) => i !== index)
  return withEntries(file, role, left)
}

/** As many servers: the first ones stay, further ones come to the hosts with the most room, away from what is a burden. */
export function setCount(file: DraftFile, role: Role, count: number, known: Known): DraftFile {
  const present = entriesOf(file, role).filter((entry) => file.hosts.some(({ name }) => name === entry.host))
  const free = file.hosts.map(({ name }) => name).filter((name) => !present.some(({ host }) => host === name))
  const cost = (name: string): number => {
    const burdens = placementsOn(file, name).map((one) => roomOf(one.role).placing.burden ?? 0)
    return loadWith(role, name, file, known) + Math.max(0, ...burdens)
  }
  const more = free.toSorted((a, b) => cost(a) - cost(b)).map((host) => ({ host }))
  return withEntries(file, role, [...present, ...more].slice(0, count))
}

/** The load of a host once it bears this role as well. */
export function loadWith(role: Role, host: string, file: DraftFile, known: Known): number {
  const release = releaseOf(file, known)
  const roles = placementsOn(file, host).map((one) => one.role)
  if (release === undefined) return roles.length
  return loadOf([...roles, role], sizeOf(hardwareOf(host, known), release), release)
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

function isOncePerHost(role: Role): boolean {
  return roomOf(role).settings.count !== 'any'
}

function isAddable(file: DraftFile, role: Role, host: string): boolean {
  const entries = entriesOf(file, role)
  if (roomOf(role).settings.count === 'odd') return !entries.some((entry) => entry.host === host)
  return !isOncePerHost(role) || entries.length === 0
}

/** Two entries change their hosts: the first one may be the one that everybody talks to. */
function swapped(entries: readonly DraftEntry[], one: number, other: number): DraftEntry[] {
  const hostAt = (i: number) => entries[i === one ? other : i === other ? one : i]?.host
  return entries.map((entry, i) => ({ ...entry, host: hostAt(i) ?? entry.host }))
}
