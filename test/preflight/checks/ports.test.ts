import { expect, test } from 'vitest'
import type { HostFacts, Listener } from '../../../src/facts/host-facts.js'
import { ports } from '../../../src/preflight/checks/ports.js'
import { facts, input, topology } from '../three-hosts.js'
import { told } from '../told.js'

function tcp(address: string, port: number, process: string, unit = ''): Listener {
  return { protocol: 'tcp', address, port, process, unit }
}

function on(host: 'h1' | 'h2' | 'h3', listeners: readonly Listener[], more: Partial<HostFacts> = {}) {
  return { ...input, facts: { [host]: { ...facts[host], ...more, listeners } } }
}

test('a host with nothing but SSH has all ports free', () => {
  expect(ports(input)).toEqual([])
})

test('a planned port that somebody holds, by name, once for both families', () => {
  const python = 'python3 (pid 77)'
  expect(told(ports(on('h1', [tcp('0.0.0.0', 10033, python), tcp('::', 10033, python)])))).toEqual([
    {
      code: 'preflight.port-taken',
      severity: 'error',
      where: { host: 'h1', instance: 'carrier' },
      details: {
        host: 'h1',
        instance: 'carrier',
        port: 10033,
        protocol: 'tcp',
        process: 'python3 (pid 77)',
        setting: 'ports.carrier.rpc',
      },
    },
  ])
})

test('UDP and TCP are told apart', () => {
  const udp: Listener = {
    protocol: 'udp',
    address: '0.0.0.0',
    port: 10035,
    process: 'dht (pid 9)',
    unit: 'dht.service',
  }
  expect(
    ports(on('h1', [udp])).map(({ details }) => [details.port, details.protocol, details.process]),
  ).toEqual([[10035, 'udp', 'dht (pid 9), dht.service']])
  expect(ports(on('h1', [{ ...udp, protocol: 'tcp' }]))).toEqual([])
})

test('our own instance holds its own port', () => {
  expect(ports(on('h1', [tcp('10.0.0.1', 8500, 'consul (pid 5)', 'metis-consul.service')]))).toEqual([])
})

test('the temporary listener of a check that was cut off is nobody', () => {
  expect(ports(on('h1', [tcp('10.0.0.1', 10033, 'metis-reach (pid 9)')]))).toEqual([])
})

test('a unit of ours that is about to move is no stranger, that of somebody else is', () => {
  const old = [tcp('::', 8700, 'python (pid 5)', 'metis-compute-8700.service')]
  const receipt = { id: 'unit:metis-compute-8700.service', instance: 'compute-8700', inputs: 'a' }
  expect(ports(on('h3', old, { receipts: [{ ...receipt, organisation: 'acme' }] }))).toEqual([])
  const foreign = ports(on('h3', old, { receipts: [{ ...receipt, organisation: 'globex' }] }))
  expect(told(foreign).map(({ code, details }) => [code, details.process, details.setting])).toEqual([
    ['preflight.port-taken', 'python (pid 5), metis-compute-8700.service', 'roles.data[0].port'],
  ])
})

test('consul only needs its port on the address of the host', () => {
  expect(ports(on('h1', [tcp('127.0.0.1', 8600, 'dnsmasq (pid 3)')]))).toEqual([])
  expect(
    ports(on('h1', [tcp('127.0.0.1', 10033, 'socat (pid 3)')])).map(({ details }) => details.port),
  ).toEqual([10033])
  expect(ports(on('h1', [tcp('10.0.0.1', 10032, 'socat (pid 3)')]))).toEqual([])
})

test('nginx and MariaDB of the host are shared, others on their ports are in the way', () => {
  const shared = [
    tcp('0.0.0.0', 80, 'nginx (pid 1)', 'nginx.service'),
    tcp('127.0.0.1', 3306, 'mariadbd (pid 2)', 'mariadb.service'),
  ]
  expect(ports(on('h2', shared))).toEqual([])
  const foreign = [
    tcp('::', 80, 'apache2 (pid 1)', 'apache2.service'),
    tcp('0.0.0.0', 3306, 'docker-proxy (pid 2)', 'docker.service'),
  ]
  expect(
    ports(on('h2', foreign)).map(({ details }) => `${details.port} ${details.process} ${details.setting}`),
  ).toEqual([
    '80 apache2 (pid 1), apache2.service ports.console.http',
    '3306 docker-proxy (pid 2), docker.service ports.database',
  ])
})

test('nginx must not hold the port of another service', () => {
  const h2 = on('h2', [tcp('0.0.0.0', 9090, 'nginx (pid 1)', 'nginx.service')])
  expect(ports(h2).map(({ details }) => [details.port, details.instance])).toEqual([[9090, 'admin']])
})

test('443 only matters with a certificate', () => {
  const apache = [tcp('::', 443, 'apache2 (pid 1)', 'apache2.service')]
  expect(ports(on('h2', apache))).toEqual([])
  const instances = topology.instances.map((instance) =>
    instance.role === 'admin' ? { ...instance, tls: { certificate: 'c.pem', key: 'k.pem' } } : instance,
  )
  const secured = { ...on('h2', apache), topology: { ...topology, instances } }
  expect(ports(secured).map(({ details }) => [details.port, details.setting])).toEqual([
    [443, 'ports.console.https'],
  ])
})

test('one of the task ports is taken: a warning', () => {
  expect(told(ports(on('h3', [tcp('0.0.0.0', 31007, '')])))).toEqual([
    {
      code: 'preflight.task-port-taken',
      severity: 'warning',
      where: { host: 'h3', instance: 'data-8700' },
      details: {
        host: 'h3',
        instance: 'data-8700',
        port: 31007,
        protocol: 'tcp',
        process: '?',
        setting: 'roles.data[0].taskPorts',
        first: 31000,
        last: 31100,
      },
    },
  ])
})
