import { pendingTable, removeTable } from '../../actions/close-ports.js'
import type { HostFacts } from '../../facts/host-facts.js'
import type { Asked } from '../../facts/questions.js'
import { type Command, sh } from '../../lib/command.js'
import { oncePer } from '../../lib/once-per.js'
import { text } from '../../lib/text.js'
import {
  firewallPaths,
  firewallTables,
  keptTables,
  markIn,
  tableText,
  widened,
} from '../../roles/firewall-table.js'
import { callsTo } from '../../roles/who-reaches.js'
import { type Host, instancesOn, isByHand, type Topology } from '../../topology/topology.js'
import type { PlanInput, Reason } from '../plan.js'
import { type Chain, chain, type Phase, type WantedNode } from './nodes.js'
import { preparedNodes } from './prepare.js'
import { withdraw } from './withdraw.js'

const WHY: Reason = { word: 'reason.firewall' }
const GONE: Reason = { word: 'reason.no-firewall' }

/**
 * Each host closes the ports of its services to everybody but those who need them. Whoever comes is let in before anything else is
 * changed, and whoever goes is shut out when that is over: `narrow.ts`.
 */
export const firewall: Phase = (input) =>
  input.topology.hosts.flatMap((host) => {
    if (isClosed(input, host)) return closed(input, host)
    const nodes = chain('firewall', host.name, 'host')
    addRemoval(nodes, input, host.name, GONE)
    return nodes.nodes
  })

/** Id of the node after which a host is closed to others. */
export function closedNode({ topology }: PlanInput, host: string): string {
  return `${host} file:${firewallPaths(topology).rules}`
}

/** What a host has of a table that is not wanted there any more. */
export function addRemoval(nodes: Chain, input: PlanInput, host: string, because: Reason): void {
  const { rules, unitFile } = firewallPaths(input.topology)
  const table = { name: 'firewall', paths: [rules, unitFile], stop: removeFirewall(input.topology) }
  withdraw(nodes, input, host, table, because)
}

export const NO_FIREWALL = 'no-firewall'

export function removeFirewall(topology: Pick<Topology, 'organisation'>): Command {
  const { table, unit } = firewallPaths(topology)
  return removeTable(table, unit)
}

/** What a host is asked of its table, by the name under which it answers. */
export const ASKED = 'firewall'

export function isClosed({ topology, facts }: PlanInput, { name }: Host): boolean {
  return (
    topology.firewall === 'managed' && facts[name] !== undefined && instancesOn(topology, name).length > 0
  )
}

export function askedOfFirewall(topology: Topology): Asked {
  const { table, unit } = firewallPaths(topology)
  return { table, pending: pendingTable(unit).directory }
}

function closed(input: PlanInput, host: Host): readonly WantedNode[] {
  const { topology } = input
  const { unit, unitFile, rules } = firewallPaths(topology)
  const nodes = chain('firewall', host.name, 'host', [preparedNodes(input, host.name).firewall])
  const content = unitText(topology, rules)
  nodes.add(
    { kind: 'write-file', path: unitFile, mode: '0644', owner: 'root:root', content: text`${content}` },
    WHY,
  )
  const command = sh`systemctl daemon-reload && systemctl enable -q ${`${unit}.service`}`
  nodes.add({ kind: 'run', name: 'firewall', command, inputs: content }, WHY)
  const wanted = firstTable(input, host)
  const isLoaded = markLoaded(input.facts[host.name]) === markIn(wanted)
  const why: Reason = { word: 'reason.firewall-not-loaded' }
  nodes.add(closePorts(input, host, wanted), WHY, {
    forced: isLoaded || before(input)[host.name] === undefined ? undefined : why,
  })
  return nodes.nodes
}

export function closePorts({ topology, facts }: PlanInput, host: Host, content: string) {
  const { table, unit, rules: path } = firewallPaths(topology)
  const isAsked = (from: string) => facts[from] !== undefined && !isByHand(topology, from)
  const dials = callsTo(topology, host).filter(({ from }) => isAsked(from))
  return { kind: 'close-ports', table, unit, path, content, dials } as const
}

/** Empty while something is loaded that nobody has confirmed. */
function markLoaded(facts: HostFacts | undefined): string {
  return facts?.told?.[ASKED]?.trim() ?? ''
}

/** The text of the table that a host is to have in the end. */
export function lastTable(input: PlanInput, { name }: Host): string {
  const table = tables(input)[name]
  return table === undefined ? '' : tableText(firewallPaths(input.topology).table, table)
}

/** The text of the table that it has until all else is changed. Whoever is at a host that is set up by hand comes once. */
export function firstTable(input: PlanInput, host: Host): string {
  const [was, is] = [before(input)[host.name], tables(input)[host.name]]
  if (was === undefined || is === undefined || host.byHand === true) return lastTable(input, host)
  return tableText(firewallPaths(input.topology).table, widened(was, is))
}

const tables = oncePer((input: PlanInput) => firewallTables(input.topology, input.facts, before(input)))

const before = oncePer(({ topology, facts }: PlanInput) => keptTables(topology, facts))

/** `nftables.service` flushes all tables when it is restarted or reloaded, so that this one comes again with it. */
function unitText({ organisation }: Topology, rules: string): string {
  return `[Unit]
Description=Ports of ${organisation} that are closed to others
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target
After=nftables.service
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service
ConditionPathExists=${rules}

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f ${rules}
ExecReload=/usr/sbin/nft -f ${rules}

[Install]
WantedBy=sysinit.target nftables.service
`
}
