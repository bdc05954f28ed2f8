import { ROOMS } from '../roles/index.js'
import type { Room } from '../roles/role.js'
import { type Finding, formatPath, type Path, valueAt } from '../topology/document.js'
import { isList, isShort } from './schema.js'

/** What the plain rule of one key would say badly: roles that are missing, are one mapping each, or need an address. */
export function sayRoleBetter(file: unknown, finding: Finding): Finding {
  const { code, path, details } = finding
  const [top, role, key] = path
  const room = ROOMS.find(({ id }) => id === role)
  if (room === undefined) return finding
  const nearest = details?.known === undefined ? undefined : placeOfPort(room, path, valueAt(file, path))
  if (nearest !== undefined) return { code: 'topology.misspelt-key', path, details: { ...details, nearest } }
  if (top !== 'roles') return finding
  if (path.length === 2 && code === 'topology.missing-key') return missing(room)
  const value = valueAt(file, ['roles', room.id])
  if (code === 'topology.missing-key' && key === 'externalAddress')
    return missingAddress(room, valueAt(value, ['host']))
  if (path.length > 2) return finding
  if (typeof value === 'string' && !isShort(room) && 'externalAddress' in room.settings.entry)
    return missingAddress(room, value)
  if (!Array.isArray(value) || isList(room)) return finding
  return { code: 'topology.role-single', path, details: { role: room.id } }
}

function missing({ id: role, settings }: Room): Finding {
  const code = settings.count === 'odd' ? 'topology.role-odd' : 'topology.role-missing'
  return { code, path: ['roles', role], details: { role, count: 0 } }
}

function missingAddress({ id: role }: Room, host: unknown): Finding {
  return {
    code: 'topology.missing-external-address',
    path: ['roles', role],
    details: { role, host: typeof host === 'string' ? host : 'h1' },
  }
}

/** Where a port is set that was looked for at the other place: in the entry of the role, or below `ports`. */
function placeOfPort({ id, settings }: Room, path: Path, value: unknown): string | undefined {
  const [top, , key, ...deeper] = path.filter((step) => typeof step === 'string')
  const own = settings.ports.find((port) => port.own)
  if (top === 'ports') return own && formatPath(['roles', id, ...own.at])
  const isPort = key === 'ports' || typeof value === 'number'
  if (top !== 'roles' || own !== undefined || !isPort || deeper.length > 0) return undefined
  const named = settings.ports.find(({ at }) => at.includes(key ?? ''))
  return formatPath(['ports', ...(named?.at ?? settings.ports[0]?.at.slice(0, 1) ?? [])])
}
