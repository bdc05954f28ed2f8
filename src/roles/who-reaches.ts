import { oncePer } from '../lib/once-per.js'
import type { Role } from '../topology/topology.js'
import {
  type Host,
  hostOf,
  type Instance,
  instancesOf,
  instancesOn,
  type Topology,
} from '../topology/topology.js'
import { portsOf, sshPort } from './ports.js'
import type { Peer } from './settings.js'

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
  | { readonly kind: 'world' | 'partners' | 'browsers' | 'moirea' | 'control' }

/** Who must reach what, host by host in the order of the file: SSH first, then the instances in start order. */
export function whoReaches(topology: Topology): Opening[] {
  return topology.hosts.flatMap((host) => [
    ssh(host),
    ...instancesOn(topology, host.name).flatMap((instance) => openingsOf(instance, host, topology)),
  ])
}

/** TCP connections of other hosts that a host has to let in, of a range its first and last; by its external address where that is dialled. */
export function callsTo(topology: Topology, host: Host) {
  const inside = instancesOn(topology, host.name)
    .flatMap((instance) => openingsOf(instance, host, topology))
    .filter(({ protocol }) => protocol === 'tcp')
    .flatMap(({ port, to, from }) =>
      from.flatMap((source) =>
        source.kind === 'host'
          ? [...new Set([port, to])].map((one) => ({ from: source.name, address: host.address, port: one }))
          : [],
      ),
    )
  return inside
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

function sourcesOf(peers: readonly Peer[], own: Host, topology: Topology): Source[] {
  const isToWorld = peers.includes('world')
  if (isToWorld && topology.access?.partners === undefined) return [{ kind: 'world' }]
  const others = [...new Set(peers.flatMap((peer) => hostsOf(topology)(peer)))]
    .filter((host) => host !== own)
    .toSorted((one, other) => placeOf(topology, one) - placeOf(topology, other))
  const outside = peers.filter((peer) => peer === 'browsers' || peer === 'moirea')
  return [
    ...others.map(({ name, address }): Source => ({ kind: 'host', name, address })),
    ...(isToWorld ? ([{ kind: 'partners' }] as const) : []),
    ...outside.map((kind): Source => ({ kind })),
  ]
}

const places = oncePer(({ hosts }: Topology) => new Map(hosts.map((host, at): [Host, number] => [host, at])))
const placeOf = (topology: Topology, host: Host) => places(topology).get(host) ?? 0

/** Of hundreds of hosts each asks for each of its ports. */
const hostsOf = oncePer((topology: Topology) => {
  const known = new Map<Role, readonly Host[]>()
  return (role: Role): readonly Host[] => {
    const found = known.get(role) ?? instancesOf(topology, role).map((one) => hostOf(topology, one))
    known.set(role, found)
    return found
  }
})
