import { FIGHTER_PORTS } from '../org-file/default-ports.js'
import { type OccupiedPort, occupiedPorts } from '../org-file/occupied-ports.js'
import { instancesOf, type Topology } from '../topology/topology.js'
import type { DraftFighter, DraftFile } from './draft.js'
import { draftTopology } from './draft-topology.js'
import type { Known } from './known.js'

/**
 * Writes down the ports of fighters that do not get the usual ones: their port is part of what they are, so an
 * entry that is removed later must not change another's.
 */
export function withFighterPorts(file: DraftFile, known: Known): DraftFile {
  const topology = draftTopology(file, known.releases)
  const written = (role: 'data' | 'compute') => {
    const instances = instancesOf(topology, role)
    return file.roles[role].map((entry, i): DraftFighter => {
      const instance = instances[i]
      if (instance === undefined || instance.ports.grpc === 0 || instance.taskPorts[0] === 0) return entry
      const usual = FIGHTER_PORTS[role]
      return {
        ...entry,
        ...(instance.ports.grpc === usual.grpc ? {} : { port: instance.ports.grpc }),
        ...(instance.taskPorts[0] === usual.tasks && entry.taskPorts === undefined
          ? {}
          : { taskPorts: instance.taskPorts.join('-') }),
      }
    })
  }
  return { ...file, roles: { ...file.roles, data: written('data'), compute: written('compute') } }
}

/** The file with one fighter's own ports let go where somebody else has them on its host. */
export function withoutClash(
  file: DraftFile,
  role: 'data' | 'compute',
  index: number,
  known: Known,
): DraftFile {
  const topology = draftTopology(file, known.releases)
  const instance = instancesOf(topology, role)[index]
  const host = topology.hosts.find(({ name }) => name === instance?.host)
  if (instance === undefined || host === undefined || !clashes(topology, host.name, instance.name))
    return file
  const fighters = file.roles[role].map((entry, i) => (i === index ? { host: entry.host } : entry))
  return { ...file, roles: { ...file.roles, [role]: fighters } }
}

function clashes(topology: Topology, hostName: string, instanceName: string): boolean {
  const host = topology.hosts.find(({ name }) => name === hostName)
  if (host === undefined) return false
  const ports = occupiedPorts(topology, host)
  const isOwn = ({ owner }: OccupiedPort) => typeof owner !== 'string' && owner.name === instanceName
  return ports.some(
    (own, i) =>
      isOwn(own) &&
      ports.some(
        (other, j) =>
          i !== j && own.protocol === other.protocol && own.port <= other.to && own.to >= other.port,
      ),
  )
}
