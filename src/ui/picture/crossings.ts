import { portsOf } from '../../roles/index.js'
import type { Instance, Topology } from '../../topology/topology.js'

/** What crosses the border of the organisation. */
export interface Crossing {
  readonly instance: Instance
  readonly who: 'world' | 'moirea' | 'browsers' | 'data-center' | 'database'
  readonly what: 'p2p' | 'grpc' | 'via' | 'console' | 'none'
  readonly direction: 'in' | 'out' | 'both'
  readonly address: string
  readonly ports: readonly { readonly port: number; readonly protocol: 'tcp' | 'udp' }[]
}

/** In the order of the topology's instances, which is the start order. */
export function crossingsOf(topology: Topology): Crossing[] {
  return topology.instances.flatMap((instance) => [
    ...inwards(topology, instance),
    ...outwards(topology, instance),
  ])
}

function inwards(topology: Topology, instance: Instance): Crossing[] {
  const host = topology.hosts.find(({ name }) => name === instance.host)
  const address = 'externalAddress' in instance ? instance.externalAddress : (host?.address ?? '')
  const outsiders = ['world', 'moirea', 'browsers'] as const
  return outsiders.flatMap((who) => {
    const ports = portsOf(instance).filter(({ from }) => from.includes(who))
    if (ports.length === 0) return []
    const isPeer = instance.role === 'carrier' && who === 'world'
    return [{ instance, who, what: whatOf(instance, who), direction: isPeer ? 'both' : 'in', address, ports }]
  })
}

function whatOf({ role }: Instance, who: 'world' | 'moirea' | 'browsers'): Crossing['what'] {
  if (who === 'browsers') return 'console'
  if (who === 'moirea') return 'grpc'
  return role === 'via' ? 'via' : 'p2p'
}

function outwards({ network, hosts }: Topology, instance: Instance): Crossing[] {
  const to = (who: Crossing['who'], address: string, port: number): Crossing[] =>
    hosts.some((host) => host.address === address)
      ? []
      : [{ instance, who, what: 'none', direction: 'out', address, ports: [{ port, protocol: 'tcp' }] }]
  if (instance.role === 'carrier')
    return to('data-center', network.dataCenter.address, network.dataCenter.port)
  if (instance.role === 'admin' && instance.database.kind === 'external')
    return to('database', instance.database.host, instance.database.port)
  return []
}
