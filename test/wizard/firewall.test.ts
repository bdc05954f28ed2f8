import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { firewallOf } from '../../src/roles/firewall.js'
import { whoReaches } from '../../src/roles/who-reaches.js'
import type { Access, Topology } from '../../src/topology/topology.js'
import { draftTopology } from '../../src/wizard/draft-topology.js'
import { FIREWALL_FORMS, firewallTexts } from '../../src/wizard/firewall-text.js'
import { suggestRoles } from '../../src/wizard/suggest-roles.js'
import { emptyFile, known, releases } from './placed.js'

const three = draftTopology(suggestRoles(emptyFile(3), 'both', known()), releases)
const large = draftTopology(suggestRoles(emptyFile(64), 'several', known()), releases)

test('for each port it is known who must reach it, and what only the host itself uses is left out', () => {
  const told = whoReaches(three).map(({ host, owner, purpose, protocol, port, to, from }) => {
    const sources = from.map((source) => (source.kind === 'host' ? source.name : source.kind))
    return `${host.name} ${protocol} ${port}${to === port ? '' : `-${to}`} ${owner} ${purpose}: ${sources.join(' ')}`
  })
  expect(told).toEqual([
    'h1 tcp 22 SSH SSH: control',
    'h1 tcp 8500 consul HTTP: h2 h3',
    'h1 tcp 10033 carrier gRPC: h2 h3 moirea',
    'h1 tcp 10034 carrier REST: h2 h3 moirea',
    'h1 udp 10035 carrier p2p: world',
    'h1 tcp 10036 carrier p2p: world',
    'h1 tcp 80 admin web console: browsers',
    'h2 tcp 22 SSH SSH: control',
    'h2 tcp 10031 via gRPC: world',
    'h2 tcp 8800 compute-8800 gRPC: h1',
    'h3 tcp 22 SSH SSH: control',
    'h3 tcp 8700 data-8700 gRPC: h1',
    'h3 tcp 31000-31100 data-8700 task ports: h2',
  ])
})

test('the rules let in exactly that', () => {
  expect(texts(three, {}).nftables?.[2]).toEqual([
    '# h3 10.0.0.3',
    'table inet metis-acme',
    'delete table inet metis-acme',
    'table inet metis-acme {',
    expect.stringMatching(/^ {2}chain made_from_[0-9a-f]{16} \{$/),
    '  }',
    '  # host h1',
    '  # host h2',
    '  chain ports {',
    '    type filter hook input priority -5; policy accept;',
    '    iifname "lo" accept',
    '    ip saddr { 10.0.0.1 } tcp dport 8700 accept',
    '    ip saddr { 10.0.0.2 } tcp dport 31000-31100 accept',
    '    tcp dport { 8700, 31000-31100 } tcp flags & (syn | ack) == syn drop',
    '  }',
    '}',
  ])
  expect(texts(three, {}).ufw?.[1]).toEqual([
    '# h2 10.0.0.2',
    'ufw default deny incoming',
    'ufw default allow outgoing',
    '# SSH',
    'ufw allow proto tcp from any to any port 22',
    '# via gRPC',
    'ufw allow proto tcp from any to any port 10031',
    '# compute-8800 gRPC',
    'ufw allow proto tcp from 10.0.0.1 to any port 8800',
    'ufw enable',
  ])
  expect(texts(three, {}).firewalld?.[1]).toEqual([
    '# h2 10.0.0.2',
    '# SSH',
    'firewall-cmd --permanent --add-port=22/tcp',
    '# via gRPC',
    'firewall-cmd --permanent --add-port=10031/tcp',
    '# compute-8800 gRPC',
    'firewall-cmd --permanent --add-rich-rule "rule family=ipv4 \\',
    '  source address=10.0.0.1 port port=8800 protocol=tcp accept"',
    'firewall-cmd --reload',
  ])
  expect(texts(three, {}).cloud?.[2]).toEqual([
    '# h3 10.0.0.3',
    'direction  protocol  port         source       for',
    'in         tcp       22           0.0.0.0/0    SSH',
    'in         tcp       8700         10.0.0.1/32  data-8700 gRPC',
    'in         tcp       31000-31100  10.0.0.2/32  data-8700 task ports',
  ])
})

test('without a word the console is open to private networks, SSH to all, and carrier to no Moirea', () => {
  const [h1] = firewallOf(three)
  expect(h1?.rules.map(({ owner, purpose, from }) => [owner, purpose, from])).toEqual([
    ['SSH', 'SSH', 'any'],
    ['consul', 'HTTP', ['10.0.0.2', '10.0.0.3']],
    ['carrier', 'gRPC', ['10.0.0.2', '10.0.0.3']],
    ['carrier', 'REST', ['10.0.0.2', '10.0.0.3']],
    ['carrier', 'p2p', 'any'],
    ['carrier', 'p2p', 'any'],
    ['admin', 'web console', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']],
  ])
})

test('what is known of operators and Moirea narrows SSH and console, and opens the carrier to it alone', () => {
  const [h1] = firewallOf({
    ...three,
    access: { operators: ['192.168.7.9/24'], moirea: ['8.8.8.8', '10.0.0.0/30'] },
  })
  expect(h1?.rules.map(({ owner, purpose, from }) => [owner, purpose, from])).toEqual([
    ['SSH', 'SSH', ['192.168.7.0/24']],
    ['consul', 'HTTP', ['10.0.0.2', '10.0.0.3']],
    ['carrier', 'gRPC', ['8.8.8.8', '10.0.0.0/30']],
    ['carrier', 'REST', ['8.8.8.8', '10.0.0.0/30']],
    ['carrier', 'p2p', 'any'],
    ['carrier', 'p2p', 'any'],
    ['admin', 'web console', ['192.168.7.0/24']],
  ])
})

test('SSH through a jump host is not narrowed to where the operators are', () => {
  const file = emptyFile(1)
  const jump = { address: '8.8.8.8', user: 'ops' }
  const behind = { ...file, hosts: file.hosts.map((host) => ({ ...host, jump })) }
  const [h1] = firewallOf({
    ...draftTopology(behind, releases),
    access: { operators: ['192.168.7.0/24'] },
  })
  expect(h1?.rules).toEqual([
    { owner: 'SSH', purpose: 'SSH', protocol: 'tcp', port: 22, to: 22, from: 'any' },
  ])
})

test('nothing that was typed gets into a rule unless it is an address', () => {
  const hostile = [
    '10.0.0.1; flush ruleset',
    '0.0.0.0/0\nufw disable',
    '$(reboot)',
    '10.0.0.1/33',
    '10.0.0.256',
    '',
    "' any",
  ]
  const evil: Topology = {
    ...three,
    hosts: three.hosts.map((host, i) =>
      i === 0 ? { ...host, name: 'h1', address: '10.0.0.1\nufw disable' } : host,
    ),
    instances: three.instances,
  }
  for (const form of FIREWALL_FORMS) {
    for (const lines of texts(evil, { operators: hostile, moirea: hostile })[form] ?? []) {
      expect(lines.join('\n').replace(/^# .*$/gm, '')).not.toMatch(/flush|disable|reboot|'|256|\/33/)
      expect(lines.every((line) => !line.includes('\n'))).toBe(true)
    }
  }
})

test('no line of any form is wider than a terminal of 80 columns shows, also for 64 hosts', () => {
  const lines = Object.values(texts(large, {})).flat(2)
  expect(lines.filter((line) => line.length > 76)).toEqual([])
  expect(lines.length).toBeGreaterThan(1000)
})

const folder = mkdtempSync(join(tmpdir(), 'firewall-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Checks the file in a network of its own where the account may make one; undefined where nft can't be asked. */
function refusedByNft(lines: readonly string[]): string | undefined {
  const file = join(folder, 'metis.nft')
  writeFileSync(file, `${lines.join('\n')}\n`)
  for (const [program, ...before] of [['unshare', '-rn', 'nft'], ['nft']] as const) {
    try {
      execFileSync(program, [...before, '-c', '-f', file], { stdio: 'pipe' })
      return ''
    } catch (thrown) {
      const said = String((thrown as { stderr?: unknown }).stderr ?? thrown)
      if (!/ENOENT|not permitted|failed to execute|Unable to init/i.test(said)) return said
    }
  }
  return undefined
}

const canAsk = refusedByNft(['table inet probe { }']) === ''

describe.skipIf(!canAsk)('nft itself', () => {
  it('refuses what is wrong', () => {
    expect(refusedByNft(['table inet probe { chain input { tcp dport nonsense accept } }'])).toContain(
      'Error',
    )
  })

  it.each([
    ['three hosts', three, {}],
    [
      'overlapping networks',
      three,
      { operators: ['10.0.0.0/8', '10.1.0.0/16', '10.9.9.9'], moirea: ['10.0.0.0/24'] },
    ],
    ['64 hosts', { ...large, hosts: large.hosts.slice(0, 4) }, {}],
  ] as const)('takes the rules for %s', (_title, topology, access) => {
    for (const lines of texts(topology, access).nftables ?? []) expect(refusedByNft(lines)).toBe('')
  })
})

function texts(topology: Topology, access: Access): Record<string, string[][]> {
  const all = (form: (typeof FIREWALL_FORMS)[number]) =>
    firewallTexts(form, { ...topology, access }).map(({ lines }) => [...lines])
  return Object.fromEntries(FIREWALL_FORMS.map((form) => [form, all(form)]))
}
