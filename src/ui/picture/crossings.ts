import { roomOf, serviceOf } from '../../roles/index.js'
import { portsOf } from '../../roles/ports.js'
import type { Instance, Topology } from '../../topology/topology.js'

/** What crosses the border of the organisation. */
export interface Crossing {
  readonly instance: Instance
  readonly who: 'world' | 'moirea' | 'browsers' | 'data-center' | 'database'
  readonly what: 'p2p' | 'grpc' | 'tasks' | 'console' | 'none'
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
  const address = instance.externalAddress ?? host?.address ?? ''
  const outsiders = ['world', 'moirea', 'browsers'] as const
  return outsiders.flatMap((who) => {
    const ports = portsOf(instance).filter(({ from }) => from.includes(who))
    if (ports.length === 0) return []
    const isPeer = who === 'world' && roomOf(instance.role).picture.dialledFor?.isPeer === true
    return [{ instance, who, what: whatOf(instance, who), direction: isPeer ? 'both' : 'in', address, ports }]
  })
}

function whatOf({ role }: Instance, who: 'world' | 'moirea' | 'browsers'): Crossing['what'] {
  if (who === 'browsers') return 'console'
  if (who === 'moirea') return 'grpc'
  return roomOf(role).picture.dialledFor?.what ?? 'grpc'
}

function outwards(topology: Topology, instance: Instance): Crossing[] {
  const dialled = serviceOf(instance).dials?.({ topology, instance }) ?? []
  return dialled
    .filter(({ address }) => topology.hosts.every((host) => host.address !== address))
    .map(({ who, address, port }) => {
      const ports = [{ port, protocol: 'tcp' as const }]
      return { instance, who, what: 'none', direction: 'out', address, ports }
    })
}
