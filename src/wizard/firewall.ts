import { isHostAddress } from '../topology/addresses.js'
import type { Host, Topology } from '../topology/topology.js'
import { plainNetworks } from './networks.js'
import { type Opening, type Source, whoReaches } from './who-reaches.js'

/** Where those are who are no host of the organisation; what is not known is undefined. */
export interface Access {
  /** Networks of the people who use console and SSH. */
  readonly operators?: readonly string[]
  /** Addresses of a Moirea platform. */
  readonly moirea?: readonly string[]
}

/** What one host lets in; everything else is refused. */
export interface HostFirewall {
  readonly host: Host
  readonly rules: readonly FirewallRule[]
}

export interface FirewallRule extends Omit<Opening, 'host' | 'from'> {
  /** IPv4 addresses and networks; `any`: from everywhere. Never empty. */
  readonly from: 'any' | readonly string[]
}

/** Nobody on the internet has such an address: what the console is open to while its users are not known. */
const PRIVATE_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

/**
 * Exactly what has to be open, host by host. SSH stays open to all as long as it is not known where the operators
 * are: whoever enables the rules must not lock themselves out.
 */
export function firewallOf(topology: Topology, access: Access): HostFirewall[] {
  const openings = whoReaches(topology)
  return topology.hosts.map((host) => ({
    host,
    rules: openings
      .filter((opening) => opening.host.name === host.name)
      .flatMap((opening) => ruleFor(opening, access)),
  }))
}

/** `8500`, `31000-31100`. */
export function portText({ port, to }: Pick<FirewallRule, 'port' | 'to'>, between = '-'): string {
  return port === to ? String(port) : `${port}${between}${to}`
}

function ruleFor({ from, host, ...rule }: Opening, access: Access): FirewallRule[] {
  const sources = from.map((source) => addressesOf(source, host, access))
  if (sources.includes('any')) return [{ ...rule, from: 'any' }]
  // Whatever was typed or read, only an address can become part of a rule.
  const addresses = plainNetworks(sources.flat())
  return addresses.length === 0 ? [] : [{ ...rule, from: addresses }]
}

function addressesOf(
  source: Source,
  host: Host,
  { operators, moirea = [] }: Access,
): 'any' | readonly string[] {
  switch (source.kind) {
    case 'world':
      return 'any'
    case 'host':
      return isHostAddress(source.address) ? [source.address] : []
    case 'browsers':
      return anyOf(operators ?? PRIVATE_NETWORKS)
    case 'moirea':
      return anyOf(moirea)
    case 'control': {
      // Through a jump host the connection comes from an address of that one which nobody here knows.
      if (operators === undefined || host.ssh.jump !== undefined) return 'any'
      return anyOf(operators)
    }
  }
}

function anyOf(networks: readonly string[]): 'any' | readonly string[] {
  return networks.some((network) => network === '0.0.0.0/0') ? 'any' : networks
}
