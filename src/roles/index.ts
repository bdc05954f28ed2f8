import type { Instance, Role, Topology } from '../topology/topology.js'
import { admin } from './admin/index.js'
import { carrier } from './carrier/index.js'
import { compute } from './compute/index.js'
import { consul } from './consul/index.js'
import { data } from './data/index.js'
import type { Handover } from './handover.js'
import type { Room } from './role.js'
import { via } from './via/index.js'
import { learnWords } from './words.js'

/** Every role there is, in the order in which they are installed; they are stopped in the reverse. */
export const ROOMS: readonly Room[] = [consul, carrier, admin, via, data, compute]

for (const { id, words } of ROOMS) learnWords(id, words)

export const ROLES: readonly Role[] = ROOMS.map(({ id }) => id)

/** What roles tell once an organisation runs, in their order. */
export const HANDOVERS: readonly Handover[] = [...new Set(ROOMS.flatMap(({ handover }) => handover ?? []))]

const BY_ID = new Map(ROOMS.map((room) => [room.id, room]))

/** The room of a role, which an instance or a word of the schema names. */
export function roomOf(role: Role): Room {
  const room = BY_ID.get(role)
  if (room === undefined) throw new Error(`no role ${role}`)
  return room
}

export function serviceOf({ role }: Pick<Instance, 'role'>): Room['service'] {
  return roomOf(role).service
}

/** The role of the instance that a directory or a unit of this name belongs to; undefined for other names. */
export function roleOfName(name: string): Role | undefined {
  return ROOMS.find(({ id, settings }) =>
    settings.ports.some(({ own }) => own) ? new RegExp(`^${id}-[1-9][0-9]{0,4}$`).test(name) : name === id,
  )?.id
}

/** The one that all others register with, and the port that they talk to: its first instance in the topology. */
export function registryOf({ instances }: Pick<Topology, 'instances'>) {
  for (const instance of instances) {
    const port = roomOf(instance.role).picture.registry?.(instance)
    if (port !== undefined) return { instance, port }
  }
  return undefined
}

export function isRegistry(role: Role): boolean {
  return roomOf(role).picture.registry !== undefined
}
