import { DEFAULT_PORTS, FIGHTER_PORTS } from '../org-file/default-ports.js'
import { formatPath, type Path } from '../topology/path.js'
import type { Release } from '../topology/release.js'
import { ROLES, type Role } from '../topology/roles.js'
import { instancesOf, type Topology } from '../topology/topology.js'
import type { DraftFile } from './draft.js'
import { shownTopology } from './shown-topology.js'

/** One port, or one range of task ports, that the operator can set. */
export interface PortSetting {
  /** As it would be written in org.yaml: `ports.consul.http`, `roles.data[0].taskPorts`. */
  readonly key: string
  readonly role: Role
  /** `serf LAN`, as the services call it. */
  readonly purpose: string
  /** Only of fighters: theirs are set one by one. */
  readonly host?: string
  /** What it is now. */
  readonly value: string
  /** What it is without a word in the file; written only where it differs. */
  readonly usual: string
}

const SHARED: readonly (readonly [Role, string, readonly string[], number])[] = [
  ['consul', 'server', ['consul', 'server'], DEFAULT_PORTS.consul.server],
  ['consul', 'serf LAN', ['consul', 'serfLan'], DEFAULT_PORTS.consul.serfLan],
  ['consul', 'serf WAN', ['consul', 'serfWan'], DEFAULT_PORTS.consul.serfWan],
  ['consul', 'HTTP', ['consul', 'http'], DEFAULT_PORTS.consul.http],
  ['consul', 'DNS', ['consul', 'dns'], DEFAULT_PORTS.consul.dns],
  ['carrier', 'gRPC', ['carrier', 'rpc'], DEFAULT_PORTS.carrier.rpc],
  ['carrier', 'REST', ['carrier', 'rest'], DEFAULT_PORTS.carrier.rest],
  ['carrier', 'p2p UDP', ['carrier', 'p2pUdp'], DEFAULT_PORTS.carrier.p2pUdp],
  ['carrier', 'p2p TCP', ['carrier', 'p2pTcp'], DEFAULT_PORTS.carrier.p2pTcp],
  ['carrier', 'pprof', ['carrier', 'pprof'], DEFAULT_PORTS.carrier.pprof],
  ['admin', 'HTTP', ['admin'], DEFAULT_PORTS.admin],
  ['admin', 'web console', ['console', 'http'], DEFAULT_PORTS.console.http],
  ['admin', 'HTTPS', ['console', 'https'], DEFAULT_PORTS.console.https],
  ['admin', 'database', ['database'], DEFAULT_PORTS.database],
  ['via', 'gRPC', ['via'], DEFAULT_PORTS.via],
]

/** Every port of the roles that are placed, in start order. */
export function portSettings(file: DraftFile, releases: readonly Release[]): PortSetting[] {
  const topology = shownTopology(file, releases)
  const isPlaced = (role: Role) => topology.instances.some((instance) => instance.role === role)
  const hasDatabase = instancesOf(topology, 'admin').some(({ database }) => database.kind === 'managed')
  return ROLES.filter(isPlaced).flatMap((role) =>
    role === 'data' || role === 'compute'
      ? fighterSettings(topology, role)
      : SHARED.filter(([owner, purpose]) => owner === role && (purpose !== 'database' || hasDatabase)).map(
          ([, purpose, path, usual]) => ({
            key: formatPath(['ports', ...path]),
            role,
            purpose,
            value: String(sharedPort(file, path) ?? usual),
            usual: String(usual),
          }),
        ),
  )
}

/** The file with a port set; what equals the default is not written. The value is as typed, and valid. */
export function setPort(file: DraftFile, key: string, value: string): DraftFile {
  const [, role, index, setting] = /^roles\.(data|compute)(?:\[(\d+)\])?\.(port|taskPorts)$/.exec(key) ?? []
  if (role === 'data' || role === 'compute')
    return setFighterPort(file, role, Number(index ?? 0), setting === 'port' ? 'port' : 'taskPorts', value)
  const known = SHARED.find(([, , path]) => formatPath(['ports', ...path]) === key)
  if (known === undefined) return file
  const [, , [group = '', name], usual] = known
  const port = Number(value) === usual ? undefined : Number(value)
  const ports: Record<string, unknown> = { ...file.ports }
  const changed =
    name === undefined ? port : withEntry(isMapping(ports[group]) ? ports[group] : {}, name, port)
  return withPorts(file, withEntry(ports, group, changed) ?? {})
}

function fighterSettings(topology: Topology, role: 'data' | 'compute'): PortSetting[] {
  const { grpc, tasks } = FIGHTER_PORTS[role]
  return instancesOf(topology, role).flatMap(({ host, ports, taskPorts }, i) => {
    const path: Path = ['roles', role, i]
    return [
      {
        key: formatPath([...path, 'port']),
        role,
        purpose: 'gRPC',
        host,
        value: String(ports.grpc),
        usual: String(grpc),
      },
      {
        key: formatPath([...path, 'taskPorts']),
        role,
        purpose: 'task ports',
        host,
        value: taskPorts.join('-'),
        usual: `${tasks}-${tasks + 100}`,
      },
    ]
  })
}

function setFighterPort(
  file: DraftFile,
  role: 'data' | 'compute',
  index: number,
  setting: 'port' | 'taskPorts',
  value: string,
): DraftFile {
  const { grpc, tasks } = FIGHTER_PORTS[role]
  const isUsual = value === (setting === 'port' ? String(grpc) : `${tasks}-${tasks + 100}`)
  const fighters = file.roles[role].map((entry, i) => {
    if (i !== index) return entry
    const { [setting]: _before, ...rest } = entry
    if (isUsual) return rest
    return setting === 'port' ? { ...rest, port: Number(value) } : { ...rest, taskPorts: value }
  })
  return { ...file, roles: { ...file.roles, [role]: fighters } }
}

function sharedPort(file: DraftFile, path: readonly string[]): number | undefined {
  const value = path.reduce<unknown>(
    (found, step) => (isMapping(found) ? found[step] : undefined),
    file.ports,
  )
  return typeof value === 'number' ? value : undefined
}

/** Undefined when nothing is left. */
function withEntry(
  entries: Record<string, unknown>,
  key: string,
  value: unknown,
): Record<string, unknown> | undefined {
  const { [key]: _before, ...rest } = entries
  const result = value === undefined ? rest : { ...rest, [key]: value }
  return Object.keys(result).length === 0 ? undefined : result
}

function withPorts(file: DraftFile, ports: Record<string, unknown>): DraftFile {
  const { ports: _before, ...rest } = file
  return Object.keys(ports).length === 0 ? rest : { ...rest, ports }
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
