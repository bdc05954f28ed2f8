import { expect, test } from 'vitest'
import { reach } from '../../../src/preflight/checks/reach.js'
import type { Reach } from '../../../src/roles/check.js'
import { input, topology } from '../three-hosts.js'
import { told } from '../told.js'

const tried: Reach = {
  from: 'h3',
  to: 'h1',
  address: '10.0.0.1',
  port: 8500,
  purpose: 'consul http',
  result: 'open',
}

test('open connections are fine', () => {
  expect(reach({ ...input, reach: [tried] })).toEqual([])
})

test('who cannot reach whom, on which port, what for', () => {
  const via: Reach = {
    ...tried,
    to: 'via-external',
    address: '198.51.100.2',
    port: 10031,
    purpose: 'via from outside',
  }
  const dataCenter: Reach = {
    ...tried,
    from: 'h1',
    to: 'data-center',
    address: '203.0.113.9',
    port: 9090,
    purpose: 'data center',
  }
  const problems = told(
    reach({
      ...input,
      reach: [
        { ...tried, result: 'refused' },
        { ...tried, port: 8501, result: 'filtered' },
        { ...tried, port: 8502, result: 'unreachable' },
        { ...via, result: 'filtered' },
        { ...dataCenter, result: 'refused' },
      ],
    }),
  )
  expect(problems.map(({ code, severity, where }) => [code, severity, where.host])).toEqual([
    ['preflight.port-refused', 'error', 'h3'],
    ['preflight.port-filtered', 'error', 'h3'],
    ['preflight.host-unreachable', 'error', 'h3'],
    ['preflight.via-hairpin', 'error', 'h3'],
    ['preflight.data-center-unreachable', 'error', 'h1'],
  ])
  expect(problems[0]?.details).toEqual({
    from: 'h3',
    fromAddress: '10.0.0.3',
    to: 'h1',
    address: '10.0.0.1',
    port: 8500,
    purpose: 'consul http',
    result: 'refused',
    via: '',
    viaAddress: '',
  })
  expect(problems[3]?.details).toMatchObject({
    address: '198.51.100.2',
    port: 10031,
    via: 'h2',
    viaAddress: '10.0.0.2',
  })
})

test('where a router has one address for carrier and via, the via is what it has to forward to', () => {
  const instances = topology.instances.map((one) =>
    one.role === 'carrier' ? { ...one, externalAddress: '198.51.100.2' } : one,
  )
  const hairpin: Reach = {
    ...tried,
    to: 'via-external',
    address: '198.51.100.2',
    port: 10031,
    result: 'filtered',
  }
  const [problem] = reach({ ...input, topology: { ...topology, instances }, reach: [hairpin] })
  expect(problem?.details).toMatchObject({ via: 'h2', viaAddress: '10.0.0.2' })
})

test.each([
  [['ufw', 'nft ip filter INPUT'], 'ufw allow proto tcp from 10.0.0.3 to any port 8500'],
  [
    ['firewalld'],
    'firewall-cmd --permanent --add-rich-rule "rule family=ipv4 source address=10.0.0.3 port port=8500 protocol=tcp accept" && firewall-cmd --reload',
  ],
  [['nft inet site in'], 'nft insert rule inet site in ip saddr 10.0.0.3 tcp dport 8500 accept'],
])('a firewall of others that is in the way is named, with the rule that it lacks: %s', (firewalls, rule) => {
  const { h1, ...others } = input.facts
  if (h1 === undefined) throw new Error('h1 has no facts')
  const facts = { ...others, h1: { ...h1, software: { ...h1.software, firewalls } } }
  expect(reach({ ...input, facts, reach: [{ ...tried, result: 'filtered' }] })).toMatchObject([
    {
      code: 'preflight.pair-blocked',
      details: { firewall: firewalls.join(', '), rule },
      where: { host: 'h3' },
    },
  ])
})
