import type { HostFacts } from '../facts/host-facts.js'
import { sha256 } from '../lib/digest.js'
import { groupBy } from '../lib/group-by.js'
import { addressNumber, isWithin, plainNetworks } from '../topology/networks.js'
import { instancesOn, type Topology } from '../topology/topology.js'
import { portText, ruleFor } from './firewall.js'
import { portsOf } from './ports.js'
import { whoReaches } from './who-reaches.js'

/** What the table of one host does: nobody gets to the closed ports but who is let in. */
export interface FirewallTable {
  readonly lets: readonly Let[]
  readonly closed: readonly PortRange[]
  /** Of its services, and open to everybody. */
  readonly open: readonly PortRange[]
  /** Addresses from which hosts speak, by name: of one that does not answer the next plan takes them from here. */
  readonly hosts: Readonly<Record<string, readonly string[]>>
}

interface PortRange {
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  /** Inclusive. */
  readonly to: number
}

interface Let extends PortRange {
  /** IPv4 addresses and networks. */
  readonly from: readonly string[]
}

/** Containers hang on them, and they come and go. */
const BRIDGES = /^(docker\d|br-|veth|virbr|lxcbr|lxdbr|cni|podman|flannel|cali|vxlan\.cali|kube-)/

/**
 * The tables of all hosts, by name. A host may speak from any address of its own. `before`: what hosts have now, for the addresses
 * of hosts that do not answer.
 */
export function firewallTables(
  topology: Topology,
  facts: Readonly<Record<string, HostFacts>>,
  before: Readonly<Record<string, FirewallTable | undefined>>,
): Readonly<Record<string, FirewallTable>> {
  const openings = groupBy(whoReaches(topology), ({ host }) => host.name)
  const answered = ownAddresses(facts)
  const tables = topology.hosts.map(({ name }) => {
    const addressesOf = (host: string) => answered.get(host) ?? before[name]?.hosts[host] ?? []
    const here = (openings.get(name) ?? []).filter(({ owner }) => owner !== 'SSH')
    const rules = here.flatMap((one) => ruleFor(one, topology.access, addressesOf) ?? [])
    const lets = rules.flatMap(({ from, protocol, port, to }) =>
      from === 'any' ? [] : [{ protocol, port, to, from }],
    )
    const open = rules.filter(({ from }) => from === 'any')
    const closed = closable(topology, name, facts[name]).filter((own) => !open.some((one) => holds(one, own)))
    const peers = here.flatMap(({ from }) => from.flatMap((one) => (one.kind === 'host' ? [one.name] : [])))
    const hosts = Object.fromEntries([...new Set(peers)].map((peer) => [peer, addressesOf(peer)]))
    return [name, { lets, closed: merged(closed), open: merged(open), hosts }] as const
  })
  return Object.fromEntries(tables)
}

/** Addresses from which hosts speak, by the names of those that were asked. */
export function ownAddresses(
  facts: Readonly<Record<string, HostFacts>>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    Object.entries(facts).map(([host, { identity }]) => [
      host,
      identity.addresses.flatMap((one) => (BRIDGES.test(one.interface) ? [] : [one.address])).toSorted(),
    ]),
  )
}

/** The tables that hosts keep, by name. */
export function keptTables(
  topology: Pick<Topology, 'organisation'>,
  facts: Readonly<Record<string, HostFacts>>,
): Readonly<Record<string, FirewallTable | undefined>> {
  const id = `file:${firewallPaths(topology).rules}`
  return Object.fromEntries(
    Object.entries(facts).map(([host, { receipts }]) => {
      const receipt = receipts.find((one) => one.id === id && one.organisation === topology.organisation)
      return [host, receipt?.now === undefined ? undefined : parseTable(receipt.text ?? '')]
    }),
  )
}

/** Outside of the install directory, so that nothing of it is taken for an instance. */
export function firewallPaths({ organisation }: Pick<Topology, 'organisation'>) {
  const unit = `create-metis-node-firewall-${organisation}`
  return {
    table: `metis-${organisation}`,
    unit,
    rules: `/etc/${unit}.nft`,
    unitFile: `/usr/local/lib/systemd/system/${unit}.service`,
  }
}

/** Lets in whoever one of the two does, and closes all that one of them closes and the second does not leave open. */
export function widened(before: FirewallTable, table: FirewallTable): FirewallTable {
  const { open } = table
  const lets = [...groupBy([...table.lets, ...before.lets], rangeText).values()].map((same) => ({
    ...(same[0] as Let),
    from: plainNetworks(same.flatMap(({ from }) => from)),
  }))
  const left = before.closed.filter((own) => !open.some((one) => holds(one, own)))
  return {
    lets,
    closed: merged([...table.closed, ...left]),
    open,
    hosts: { ...before.hosts, ...table.hosts },
  }
}

/** For `nft -f`: replaces the table in one go, and touches no other. */
export function tableText(name: string, { lets, closed, open, hosts }: FirewallTable): string {
  const known = Object.entries(hosts).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const body = [
    ...known.map(([host, addresses]) => `  # host ${[host, ...addresses].join(' ')}`),
    ...open.map((one) => `  # open to everybody: ${rangeText(one)}`),
    '  chain ports {',
    '    type filter hook input priority -5; policy accept;',
    '    iifname "lo" accept',
    ...lets
      .toSorted(inOrder)
      .map(
        ({ from, ...one }) =>
          `    ip saddr { ${sorted(from)} } ${one.protocol} dport ${portText(one)} accept`,
      ),
    // Who is connected over TCP stays so, and what answers this host's own connections is none of this; UDP has no such mark.
    ...dropped(closed, 'tcp', ' tcp flags & (syn | ack) == syn'),
    ...dropped(closed, 'udp', ''),
    '  }',
  ]
  return [
    `table inet ${name}`,
    `delete table inet ${name}`,
    `table inet ${name} {`,
    `  chain ${MARK}${sha256(body.join('\n')).slice(0, 16)} {`,
    '  }',
    ...body,
    '}',
    '',
  ].join('\n')
}

/** Begins the name of an empty chain that tells which text a table was made from. */
const MARK = 'made_from_'

/** The mark in a table, or in its text; empty where there is none. */
export function markIn(text: string): string {
  return /\bmade_from_[0-9a-f]{16}\b/.exec(text)?.[0] ?? ''
}

/** Reads what `tableText` has written; undefined for anything else. */
export function parseTable(text: string): FirewallTable | undefined {
  if (markIn(text) === '') return undefined
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map((found) => found.slice(1) as string[])
  return {
    lets: all(/^ {4}ip saddr \{ ([\d./, ]+) \} (tcp|udp) dport ([\d-]+) accept$/gm).map(
      ([from = '', protocol, ports = '']) => ({ ...rangeIn(protocol, ports), from: from.split(', ') }),
    ),
    open: [],
    closed: all(/^ {4}(tcp|udp) dport \{ ([\d, -]+) \} .*drop$/gm).flatMap(([protocol, ports = '']) =>
      ports.split(', ').map((one) => rangeIn(protocol, one)),
    ),
    hosts: Object.fromEntries(
      all(/^ {2}# host (\S+)((?: [\d.]+)*)$/gm).map(([host, addresses = '']) => [
        host ?? '',
        addresses.split(' ').filter(Boolean),
      ]),
    ),
  }
}

/** Whether what comes from an address to a port is dropped. */
export function closes(
  table: FirewallTable,
  protocol: PortRange['protocol'],
  port: number,
  from: string,
): boolean {
  const asked = { protocol, port, to: port }
  return (
    table.closed.some((one) => holds(one, asked)) &&
    !table.lets.some(
      (one) =>
        holds(one, asked) &&
        // One of hundreds of hosts is found as it stands.
        (one.from.includes(from) || one.from.some((net) => net.includes('/') && isWithin(from, net))),
    )
  )
}

/** What the host's instances listen on for others, but for what programs of others may have as well. */
function closable(topology: Topology, host: string, facts: HostFacts | undefined): PortRange[] {
  // The distribution's welcome page is nobody's.
  const sites = Object.entries(facts?.software.nginxPorts ?? {}).filter(([site]) => site !== 'default')
  const shared = new Set(sites.flatMap(([, ports]) => ports))
  return instancesOn(topology, host)
    .flatMap(portsOf)
    .filter(
      ({ port, setting }) =>
        setting.sharedWith === undefined || !(setting.binds === 'loopback' || shared.has(port)),
    )
    .map(({ protocol, port, to = port }) => ({ protocol, port, to }))
}

function dropped(closed: readonly PortRange[], protocol: string, condition: string): string[] {
  const ports = closed.filter((one) => one.protocol === protocol).map((one) => portText(one))
  return ports.length === 0 ? [] : [`    ${protocol} dport { ${ports.join(', ')} }${condition} drop`]
}

/** In order; sets of nft may not overlap. */
function merged(ranges: readonly PortRange[]): PortRange[] {
  const result: PortRange[] = []
  for (const { protocol, port, to } of ranges.toSorted(inOrder)) {
    const range = { protocol, port, to }
    const last = result.at(-1)
    if (last === undefined || last.protocol !== range.protocol || last.to < range.port) result.push(range)
    else if (last.to < range.to) result[result.length - 1] = { ...last, to: range.to }
  }
  return result
}

function inOrder(a: PortRange, b: PortRange): number {
  return a.protocol.localeCompare(b.protocol) || a.port - b.port || a.to - b.to
}

function sorted(addresses: readonly string[]): string {
  return addresses.toSorted((a, b) => addressNumber(a) - addressNumber(b)).join(', ')
}

function holds(outer: PortRange, inner: PortRange): boolean {
  return outer.protocol === inner.protocol && outer.port <= inner.port && inner.to <= outer.to
}

function rangeText(range: PortRange): string {
  return `${range.protocol} ${portText(range)}`
}

function rangeIn(protocol: string | undefined, ports: string): PortRange {
  const [port = 0, to = port] = ports.split('-').map(Number)
  return { protocol: protocol === 'udp' ? 'udp' : 'tcp', port, to }
}
