import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { show } from '../../../src/lib/text.js'
import { service as carrier } from '../../../src/roles/carrier/service.js'
import { CARRIER } from '../../../src/roles/carrier/settings.js'
import { inputFor, topology, unitLines } from '../organisation.js'

test('the config has the types that the carrier insists on', () => {
  const [config] = carrier.config(inputFor(CARRIER))
  expect(config?.path).toBe('/opt/metis/carrier/config/carrier.yml')
  expect(parse(show(config?.content ?? []))).toStrictEqual({
    datadir: '/opt/metis/carrier/data/datadir',
    verbosity: 'info',
    pprof: true,
    'pprof-port': 10032,
    'pprof-addr': '127.0.0.1',
    debug: true,
    'disable-grpc-gateway': false,
    'rpc-host': '0.0.0.0',
    'rpc-port': 10033,
    'grpc-gateway-host': '0.0.0.0',
    'grpc-gateway-port': 10034,
    'enable-debug-rpc-endpoints': false,
    'no-discovery': false,
    'bootstrap-node': ['enr:-first', 'enr:-second'],
    'p2p-udp-port': 10035,
    'p2p-tcp-port': 10036,
    'p2p-local-ip': '0.0.0.0',
    'p2p-host-ip': '203.0.113.1',
    'p2p-priv-key': '/opt/metis/carrier/data/p2p/p2p_priv_key',
    'p2p-max-peers': 200,
    'discovery-server-ip': '10.0.0.1',
    'discovery-server-port': 8500,
  })
})

test('gRPC and REST answer at one address where all who call dial that one', () => {
  const instance = { ...inputFor(CARRIER).instance, externalAddress: '10.0.0.1' }
  const [config] = carrier.config(inputFor(CARRIER, { instance }))
  expect(parse(show(config?.content ?? []))).toMatchObject({
    'rpc-host': '10.0.0.1',
    'grpc-gateway-host': '10.0.0.1',
    'p2p-local-ip': '0.0.0.0',
  })
})

test('the first node of a private network has no list of bootstrap nodes', () => {
  const first = { ...topology, network: { ...topology.network, bootstrapNodes: [] } }
  const [config] = carrier.config(inputFor(CARRIER, { topology: first }))
  expect(parse(show(config?.content ?? []))).not.toHaveProperty('bootstrap-node')
})

test('a bootstrap node is a peer too, since only peers are dialled again, but not the carrier itself', () => {
  const enode = (address: string) =>
    `enode://c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee51ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a@${address}`
  const bootstrapNodes = ['enr:-first', enode('198.51.100.7:10036'), enode('203.0.113.1:10036')]
  const network = { ...topology.network, bootstrapNodes }
  const [config] = carrier.config(inputFor('carrier', { topology: { ...topology, network } }))
  expect(parse(show(config?.content ?? []))).toMatchObject({
    'bootstrap-node': bootstrapNodes,
    peer: ['/ip4/198.51.100.7/tcp/10036/p2p/16Uiu2HAm8kegYGp6XeybmZAuNcnLosyjsRwZ44yLgfEuqLqYL9zt'],
  })
})

test('the p2p key is written once, as a secret without a newline, and never again', () => {
  const key = carrier
    .prepare(inputFor(CARRIER))
    .map(({ action }) => action)
    .find(({ kind }) => kind === 'write-file')
  expect(key).toEqual({
    kind: 'write-file',
    path: '/opt/metis/carrier/data/p2p/p2p_priv_key',
    mode: '0600',
    owner: 'metis-carrier:metis-carrier',
    content: [{ secret: 'carrier-key', as: 'plain' }],
    keep: true,
  })
})

test('systemd cleans the Consul agent before each start, also those it does by itself', () => {
  const input = inputFor(CARRIER)
  expect(unitLines(carrier, input)).toEqual(
    expect.arrayContaining([
      'ExecStart=/opt/metis/carrier/current/carrier --config-file /opt/metis/carrier/config/carrier.yml',
      'ExecStartPre=/bin/bash /opt/metis/carrier/config/before-start.sh',
      'After=network-online.target metis-consul.service',
      'TimeoutStopSec=45',
    ]),
  )
  expect(carrier.config(input)[1]).toMatchObject({
    path: '/opt/metis/carrier/config/before-start.sh',
    isScript: true,
  })
})

test('a moved data center restarts it, since it reads the key only once', () => {
  expect(carrier.dependsOn(inputFor(CARRIER))).toEqual([
    'consul 10.0.0.1:8500',
    'data center 198.51.100.9:9090',
  ])
})
