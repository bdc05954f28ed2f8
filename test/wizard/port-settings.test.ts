import { expect, test } from 'vitest'
import { checkValue } from '../../src/wizard/check-value.js'
import { portSettings, setPort } from '../../src/wizard/port-settings.js'
import { suggestRoles } from '../../src/wizard/suggest-roles.js'
import { emptyFile, known, releases } from './placed.js'

const file = suggestRoles(emptyFile(3), 'both', known())

test('every port of the placed roles is there with its default', () => {
  expect(
    portSettings(file, releases).map(({ key, purpose, value, usual, host }) =>
      [key, purpose, value, usual, host ?? ''].join(' ').trim(),
    ),
  ).toEqual([
    'ports.consul.server server 8200 8200',
    'ports.consul.serfLan serf LAN 8300 8300',
    'ports.consul.http HTTP 8500 8500',
    'ports.carrier.rpc gRPC 10033 10033',
    'ports.carrier.rest REST 10034 10034',
    'ports.carrier.p2pUdp p2p UDP 10035 10035',
    'ports.carrier.p2pTcp p2p TCP 10036 10036',
    'ports.carrier.pprof pprof 10032 10032',
    'ports.admin HTTP 9090 9090',
    'ports.console.http web console 80 80',
    'ports.console.https HTTPS 443 443',
    'ports.database database 3306 3306',
    'ports.via gRPC 10031 10031',
    'roles.data[0].port gRPC 8700 8700 h3',
    'roles.data[0].taskPorts task ports 31000-31100 31000-31100 h3',
    'roles.compute[0].port gRPC 8800 8800 h2',
    'roles.compute[0].taskPorts task ports 41000-41100 41000-41100 h2',
  ])
})

test('only what differs is written, and setting the default back leaves nothing behind', () => {
  const keys = portSettings(file, releases).map(({ key }) => key)
  const changed = keys.reduce(
    (now, key, i) =>
      setPort(now, key, key.endsWith('taskPorts') ? `${50_000 + i}-${50_000 + i}` : String(20_000 + i)),
    file,
  )
  expect(changed.ports).toEqual({
    consul: { server: 20_000, serfLan: 20_001, http: 20_002 },
    carrier: { rpc: 20_003, rest: 20_004, p2pUdp: 20_005, p2pTcp: 20_006, pprof: 20_007 },
    admin: 20_008,
    console: { http: 20_009, https: 20_010 },
    database: 20_011,
    via: 20_012,
  })
  expect(changed.roles.data).toEqual([{ host: 'h3', port: 20_013, taskPorts: '50014-50014' }])
  const back = portSettings(changed, releases).reduce(
    (now, { key, usual }) => setPort(now, key, usual),
    changed,
  )
  expect(back).toEqual(file)
  expect(setPort(file, 'ports.nonsense.x', '1')).toBe(file)
})

test('what is typed is judged by the rules of org.yaml', () => {
  const codes = (key: string, ...texts: string[]) => texts.map((text) => checkValue(key, text)?.code)
  expect(codes('ports.via', '10031', '80', '0', '70000', '', 'x', '80808080')).toEqual([
    undefined,
    'topology.privileged-port',
    'topology.invalid-port',
    'topology.invalid-port',
    'topology.invalid-port',
    'topology.invalid-port',
    'topology.invalid-port',
  ])
  expect(codes('ports.console.http', '80', '65536')).toEqual([undefined, 'topology.invalid-port'])
  expect(codes('roles.data[0].port', '8700', '1024')).toEqual([undefined, 'topology.fighter-port'])
  expect(codes('roles.data[0].taskPorts', '31000-31100', '31100-31000', '31000')).toEqual([
    undefined,
    'topology.invalid-task-ports',
    'topology.invalid-task-ports',
  ])
  expect(
    codes('roles.via.externalAddress', '9.9.9.9', '', '127.0.0.1', 'via.example.org', '198.51.100.10'),
  ).toEqual([
    undefined,
    'topology.invalid-address',
    'topology.loopback-address',
    'topology.invalid-address',
    'topology.unfilled-hole',
  ])
  expect(codes('network.dataCenter', '10.9.9.9:9090', '10.9.9.9', 'a_b:1')).toEqual([
    undefined,
    'topology.invalid-endpoint',
    'topology.invalid-endpoint',
  ])
  expect(codes('network.bootstrapNodes[0]', 'enr:-Jy4', 'http://x')).toEqual([
    undefined,
    'topology.invalid-bootstrap-node',
  ])
})

test('the ports of a carrier are there also while its external address is half typed', () => {
  const half = { ...file, roles: { ...file.roles, carrier: [{ host: 'h1', externalAddress: '8.8.' }] } }
  expect(portSettings(half, releases)).toEqual(portSettings(file, releases))
})
