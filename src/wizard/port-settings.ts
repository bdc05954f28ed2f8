import { ROOMS } from '../roles/index.js'
import type { PortSetting } from '../roles/settings.js'
import { formatPath } from '../topology/document.js'
import type { Release } from '../topology/release.js'
import { instancesOf, type Role } from '../topology/topology.js'
import { type DraftFile, entriesOf, withEntries, withKey } from './draft.js'
import { shownTopology } from './draft-topology.js'
import { settingOf } from './own-ports.js'

/** One port, or one range of task ports, that the operator can set. */
export interface SettablePort {
  /** As it would be written in org.yaml: `ports.consul.http`, `roles.data[0].taskPorts`. */
  readonly key: string
  readonly role: Role
  /** `serf LAN`, as the services call it. */
  readonly purpose: string
  /** Only where each instance has its own: these are set one by one. */
  readonly host?: string
  /** What it is now. */
  readonly value: string
  /** What it is without a word in the file; written only where it differs. */
  readonly usual: string
}

/** Every port of the roles that are placed, in start order. */
export function portSettings(file: DraftFile, releases: readonly Release[]): SettablePort[] {
  const topology = shownTopology(file, releases)
  return ROOMS.flatMap(({ id: role, settings }) => {
    const instances = instancesOf(topology, role)
    const [first] = instances
    if (first === undefined) return []
    const shared = settings.ports.filter(({ own, use }) => !own && use?.(first) !== 'unused')
    const own = settings.ports.filter((port) => port.own)
    const set = (port: PortSetting, key: string, value: string) => ({
      key,
      role,
      purpose: port.title ?? port.purpose,
      value,
      usual: usualText(port),
    })
    return [
      ...shared.map((port) => set(port, sharedKey(port), String(sharedPort(file, port.at) ?? port.usual))),
      ...instances.flatMap((instance, i) =>
        own.map((port) => ({
          ...set(port, formatPath(['roles', role, i, ...port.at]), String(settingOf(instance, port).value)),
          host: instance.host,
        })),
      ),
    ]
  })
}

/** The file with a port set; what equals the default is not written. The value is as typed, and valid. */
export function setPort(file: DraftFile, key: string, value: string): DraftFile {
  const [, role = '', index, setting] = /^roles\.(\w+)(?:\[(\d+)\])?\.(\w+)$/.exec(key) ?? []
  const all = ROOMS.flatMap(({ id, settings }) => settings.ports.map((port) => ({ id, port })))
  const own = all.find(({ id, port }) => id === role && port.own && port.at[0] === setting)?.port
  if (own !== undefined) return setOwnPort(file, role, Number(index ?? 0), own, value)
  const shared = all.find(({ port }) => !port.own && sharedKey(port) === key)?.port
  if (shared === undefined) return file
  const [group = '', name] = shared.at
  const port = Number(value) === shared.usual ? undefined : Number(value)
  const before = file.ports?.[group]
  const grouped = typeof before === 'object' ? before : {}
  const after = name === undefined ? port : withKey(grouped, name, port)
  return withKey(file, 'ports', withKey(file.ports ?? {}, group, after))
}

function setOwnPort(file: DraftFile, role: Role, index: number, port: PortSetting, value: string): DraftFile {
  const key = port.at[0] ?? ''
  const written = port.width === undefined ? Number(value) : value
  const entries = entriesOf(file, role).map((entry, i) => {
    if (i !== index) return entry
    const { [key]: _before, ...rest } = entry
    return { ...rest, host: entry.host, ...(value === usualText(port) ? {} : { [key]: written }) }
  })
  return withEntries(file, role, entries)
}

function sharedKey({ at }: PortSetting): string {
  return formatPath(['ports', ...at])
}

function usualText({ usual, width }: PortSetting): string {
  return width === undefined ? String(usual) : `${usual}-${usual + width - 1}`
}

function sharedPort({ ports = {} }: DraftFile, [group = '', name]: readonly string[]): number | undefined {
  const found = ports[group]
  return typeof found === 'object' ? found[name ?? ''] : found
}
