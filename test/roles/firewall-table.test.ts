import { describe, expect, test } from 'vitest'
import {
  closes,
  firewallTables,
  markIn,
  parseTable,
  tableText,
  widened,
} from '../../src/roles/firewall-table.js'
import { draftTopology } from '../../src/wizard/draft-topology.js'
import { suggestRoles } from '../../src/wizard/suggest-roles.js'
import { emptyFile, known, releases } from '../wizard/placed.js'

const three = draftTopology(suggestRoles(emptyFile(3), 'both', known()), releases)
const tables = firewallTables(three, {}, {})
const table = (host: string) => tables[host] ?? { lets: [], closed: [], open: [], hosts: {} }

describe('the table of a host', () => {
  test('lets the peers of its services in, closes their ports to others, and says what is open to everybody', () => {
    expect(tableText('metis-acme', table('h1')).split('\n')).toEqual([
      'table inet metis-acme',
      'delete table inet metis-acme',
      'table inet metis-acme {',
      expect.stringMatching(/^ {2}chain made_from_[0-9a-f]{16} \{$/),
      '  }',
      '  # host h2',
      '  # host h3',
      '  # open to everybody: tcp 10036',
      '  # open to everybody: udp 10035',
      '  chain ports {',
      '    type filter hook input priority -5; policy accept;',
      '    iifname "lo" accept',
      '    ip saddr { 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 } tcp dport 80 accept',
      '    ip saddr { 10.0.0.2, 10.0.0.3 } tcp dport 8500 accept',
      '    ip saddr { 10.0.0.2, 10.0.0.3 } tcp dport 10033 accept',
      '    ip saddr { 10.0.0.2, 10.0.0.3 } tcp dport 10034 accept',
      '    tcp dport { 80, 8200, 8300, 8500, 9090, 10032, 10033, 10034 } tcp flags & (syn | ack) == syn drop',
      '    udp dport { 8300 } drop',
      '  }',
      '}',
      '',
    ])
  })

  test('is read back as it was written', () => {
    for (const host of ['h1', 'h2', 'h3']) {
      const { open: _, ...written } = table(host)
      expect(parseTable(tableText('metis-acme', table(host)))).toEqual({
        ...written,
        lets: expect.arrayContaining([...written.lets]),
        open: [],
      })
    }
    expect(parseTable('table inet other {}')).toBeUndefined()
  })

  test('has another mark when anything of it differs', () => {
    const marks = ['h1', 'h2', 'h3'].map((host) => markIn(tableText('metis-acme', table(host))))
    expect(new Set(marks).size).toBe(3)
  })

  test('closes a port to all but those whom it lets in', () => {
    expect(closes(table('h3'), 'tcp', 8700, '10.0.0.1')).toBe(false)
    expect(closes(table('h3'), 'tcp', 8700, '10.0.0.2')).toBe(true)
    expect(closes(table('h3'), 'tcp', 31050, '10.0.0.2')).toBe(false)
    expect(closes(table('h3'), 'tcp', 22, '10.0.0.9')).toBe(false)
    expect(closes(table('h1'), 'tcp', 10036, '203.0.113.9')).toBe(false)
  })
})

test('addresses of a host that does not answer are those that the table has already', () => {
  const before = { ...table('h1'), hosts: { h2: ['10.0.0.2', '10.7.0.2'], h3: [] } }
  const now = firewallTables(three, {}, { h1: before })
  expect(now.h1?.lets.find(({ port }) => port === 8500)?.from).toEqual(['10.0.0.2', '10.7.0.2', '10.0.0.3'])
})

describe('until all else is changed', () => {
  const without = draftTopology(suggestRoles(emptyFile(2), 'both', known()), releases)
  const later = firewallTables(without, {}, {}).h1 ?? table('none')

  test('who goes is still let in, and who comes already is', () => {
    const wide = widened(table('h1'), later)
    expect(closes(wide, 'tcp', 8500, '10.0.0.3')).toBe(false)
    expect(closes(later, 'tcp', 8500, '10.0.0.3')).toBe(true)
    expect(closes(wide, 'tcp', 8500, '203.0.113.9')).toBe(true)
  })

  test('nothing is changed for what is only taken away', () => {
    expect(tableText('metis-acme', widened(table('h1'), { ...table('h1'), lets: [] }))).toBe(
      tableText('metis-acme', table('h1')),
    )
  })
})
