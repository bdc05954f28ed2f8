import type { HostFacts } from '../facts/host-facts.js'
import type { TriedClosed } from '../roles/check.js'
import { closes, type FirewallTable, firewallTables, keptTables } from '../roles/firewall-table.js'
import { instancesOn, isByHand, type Topology } from '../topology/topology.js'

/** Of hundreds of hosts so many others try each one. */
const MOST_DIALLERS = 16
/** So many connections are tried from the operator's computer. */
const MOST_FROM_HERE = 128

type Facts = Readonly<Record<string, HostFacts>>
type ClosedTo = Omit<TriedClosed, 'result'>

/**
 * Connections that should not come about, and would, but for what closes them: to ports of services on which somebody listens, from
 * other hosts, and from this computer where nobody outside is let in. TCP only: over UDP silence tells nothing. `silent`: hosts of which
 * it is not known.
 */
export function closedPairs(topology: Topology, facts: Facts) {
  const tables = tablesInForce(topology, facts)
  const hosts = topology.hosts.filter(({ name }) => facts[name] !== undefined)
  const ours = new Set([
    ...topology.hosts.map(({ address }) => address),
    ...Object.values(facts).flatMap(({ identity }) => identity.addresses.map(({ address }) => address)),
  ])
  const isHere = topology.hosts.some(({ local }) => local === true)
  const here: ClosedTo[] = []
  const between = hosts.flatMap((host, i) => {
    const table = tables[host.name]
    if (table === undefined) return []
    const targets = listening(table, facts[host.name], host.address).map((one) => ({ to: host.name, ...one }))
    if (!isHere) here.push(...targets.filter(({ port }) => !isLetOutside(table, port, ours)))
    return [...hosts.slice(i + 1), ...hosts.slice(0, i)]
      .filter(({ name }) => !isByHand(topology, name))
      .slice(0, MOST_DIALLERS)
      .flatMap(({ name: from, address }) =>
        targets
          .filter(({ port }) => closes(table, 'tcp', port, address))
          .map((target) => ({ from, ...target })),
      )
  })
  const every = Math.ceil(here.length / MOST_FROM_HERE)
  const silent = topology.hosts.flatMap(({ name: to, address }): ClosedTo[] => {
    const isAsked = instancesOn(topology, to).length > 0 && topology.firewall !== undefined
    return isAsked && (facts[to] === undefined || tables[to] === undefined) ? [{ to, address, port: 0 }] : []
  })
  return { pairs: [...between, ...here.filter((_, i) => i % every === 0)], silent }
}

/** What closes ports by now: a table that was not loaded yet closes nothing, and rules that others load are taken at their word. */
function tablesInForce(
  topology: Topology,
  facts: Facts,
): Readonly<Record<string, FirewallTable | undefined>> {
  if (topology.firewall === 'managed') return keptTables(topology, facts)
  return topology.firewall === 'by-hand' ? firewallTables(topology, facts, {}) : {}
}

/** Where others would reach the closed ports on which somebody listens. */
function listening({ closed }: FirewallTable, facts: HostFacts | undefined, usual: string) {
  const found = (facts?.listeners ?? []).flatMap(({ protocol, address, port }) => {
    const isClosed = closed.some((one) => one.protocol === 'tcp' && one.port <= port && port <= one.to)
    if (protocol !== 'tcp' || !isClosed) return []
    if (['0.0.0.0', '::', '*'].includes(address)) return [{ address: usual, port }]
    return /^\d+\./.test(address) && !address.startsWith('127.') ? [{ address, port }] : []
  })
  return [...new Map(found.map((one) => [`${one.address}:${one.port}`, one])).values()]
}

/** Somebody who is no host may come in, and may be at this computer. */
function isLetOutside({ lets }: FirewallTable, port: number, ours: ReadonlySet<string>): boolean {
  return lets.some(
    (one) =>
      one.protocol === 'tcp' &&
      one.port <= port &&
      port <= one.to &&
      one.from.some((network) => !ours.has(network)),
  )
}
