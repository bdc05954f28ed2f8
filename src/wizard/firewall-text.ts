import { type FirewallRule, type HostFirewall, portText } from '../roles/firewall.js'

export const FIREWALL_FORMS = ['ufw', 'nftables', 'cloud'] as const
export type FirewallForm = (typeof FIREWALL_FORMS)[number]

/** The rules of one host, ready to be pasted there: no line is wider than 76 columns. */
export function firewallText(form: FirewallForm, firewall: HostFirewall): string[] {
  const { name, address } = firewall.host
  return [`# ${plain(`${name} ${address}`)}`, ...{ ufw, nftables, cloud }[form](firewall.rules)]
}

/** For a root shell; whatever was allowed before stays. */
function ufw(rules: readonly FirewallRule[]): string[] {
  return [
    'ufw default deny incoming',
    'ufw default allow outgoing',
    ...rules.flatMap((rule) => [
      `# ${nameOf(rule)}`,
      ...sourcesOf(rule).map(
        (source) => `ufw allow proto ${rule.protocol} from ${source} to any port ${portText(rule, ':')}`,
      ),
    ]),
    'ufw enable',
  ]
}

/** A file for `nft -f`; loading it again replaces what it made, and touches no other table. */
function nftables(rules: readonly FirewallRule[]): string[] {
  return [
    'table inet metis',
    'delete table inet metis',
    'table inet metis {',
    '  chain input {',
    '    type filter hook input priority filter; policy drop;',
    '    ct state established,related accept',
    '    iif lo accept',
    '    meta l4proto { icmp, ipv6-icmp } accept',
    ...rules.flatMap((rule) => [`    # ${nameOf(rule)}`, ...from(rule).map((line) => `    ${line}`)]),
    '  }',
    '}',
  ]
}

function from(rule: FirewallRule): string[] {
  const verdict = `${rule.protocol} dport ${portText(rule)} accept`
  if (rule.from === 'any') return [verdict]
  const sources = sourcesOf(rule)
  const [only, ...more] = sources
  if (more.length === 0) return [`ip saddr ${only} ${verdict}`]
  return ['ip saddr {', ...inRows(sources).map((row) => `  ${row}`), `} ${verdict}`]
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

const SOURCES_IN_A_ROW = 3

function inRows(sources: readonly string[]): string[] {
  const rows = Math.ceil(sources.length / SOURCES_IN_A_ROW)
  return Array.from({ length: rows }, (_, i) => {
    const row = sources.slice(i * SOURCES_IN_A_ROW, (i + 1) * SOURCES_IN_A_ROW).join(', ')
    return i < rows - 1 ? `${row},` : row
  })
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
