import { groupBy } from '../lib/group-by.js'
import { isHostAddress } from '../topology/addresses.js'
import { plainNetworks } from '../topology/networks.js'
import type { Access, Host, Topology } from '../topology/topology.js'
import { type Opening, type Source, whoReaches } from './who-reaches.js'

/** What one host lets in; everything else is refused. */
export interface HostFirewall {
  readonly host: Host
  readonly rules: readonly FirewallRule[]
}

export interface FirewallRule extends Omit<Opening, 'host' | 'from'> {
  /** IPv4 addresses and networks; `any`: from everywhere. Never empty. */
  readonly from: 'any' | readonly string[]
}

/** All addresses from which a host may speak, by its name; absent: the one that it is known by. */
type AddressesOf = (host: string) => readonly string[]

/** Nobody on the internet has such an address: what the console is open to while its users are not known. */
const PRIVATE_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

/**
 * Exactly what has to be open, host by host. SSH stays open to all as long as it is not known where the operators
 * are: whoever enables the rules must not lock themselves out.
 */
export function firewallOf(topology: Topology, addressesOf?: AddressesOf): HostFirewall[] {
  const openings = groupBy(whoReaches(topology), ({ host }) => host.name)
  return topology.hosts.map((host) => {
    const rules = (openings.get(host.name) ?? []).flatMap(
      (one) => ruleFor(one, topology.access, addressesOf) ?? [],
    )
    return { host, rules }
  })
}

/** `8500`, `31000-31100`. */
export function portText({ port, to }: Pick<FirewallRule, 'port' | 'to'>, between = '-'): string {
  return port === to ? String(port) : `${port}${between}${to}`
}

/** Undefined where nobody is let in. */
export function ruleFor(
  { from, host, ...rule }: Opening,
  access: Access = {},
  addressesOf?: AddressesOf,
): FirewallRule | undefined {
  const sources = from.map((source) => sourceAddresses(source, host, access, addressesOf))
  if (sources.includes('any')) return { ...rule, from: 'any' }
  // Whatever was typed or read, only an address can become part of a rule.
  const addresses = plainNetworks(sources.flat())
  return addresses.length === 0 ? undefined : { ...rule, from: addresses }
}

function sourceAddresses(
  source: Source,
  host: Host,
  { operators, moirea = [], partners }: Access,
  addressesOf: AddressesOf | undefined,
): 'any' | readonly string[] {
  switch (source.kind) {
    case 'world':
      return 'any'
    case 'host':
      return [source.address, ...(addressesOf?.(source.name) ?? [])].filter(isHostAddress)
    case 'browsers':
      return anyOf(operators ?? PRIVATE_NETWORKS)
    case 'moirea':
      return anyOf(moirea)
    case 'partners':
      return anyOf(partners ?? [])
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
