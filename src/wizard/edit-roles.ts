import type { Role } from '../topology/roles.js'
import type { DraftFile } from './draft.js'
import { externalAddressOn } from './external-address.js'
import { withFighterPorts, withoutClash } from './fighter-ports.js'
import { loadOf, sizeOf } from './host-load.js'
import { hardwareOf, type Known, releaseOf } from './known.js'
import { type Placement, placementsOn } from './placements.js'

type Roles = DraftFile['roles']

/** Moves a role to another host. What it was told to be stays: its database, its address if it was typed, its ports. */
export function moveRole(file: DraftFile, placement: Placement, to: string, known: Known): DraftFile {
  const { role, index, host } = placement
  if (host === to) return file
  switch (role) {
    case 'consul': {
      if (file.roles.consul.includes(to)) return swapped(file, index, file.roles.consul.indexOf(to))
      return withRoles(file, { consul: file.roles.consul.map((name, i) => (i === index ? to : name)) })
    }
    case 'carrier':
    case 'via': {
      const entry = { host: to, externalAddress: externalAddressOn(to, file.roles[role], file, known) }
      return withRoles(file, { [role]: entry })
    }
    case 'admin':
      return withRoles(file, {
        admin: file.roles.admin.map((entry, i) => (i === index ? { ...entry, host: to } : entry)),
      })
    case 'data':
    case 'compute': {
      const fighters = file.roles[role].map((entry, i) => (i === index ? { ...entry, host: to } : entry))
      const moved = withRoles(file, { [role]: fighters })
      return withFighterPorts(withoutClash(moved, role, index, known), known)
    }
  }
}

/** Puts one more instance of a role on a host; the file as it was where there can't be another. */
export function addRole(file: DraftFile, role: Role, host: string, known: Known): DraftFile {
  switch (role) {
    case 'consul':
      return file.roles.consul.includes(host)
        ? file
        : withRoles(file, { consul: [...file.roles.consul, host] })
    case 'carrier':
    case 'via': {
      if (file.roles[role] !== undefined) return file
      const externalAddress = externalAddressOn(host, undefined, file, known)
      return withRoles(file, { [role]: { host, externalAddress } })
    }
    case 'admin':
      return withRoles(file, { admin: [...file.roles.admin, { host }] })
    case 'data':
    case 'compute':
      return withFighterPorts(withRoles(file, { [role]: [...file.roles[role], { host }] }), known)
  }
}

export function removeRole(file: DraftFile, { role, index }: Placement): DraftFile {
  if (role === 'carrier' || role === 'via') {
    const { [role]: _gone, ...roles } = file.roles
    return { ...file, roles }
  }
  return withRoles(file, { [role]: file.roles[role].filter((_, i) => i !== index) })
}

/** As many consul servers: the first ones stay, further ones come to the hosts with the most room, away from data and compute. */
export function setConsulCount(file: DraftFile, count: number, known: Known): DraftFile {
  const release = releaseOf(file, known)
  const present = file.roles.consul.filter((name) => file.hosts.some((host) => host.name === name))
  const free = file.hosts.map(({ name }) => name).filter((name) => !present.includes(name))
  const cost = (name: string): number => {
    const roles = placementsOn(file, name).map(({ role }) => role)
    const hasFighter = roles.includes('data') || roles.includes('compute')
    const load =
      release === undefined
        ? roles.length
        : loadOf([...roles, 'consul'], sizeOf(hardwareOf(name, known), release), release)
    return load + (hasFighter ? 0.5 : 0)
  }
  const more = free.toSorted((a, b) => cost(a) - cost(b))
  return withRoles(file, { consul: [...present, ...more].slice(0, count) })
}

/** Two hosts change all their roles. Addresses follow the hosts where nobody has typed others. */
export function swapHosts(file: DraftFile, one: string, other: string, known: Known): DraftFile {
  const to = (host: string) => (host === one ? other : host === other ? one : host)
  const { consul, admin, data, compute } = file.roles
  const moved = withRoles(file, {
    consul: consul.map(to),
    admin: admin.map((entry) => ({ ...entry, host: to(entry.host) })),
    data: data.map((entry) => ({ ...entry, host: to(entry.host) })),
    compute: compute.map((entry) => ({ ...entry, host: to(entry.host) })),
  })
  return (['carrier', 'via'] as const).reduce((result, role) => {
    const entry = file.roles[role]
    if (entry === undefined) return result
    const host = to(entry.host)
    return withRoles(result, {
      [role]: { host, externalAddress: externalAddressOn(host, entry, file, known) },
    })
  }, moved)
}

/** Takes a host out with all its roles; `taken` is what went along, to be told. */
export function leaveOutHost(
  file: DraftFile,
  name: string,
): { file: DraftFile; taken: readonly Placement[] } {
  const taken = placementsOn(file, name)
  const { carrier, via, consul, admin, data, compute } = file.roles
  const stays = (entry: { host: string }) => entry.host !== name
  const roles: Roles = {
    consul: consul.filter((host) => host !== name),
    ...(carrier === undefined || !stays(carrier) ? {} : { carrier }),
    admin: admin.filter(stays),
    ...(via === undefined || !stays(via) ? {} : { via }),
    data: data.filter(stays),
    compute: compute.filter(stays),
  }
  return { file: { ...file, hosts: file.hosts.filter((host) => host.name !== name), roles }, taken }
}

/** Two consul servers change places: the first one is the one that everybody talks to. */
function swapped(file: DraftFile, one: number, other: number): DraftFile {
  const consul = file.roles.consul.map((name, i, all) =>
    i === one ? (all[other] ?? name) : i === other ? (all[one] ?? name) : name,
  )
  return withRoles(file, { consul })
}

function withRoles(file: DraftFile, roles: Partial<Roles>): DraftFile {
  return { ...file, roles: { ...file.roles, ...roles } }
}
