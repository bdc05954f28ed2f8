import { expect, test } from 'vitest'
import { formerHosts, hostsUnknown, membersOf } from '../../../src/commands/organisation/members.js'
import { facts, topology } from '../../preflight/three-hosts.js'
import { told } from '../../preflight/told.js'

const h4 = { host: 'h4', address: '10.0.0.4', instances: ['data-8700', 'compute-8800'] }
const at = (address: string) => ({ address, login: { address, port: 22, user: 'ops' } })
const h3 = { host: 'h3', ...at('10.0.0.3'), instances: ['data-8700'] }
const NOW = [
  { host: 'h1', ...at('10.0.0.1'), instances: ['consul', 'carrier'] },
  { host: 'h2', ...at('10.0.0.2'), instances: ['admin', 'via'] },
  h3,
]

test('a host that org.yaml no longer names, and that nobody can ask, is told of with what may run there', () => {
  expect(told(hostsUnknown(topology, [...NOW, h4]))).toEqual([
    {
      code: 'record.former-host',
      severity: 'warning',
      where: { host: 'h4' },
      details: {
        host: 'h4',
        address: '10.0.0.4',
        organisation: 'acme',
        instances: 'data-8700, compute-8800',
        units: 'metis-data-8700.service metis-compute-8800.service',
      },
    },
  ])
})

test('nothing is told of one that never bore a role, or has another name now', () => {
  expect(hostsUnknown(topology, [...NOW, { ...h4, instances: [] }, { ...h4, address: '10.0.0.3' }])).toEqual(
    [],
  )
})

test('whoever was part of it stays so as long as nobody has looked', () => {
  const before = [...NOW.slice(0, 2), { ...h3, instances: ['data-8700', 'data-8701'] }, h4]
  expect(membersOf(topology, before, { facts: {} })).toEqual(before)
  expect(membersOf(topology, [], { facts: {} })).toEqual(NOW)
})

test('what a host shows to be gone is forgotten, and what lies there still is not', () => {
  const before = [{ ...h3, instances: ['data-8700', 'data-8701', 'data-8702', 'data-8703'] }, h4]
  const receipt = { organisation: 'acme', inputs: 'a', path: '/opt/metis/x', stat: 's' }
  const seen = {
    ...facts.h1,
    units: {
      'metis-data-8701.service': {
        ...{ active: 'inactive', sub: 'dead', enabled: false, pid: 0, restarts: 0, since: 0 },
      },
    },
    receipts: [
      { ...receipt, id: 'file:/opt/metis/x', instance: 'data-8702', now: 's' },
      { ...receipt, id: 'file:/opt/metis/y', instance: 'data-8703' },
    ],
  }
  expect(membersOf(topology, before, { facts: { h3: seen } }).slice(2)).toEqual([
    { ...h3, instances: ['data-8700', 'data-8701', 'data-8702'] },
    h4,
  ])
})

test('a host that is no longer in org.yaml is asked as it was logged into, until it shows nothing or is forgotten', () => {
  const gone = { ...h4, ...at('10.0.0.4') }
  const host = { name: 'h4', address: '10.0.0.4', local: false, ssh: at('10.0.0.4').login }
  expect(formerHosts(topology, [...NOW, gone])).toEqual([host])
  const aside = {
    ...facts.h1,
    receipts: [],
    installDirectory: ['.removed', '.removed/data-8700-20261130T123000Z'],
  }
  const after = (known: Parameters<typeof membersOf>[2]) =>
    membersOf(topology, [...NOW, gone], known).slice(3)
  expect(after({ facts: { h4: aside } })).toEqual([{ ...gone, instances: ['data-8700'] }])
  expect(after({ facts: { h4: { ...aside, installDirectory: [] } } })).toEqual([])
  expect(after({ facts: {}, forgotten: ['h4'] })).toEqual([])
})
