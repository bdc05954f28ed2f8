import { portsOf, sshPort } from '../roles/ports.js'
import type { Peer } from '../roles/settings.js'
import type { Host, Instance, Topology } from '../topology/topology.js'

/** A port of a host that somebody else has to reach. Ports that only the host itself uses are not among them. */
export interface Opening {
  readonly host: Host
  /** `consul`, `data-8700`, or `SSH`. */
  readonly owner: string
  /** As the services call it: `HTTP`, `task ports`. */
  readonly purpose: string
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  /** Last port of the range that starts at `port`. */
  readonly to: number
  /** Each once; `world` alone where everybody may. */
  readonly from: readonly Source[]
}

/** `control`: the computer that the installer runs on. */
export type Source =
  | { readonly kind: 'host'; readonly name: string; readonly address: string }
  | { readonly kind: 'world' | 'browsers' | 'moirea' | 'control' }

/** Who must reach what, host by host in the order of the file: SSH first, then the instances in start order. */
export function whoReaches(topology: Topology): Opening[] {
  return topology.hosts.flatMap((host) => [
    ssh(host),
    ...topology.instances
      .filter((instance) => instance.host === host.name)
      .flatMap((instance) => openingsOf(instance, host, topology)),
  ])
}

function ssh(host: Host): Opening {
  const { port } = sshPort(host)
  return { host, owner: 'SSH', purpose: 'SSH', protocol: 'tcp', port, to: port, from: [{ kind: 'control' }] }
}

function openingsOf(instance: Instance, host: Host, topology: Topology): Opening[] {
  return portsOf(instance).flatMap(({ port, to = port, protocol, purpose, from: peers }) => {
    const from = sourcesOf(peers, host, topology)
    return from.length === 0 ? [] : [{ host, owner: instance.name, purpose, protocol, port, to, from }]
  })
}

function sourcesOf(peers: readonly Peer[], own: Host, { hosts, instances }: Topology): Source[] {
  if (peers.includes('world')) return [{ kind: 'world' }]
  const roles = new Set<string>(peers)
  const others = hosts.filter(
    ({ name }) => name !== own.name && instances.some((one) => one.host === name && roles.has(one.role)),
  )
  const outside = peers.filter((peer) => peer === 'browsers' || peer === 'moirea')
  return [
    ...others.map(({ name, address }): Source => ({ kind: 'host', name, address })),
    ...outside.map((kind): Source => ({ kind })),
  ]
}
