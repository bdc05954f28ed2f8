import type { Path } from '../topology/path.js'
import { type Host, type Instance, instancesOn, type Topology } from '../topology/topology.js'

/** Ports `port` to `to` (inclusive) of a host that one owner listens on, or that are kept for it. */
export interface OccupiedPort {
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  readonly to: number
  /** Who listens: an instance, `SSH`, or the network's data center on one of our hosts. */
  readonly owner: Instance | 'SSH' | 'data center'
  /** Key that sets it: from the top, or for fighters below their own entry. */
  readonly setting: Path
}

/** Every port that the topology takes on a host, in the order of its instances, SSH and a data center first. */
export function occupiedPorts(topology: Pick<Topology, 'instances' | 'network'>, host: Host): OccupiedPort[] {
  const here = instancesOn(topology, host.name)
  return [sshPort(host), ...dataCenterPort(topology, host), ...here.flatMap((instance) => portsOf(instance))]
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

/** Behind another address SSH's port is that of a forwarding; the host itself then most likely answers on 22. */
function sshPort(host: Host): OccupiedPort {
  const port = host.ssh.address === host.address ? host.ssh.port : 22
  return { protocol: 'tcp', port, to: port, owner: 'SSH', setting: ['hosts', host.name, 'port'] }
}

function dataCenterPort({ network }: Pick<Topology, 'network'>, host: Host): OccupiedPort[] {
  const { address, port } = network.dataCenter
  if (address !== host.address) return []
  return [{ protocol: 'tcp', port, to: port, owner: 'data center', setting: ['network', 'dataCenter'] }]
}

function portsOf(instance: Instance): OccupiedPort[] {
  const one = (protocol: 'tcp' | 'udp', port: number, ...setting: string[]): OccupiedPort => ({
    protocol,
    port,
    to: port,
    owner: instance,
    setting,
  })
  switch (instance.role) {
    case 'consul': {
      const { server, serfLan, serfWan, http, dns } = instance.ports
      return [
        one('tcp', server, 'ports', 'consul', 'server'),
        one('tcp', serfLan, 'ports', 'consul', 'serfLan'),
        one('udp', serfLan, 'ports', 'consul', 'serfLan'),
        one('tcp', serfWan, 'ports', 'consul', 'serfWan'),
        one('udp', serfWan, 'ports', 'consul', 'serfWan'),
        one('tcp', http, 'ports', 'consul', 'http'),
        one('tcp', dns, 'ports', 'consul', 'dns'),
        one('udp', dns, 'ports', 'consul', 'dns'),
      ]
    }
    case 'carrier': {
      const { pprof, rpc, rest, p2pUdp, p2pTcp } = instance.ports
      return [
        one('tcp', pprof, 'ports', 'carrier', 'pprof'),
        one('tcp', rpc, 'ports', 'carrier', 'rpc'),
        one('tcp', rest, 'ports', 'carrier', 'rest'),
        one('udp', p2pUdp, 'ports', 'carrier', 'p2pUdp'),
        one('tcp', p2pTcp, 'ports', 'carrier', 'p2pTcp'),
      ]
    }
    case 'admin':
      // https is kept free without a certificate too, so that one can be added later
      return [
        one('tcp', instance.ports.admin, 'ports', 'admin'),
        one('tcp', instance.ports.http, 'ports', 'console', 'http'),
        one('tcp', instance.ports.https, 'ports', 'console', 'https'),
        ...(instance.database.kind === 'managed'
          ? [one('tcp', instance.database.port, 'ports', 'database')]
          : []),
      ]
    case 'via':
      return [one('tcp', instance.ports.via, 'ports', 'via')]
    case 'data':
    case 'compute': {
      const [port, to] = instance.taskPorts
      return [
        one('tcp', instance.ports.grpc, 'port'),
        { protocol: 'tcp', port, to, owner: instance, setting: ['taskPorts'] },
      ]
    }
  }
}
