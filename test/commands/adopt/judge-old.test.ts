import { expect, test } from 'vitest'
import { judgeOld } from '../../../src/commands/adopt/judge-old.js'
import type { OldHost, OldLook } from '../../../src/commands/adopt/look-at-old.js'
import { release, topology } from '../../preflight/three-hosts.js'
import { told } from '../../preflight/told.js'

// As the keytool of a carrier prints them together.
const KEY = 'bd853955ff72d9e30d7391485f62b26d73cd4698249bfc3db1f604f79ed8dc99'
const PEER = '16Uiu2HAmCXhwNgcnzhJHwyGeETEt3ohnvE6H1HgkbGde5FVC2tda'

const service = (name: string, config: unknown): OldLook => ({
  name,
  folder: '/home/ops',
  user: 'ops',
  pids: [7],
  since: 1796086363,
  file: `/home/ops/${name}/config/${name}.yml`,
  config,
})
const carrier = (peer: string, identity: string) => ({
  ...{ identity, name: 'Acme', enr: 'enr:-x', multiAddress: `/ip4/198.51.100.1/udp/10035/p2p/${peer}` },
  ...{ peers: 0, seeds: { all: 0, connected: 0 }, fighters: [] },
})
const nothing = { avx2: true, files: [], data: { files: 0, kib: 0 } }
const CONSUL = { ports: { server: 8200, serf_lan: 8300, http: 8500 } }
const CARRIER = {
  ...{ 'p2p-host-ip': '198.51.100.1', 'rpc-port': 10033, 'grpc-gateway-port': 10034, 'p2p-udp-port': 10035 },
  ...{ 'p2p-tcp-port': 10036, 'pprof-port': 10032, 'discovery-server-ip': '10.0.0.1' },
}
const h1: OldHost = {
  ...nothing,
  host: 'h1',
  services: [service('consul', CONSUL), service('carrier', CARRIER)],
  key: KEY,
  carrier: carrier(PEER, 'identity_8c1f'),
}
const h2: OldHost = {
  ...nothing,
  host: 'h2',
  services: [service('admin', { server: { port: 9090 } }), service('via', { via: { port: 10031 } })],
  joined: 'identity_8c1f',
}
const h3: OldHost = { ...nothing, host: 'h3', services: [service('data', { port: 8700 })] }

const codes = (hosts: readonly OldHost[]) =>
  told(judgeOld(topology, release, hosts).problems).map(({ code }) => code)

test('one identity in key, carrier and database, and everything as org.yaml says', () => {
  expect(judgeOld(topology, release, [h1, h2, h3])).toEqual({
    identity: { peer: PEER, enr: 'enr:-x', identity: 'identity_8c1f', name: 'Acme' },
    files: [],
    problems: [],
  })
})

test('nothing is one that any of the three denies, or does not say', () => {
  const { key: _, carrier: __, ...silent } = h1
  const joined = (one: string) => ({ ...h2, joined: one })
  expect(codes([{ ...h1, carrier: carrier('16Uiu2HAmOther', 'identity_8c1f') }, h2, h3])).toEqual([
    'adopt.other-peer',
  ])
  expect(codes([{ ...silent, key: KEY }, h2, h3])).toEqual(['adopt.carrier-silent'])
  for (const key of ['', `${KEY}\n`, '0'.repeat(64), 'f'.repeat(64)])
    expect([key, codes([{ ...h1, key }, h2, h3])]).toEqual([key, ['adopt.key-damaged']])
  expect(codes([h1, joined('identity_other'), h3])).toEqual(['adopt.other-identity'])
  expect(codes([h1, joined(''), h3])).toEqual(['adopt.other-identity'])
  expect(codes([h1, joined('?'), h3])).toEqual(['adopt.database-silent'])
  expect(codes([h1, { ...h1, host: 'h2' }, h3])).toContain('adopt.two-carriers')
  expect(codes([silent, h2, h3])).toContain('adopt.no-carrier')
  for (const hosts of [
    [h1, joined('?'), h3],
    [silent, h2, h3],
  ])
    expect(judgeOld(topology, release, hosts).identity).toBeUndefined()
})

test('nobody has joined yet, which all three say alike', () => {
  const fresh = { ...h1, carrier: carrier(PEER, '') }
  expect(judgeOld(topology, release, [fresh, { ...h2, joined: '' }, h3])).toMatchObject({
    identity: { identity: '' },
    problems: [],
  })
})

test('the host is right: what org.yaml is to say instead, and what it does not name', () => {
  const moved = { ...CARRIER, 'p2p-tcp-port': 10046, 'p2p-host-ip': '203.0.113.5' }
  const data = { ...h3, services: [service('data', { port: 8705 })] }
  const found = judgeOld(topology, release, [
    { ...h1, services: [service('consul', CONSUL), service('carrier', moved)] },
    h2,
    data,
  ])
  expect(
    told(found.problems).map(({ code, details: { path, value, said } }) => [code, path, value, said]),
  ).toEqual([
    ['adopt.differs', 'roles.carrier.externalAddress', '203.0.113.5', '198.51.100.1'],
    ['adopt.differs', 'ports.carrier.p2pTcp', 10046, 10036],
    ['adopt.differs', 'roles.data[0].port', 8705, 8700],
  ])
  const more = {
    ...h3,
    services: [
      service('data', { port: 8700 }),
      service('data2', { port: 8701 }),
      service('compute', undefined),
    ],
  }
  expect(codes([h1, h2, more])).toEqual(['adopt.not-planned', 'adopt.unread'])
  expect(codes([h1, h2])).toEqual(['adopt.not-there'])
})

test('further servers of Consul have ports of their own, which nobody dials', () => {
  const servers = {
    ...topology,
    instances: [
      ...topology.instances,
      ...topology.instances.flatMap((one) => (one.role === 'consul' ? [{ ...one, host: 'h3' }] : [])),
    ],
  }
  const second = { ports: { server: 8201, serf_lan: 8301, http: 8501 } }
  const there = { ...h3, services: [...h3.services, service('consul', second)] }
  expect(judgeOld(servers, release, [h1, h2, there]).problems).toEqual([])
})

test('a file of the release is one for all hosts that have it, or is told', () => {
  const file = (sha256: string) => ({ path: '/home/ops/data/whl/metis.whl', name: 'metis.whl', sha256 })
  const both = (sha256: string) =>
    judgeOld(topology, release, [h1, { ...h2, files: [file('aa')] }, { ...h3, files: [file(sha256)] }])
  expect(both('aa').files).toEqual([{ ...file('aa'), hosts: ['h2', 'h3'] }])
  expect(told(both('bb').problems).map(({ code, details: { host, other } }) => [code, host, other])).toEqual([
    ['adopt.files-differ', 'h3', 'h2'],
  ])
})

test('what a host has for its processor is another file than that of another processor', () => {
  const wheel = (sha256: string) => [{ path: '/home/ops/data/whl/rosetta.whl', name: 'rosetta.whl', sha256 }]
  const both = [h1, { ...h2, files: wheel('aa') }, { ...h3, avx2: false, files: wheel('bb') }]
  const { files, problems } = judgeOld(topology, release, both)
  expect([files.map(({ name }) => name), problems]).toEqual([['avx2/rosetta.whl', 'no_avx2/rosetta.whl'], []])
})
