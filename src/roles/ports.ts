import type { Path } from '../topology/document.js'
import { type Host, type Instance, instancesOn, type Topology } from '../topology/topology.js'
import { roomOf } from './index.js'
import type { PortSetting } from './settings.js'

/** A port that an instance listens on, or that is kept free for it. */
export interface PortUse {
  readonly port: number
  /** Last port of a range that starts at `port`. */
  readonly to?: number
  readonly protocol: 'tcp' | 'udp'
  readonly purpose: string
  readonly from: PortSetting['from']
  readonly setting: PortSetting
}

/** The ports that an instance listens on, who must reach each, and what for. */
export function portsOf(instance: Instance): PortUse[] {
  return allPorts(instance).filter(({ setting }) => useOf(setting, instance) === 'used')
}

/** Ports `port` to `to` (inclusive) of a host that one owner listens on, or that are kept for it. */
export interface OccupiedPort {
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  readonly to: number
  /** Who listens: an instance, `SSH`, or the network's data center on one of our hosts. */
  readonly owner: Instance | 'SSH' | 'data center'
  /** Key that sets it: from the top, or below the instance's own entry. */
  readonly key: Path
  /** Absent for what is no instance's. */
  readonly setting?: PortSetting
}

export const SSH_PORT = 22

/** Every port that the topology takes on a host (0 is none), in the order of its instances, SSH and a data center first. */
export function occupiedPorts(topology: Pick<Topology, 'instances' | 'network'>, host: Host): OccupiedPort[] {
  const ours = instancesOn(topology, host.name).flatMap(portsTakenBy)
  return [sshPort(host), ...dataCenterPort(topology, host), ...ours]
}

export function portsTakenBy(owner: Instance): OccupiedPort[] {
  return allPorts(owner)
    .filter(({ port, setting }) => useOf(setting, owner) !== 'unused' && port > 0)
    .map(({ protocol, port, to = port, setting }) => {
      const key = setting.own ? setting.at : ['ports', ...setting.at]
      return { protocol, port, to, owner, key, setting }
    })
}

export function overlap(a: OccupiedPort, b: OccupiedPort): boolean {
  return a.protocol === b.protocol && a.port <= b.to && a.to >= b.port
}

/** Which TCP ports of a host are taken, by how many owners each. */
export interface TakenPorts {
  readonly add: (ports: readonly OccupiedPort[]) => void
  readonly remove: (ports: readonly OccupiedPort[]) => void
  /** The first `port` from `start` on such that `width` ports from there are free; 0 when there are none. */
  readonly firstFree: (start: number, width: number, step?: number) => number
}

const LAST_PORT = 65_535

export function takenPorts(ports: readonly OccupiedPort[]): TakenPorts {
  const owners = new Uint16Array(LAST_PORT + 1)
  const count = (by: 1 | -1) => (given: readonly OccupiedPort[]) => {
    for (const { protocol, port, to } of given) {
      for (let at = port; protocol === 'tcp' && at <= to; at++) owners[at] = (owners[at] ?? 0) + by
    }
  }
  const add = count(1)
  add(ports)
  const firstFree = (start: number, width: number, step = 1) => {
    let port = start
    while (port + width - 1 <= LAST_PORT) {
      const last = owners.subarray(port, port + width).findLastIndex((number) => number > 0)
      if (last === -1) return port
      port += Math.ceil((last + 1) / step) * step
    }
    return 0
  }
  return { add, remove: count(-1), firstFree }
}

function allPorts(instance: Instance): PortUse[] {
  return roomOf(instance.role).settings.ports.flatMap((setting) =>
    setting.protocols.map((protocol) => {
      const { purpose, from } = setting
      if (setting.width === undefined)
        return { port: instance.ports[setting.key] ?? 0, protocol, purpose, from, setting }
      const [port, to] = instance.taskPorts ?? [0, 0]
      return { port, to, protocol, purpose, from, setting }
    }),
  )
}

function useOf(setting: PortSetting, instance: Instance): 'used' | 'kept free' | 'unused' {
  return setting.use?.(instance) ?? 'used'
}

/** Behind another address SSH's port is that of a forwarding; the host itself then most likely answers on its own. */
export function sshPort(host: Host): OccupiedPort {
  const port = host.ssh.address === host.address ? host.ssh.port : SSH_PORT
  return { protocol: 'tcp', port, to: port, owner: 'SSH', key: ['hosts', host.name, 'port'] }
}

function dataCenterPort({ network }: Pick<Topology, 'network'>, host: Host): OccupiedPort[] {
  const { address, port } = network.dataCenter
  if (address !== host.address) return []
  return [{ protocol: 'tcp', port, to: port, owner: 'data center', key: ['network', 'dataCenter'] }]
}
