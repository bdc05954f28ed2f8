import { expect, test } from 'vitest'
import { roleCounts } from '../../../src/org-file/rules/role-counts.js'
import type { Instance, Topology } from '../../../src/topology/topology.js'

/** A file with so many entries of each role, as the rule sees it; of what is broken nothing could be built. */
function told(counts: Readonly<Record<string, number>>, broken = '') {
  const topology: Topology = {
    organisation: 'acme',
    release: 'metis-0.3.0',
    installDirectory: '/opt/metis',
    serviceUser: 'metis',
    hosts: [],
    instances: Object.entries(counts).flatMap(([role, count]) =>
      Array.from({ length: count }, (_, i): Instance => ({ role, name: role, host: `h${i}`, ports: {} })),
    ),
    network: { dataCenter: { address: '10.9.0.1', port: 9090 }, bootstrapNodes: [] },
    artifacts: { files: {} },
  }
  return roleCounts({
    topology,
    release: undefined,
    file: { roles: counts },
    pathOf: () => [],
    isBroken: (path) => path.join('.') === `roles.${broken}`,
  })
}

const USUAL = { consul: 1, carrier: 1, admin: 1 }
const error = (code: string, role: string, count: number) => ({
  code: `topology.${code}`,
  path: ['roles', role],
  details: { role, count },
})

test.each([1, 3, 5])('%i servers of a role that wants an odd number are fine', (consul) => {
  expect(told({ ...USUAL, consul })).toEqual([])
})

test.each([
  [0, 'role-odd'],
  [2, 'role-odd'],
  [4, 'role-odd'],
  [6, 'role-odd'],
  [7, 'role-odd'],
])('%i servers of it are an error: %s', (consul, code) => {
  expect(told({ ...USUAL, consul })).toEqual([error(code, 'consul', consul)])
})

test('a role of which there is one is missing without it', () => {
  expect(told({ ...USUAL, carrier: 0 })).toEqual([error('role-missing', 'carrier', 0)])
})

test('of a role of which one is advised, none is an error and several are not', () => {
  expect(told({ ...USUAL, admin: 0 })).toEqual([error('role-missing', 'admin', 0)])
  expect(told({ ...USUAL, admin: 2 })).toEqual([{ ...error('role-several', 'admin', 2), severity: 'advice' }])
})

test('of any other role there may be as many as one likes', () => {
  expect(told({ ...USUAL, via: 1, data: 7, compute: 0 })).toEqual([])
})

test('a role that others need is told of once, at the first of them', () => {
  const needed = (role: string) => ({
    code: 'topology.role-needed',
    path: ['roles', role],
    details: { role, needed: 'via' },
  })
  expect(told({ ...USUAL, data: 2, compute: 1 })).toEqual([needed('data')])
  expect(told({ ...USUAL, compute: 1 })).toEqual([needed('compute')])
  expect(told({ ...USUAL, data: 1 }, 'data')).toEqual([needed('data')])
})

test('nothing is concluded from how few of a broken role could be understood', () => {
  expect(told({ ...USUAL, consul: 2 }, 'consul')).toEqual([])
  expect(told({ ...USUAL, carrier: 0 }, 'carrier')).toEqual([])
})
