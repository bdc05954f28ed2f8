import { roomOf } from '../roles/index.js'
import { type OccupiedPort, occupiedPorts, overlap } from '../roles/ports.js'
import type { PortSetting } from '../roles/settings.js'
import { hostNamed, type Instance, instancesOf, type Role, type Topology } from '../topology/topology.js'
import { type DraftEntry, type DraftFile, entriesOf, type Known, withEntries } from './draft.js'
import { draftTopology } from './draft-topology.js'

/**
 * Writes down the ports of instances that do not get the usual ones, where each has its own: its port is part of what it
 * is, so an entry that is removed later must not change another's.
 */
export function withOwnPorts(file: DraftFile, known: Known): DraftFile {
  const topology = draftTopology(file, known.releases)
  return Object.keys(file.roles).reduce((result, role) => {
    const instances = instancesOf(topology, role)
    const written = entriesOf(file, role).map((entry, i) => withPorts(entry, instances[i]))
    return withEntries(result, role, written)
  }, file)
}

function withPorts(entry: DraftEntry, instance: Instance | undefined): DraftEntry {
  if (instance === undefined) return entry
  const own = ownPorts(instance.role).map((port) => ({ ...port, ...settingOf(instance, port) }))
  if (own.some(({ first }) => first === 0)) return entry
  const changed = own.flatMap(({ at: [key = ''], first, value, usual, width }) => {
    const isUsual = first === usual && (width === undefined || entry[key] === undefined)
    return isUsual ? [] : [[key, value] as const]
  })
  return { ...entry, ...Object.fromEntries(changed) }
}

/** The file with one instance's own ports let go where somebody else has them on its host. */
export function withoutClash(file: DraftFile, role: Role, index: number, known: Known): DraftFile {
  const own = ownPorts(role).map(({ at }) => at[0])
  const topology = draftTopology(file, known.releases)
  const instance = instancesOf(topology, role)[index]
  if (own.length === 0 || instance === undefined || !clashes(topology, instance)) return file
  const freed = (entry: DraftEntry): DraftEntry => ({
    ...Object.fromEntries(Object.entries(entry).filter(([key]) => !own.includes(key))),
    host: entry.host,
  })
  const entries = entriesOf(file, role).map((entry, i) => (i === index ? freed(entry) : entry))
  return withEntries(file, role, entries)
}

export function ownPorts(role: Role): readonly PortSetting[] {
  return roomOf(role).settings.ports.filter(({ own }) => own)
}

/** What a setting is for an instance, as org.yaml would say it. */
export function settingOf({ ports, taskPorts = [0, 0] }: Instance, { key, width }: PortSetting) {
  const first = ports[key] ?? 0
  return width === undefined ? { first, value: first } : { first: taskPorts[0], value: taskPorts.join('-') }
}

function clashes(topology: Topology, instance: Instance): boolean {
  const host = hostNamed(topology, instance.host)
  if (host === undefined) return false
  const taken = occupiedPorts(topology, host)
  const isOwn = ({ owner }: OccupiedPort) => typeof owner !== 'string' && owner.name === instance.name
  return taken.some((own) => isOwn(own) && taken.some((other) => other !== own && overlap(own, other)))
}
