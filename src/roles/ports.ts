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
  const ours = instancesOn(topology, host.name).flatMap((owner) =>
    allPorts(owner)
      .filter(({ port, setting }) => useOf(setting, owner) !== 'unused' && port > 0)
      .map(({ protocol, port, to = port, setting }) => {
        const key = setting.own ? setting.at : ['ports', ...setting.at]
        return { protocol, port, to, owner, key, setting }
      }),
  )
  return [sshPort(host), ...dataCenterPort(topology, host), ...ours]
}

export function overlap(a: OccupiedPort, b: OccupiedPort): boolean {
  return a.protocol === b.protocol && a.port <= b.to && a.to >= b.port
}

/** The first `port` from `start` on such that `width` TCP ports from there are free; 0 when there are none. */
export function firstFree(taken: readonly OccupiedPort[], start: number, width: number, step = 1): number {
  for (let port = start; port + width - 1 <= 65535; port += step) {
    if (
      !taken.some((other) => other.protocol === 'tcp' && port <= other.to && port + width - 1 >= other.port)
    )
      return port
  }
  return 0
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
