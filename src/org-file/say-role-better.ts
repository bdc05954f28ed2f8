import { ROOMS } from '../roles/index.js'
import type { Room } from '../roles/role.js'
import { type Finding, valueAt } from '../topology/document.js'
import { isList, isShort } from './schema.js'

/** What the plain rule of one key would say badly: roles that are missing, are one mapping each, or need an address. */
export function sayRoleBetter(file: unknown, finding: Finding): Finding {
  const { code, path } = finding
  const [top, role, key] = path
  const room = ROOMS.find(({ id }) => id === role)
  if (top !== 'roles' || room === undefined) return finding
  if (path.length === 2 && code === 'topology.missing-key') return missing(room)
  const value = valueAt(file, ['roles', room.id])
  if (code === 'topology.missing-key' && key === 'externalAddress')
    return missingAddress(room, valueAt(value, ['host']))
  if (path.length > 2) return finding
  if (typeof value === 'string' && !isShort(room) && 'externalAddress' in room.settings.entry)
    return missingAddress(room, value)
  if (!Array.isArray(value) || isList(room)) return finding
  return { code: 'topology.role-single', path, details: { role: room.id, count: value.length } }
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
