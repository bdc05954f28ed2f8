import type { HostFacts } from '../facts/host-facts.js'
import { type FirewallRule, firewallOf, type HostFirewall, portText } from '../roles/firewall.js'
import { firewallPaths, firewallTables, ownAddresses, tableText } from '../roles/firewall-table.js'
import type { Topology } from '../topology/topology.js'

export const FIREWALL_FORMS = ['nftables', 'ufw', 'firewalld', 'cloud'] as const
export type FirewallForm = (typeof FIREWALL_FORMS)[number]

export interface FirewallText extends HostFirewall {
  /** Ready to be pasted there: none is wider than 76 columns. */
  readonly lines: readonly string[]
}

/**
 * The rules of every host: for nftables the very table that `firewall: managed` loads; for firewalls that refuse all else, what
 * it lets in, and SSH. Hosts without facts are known by one address.
 */
export function firewallTexts(
  form: FirewallForm,
  topology: Topology,
  facts: Readonly<Record<string, HostFacts>> = {},
): readonly FirewallText[] {
  const answered = ownAddresses(facts)
  const { table: name } = firewallPaths(topology)
  const tables = firewallTables(topology, facts, {})
  return firewallOf(topology, (host) => answered.get(host) ?? []).map((one) => {
    const table = tables[one.host.name]
    const lines =
      form !== 'nftables'
        ? { ufw, firewalld, cloud }[form](one.rules)
        : table === undefined
          ? []
          : tableText(name, table).trimEnd().split('\n').flatMap(folded)
    return { ...one, lines: [`# ${plain(`${one.host.name} ${one.host.address}`)}`, ...lines] }
  })
}

/** For a root shell; whatever was allowed before stays. */
function ufw(rules: readonly FirewallRule[]): string[] {
  return [
    'ufw default deny incoming',
    'ufw default allow outgoing',
    ...rules.flatMap((rule) => [`# ${nameOf(rule)}`, ...ufwRules(rule)]),
    'ufw enable',
  ]
}

function ufwRules(rule: FirewallRule): string[] {
  return sourcesOf(rule).map(
    (source) => `ufw allow proto ${rule.protocol} from ${source} to any port ${portText(rule, ':')}`,
  )
}

/** As `ufw`; the default zone refuses what it does not know. */
function firewalld(rules: readonly FirewallRule[]): string[] {
  return [...rules.flatMap((rule) => [`# ${nameOf(rule)}`, ...firewalldRules(rule)]), 'firewall-cmd --reload']
}

function firewalldRules(rule: FirewallRule): string[] {
  return sourcesOf(rule).flatMap((source) => {
    if (source === 'any') return [`firewall-cmd --permanent --add-port=${portText(rule)}/${rule.protocol}`]
    const port = `port port=${portText(rule)} protocol=${rule.protocol} accept`
    return [
      'firewall-cmd --permanent --add-rich-rule "rule family=ipv4 \\',
      `  source address=${source} ${port}"`,
    ]
  })
}

/** As the form of a security group asks for it: one row for each source. */
function cloud(rules: readonly FirewallRule[]): string[] {
  const rows = rules.flatMap((rule) =>
    sourcesOf(rule).map((source) => [
      'in',
      rule.protocol,
      portText(rule),
      source === 'any' ? '0.0.0.0/0' : source.includes('/') ? source : `${source}/32`,
      nameOf(rule),
    ]),
  )
  const all = [['direction', 'protocol', 'port', 'source', 'for'], ...rows]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
}

const WIDEST = 76

/** A line of nft's where nft lets it end: within a set, or in a comment at blanks. */
function folded(line: string): string[] {
  if (line.length <= WIDEST) return [line]
  const [, before, items = '', after = ''] = /^(.*\{) ([^{}]*) (\}.*)$/.exec(line) ?? []
  if (before === undefined) return rowsOf(line.trim().slice(2).split(' '), ' ').map((row) => `  # ${row}`)
  const rows = rowsOf(items.split(', '), ', ')
  return [before, ...rows.map((row, i) => `      ${row}${i < rows.length - 1 ? ',' : ''}`), `    ${after}`]
}

function rowsOf(items: readonly string[], between: string): string[] {
  const rows: string[] = []
  for (const item of items) {
    const longer = `${rows.at(-1)}${between}${item}`
    if (rows.length === 0 || longer.length > WIDEST - 7) rows.push(item)
    else rows[rows.length - 1] = longer
  }
  return rows
}

function sourcesOf({ from: sources }: FirewallRule): readonly string[] {
  return sources === 'any' ? ['any'] : sources.map(plainSource)
}

function nameOf({ owner, purpose }: FirewallRule): string {
  return plain(owner === purpose ? owner : `${owner} ${purpose}`)
}

/** It stands in a command for a root shell, and may be an answer that nobody has corrected yet. */
function plainSource(source: string): string {
  return source.replace(/[^\w.:/-]/g, '_')
}

/** A comment ends with its line: nothing of a name may begin another one. */
function plain(text: string): string {
  return text.replace(/[^\w .-]/g, '_').slice(0, 60)
}
