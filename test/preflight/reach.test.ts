import { expect, test } from 'vitest'
import type { HostFacts, Listener } from '../../src/facts/host-facts.js'
import { answerable, listenTargets, type PortUses, wantedReach } from '../../src/preflight/reach.js'
import type { PortUse } from '../../src/roles/ports.js'
import type { Topology } from '../../src/topology/topology.js'
import { servicePort } from '../../src/topology/values.js'
import { facts, topology } from './three-hosts.js'

const [consul, carrier, , via, data] = topology.instances as [
  Topology['instances'][number],
  Topology['instances'][number],
  Topology['instances'][number],
  Topology['instances'][number],
  Topology['instances'][number],
]

const portUses: PortUses[] = [
  {
    instance: consul,
    uses: [
      used({ port: 8500, protocol: 'tcp', purpose: 'http', from: ['carrier', 'via', 'data', 'consul'] }),
      used({ port: 8300, protocol: 'udp', purpose: 'serf', from: ['consul'] }),
    ],
  },
  { instance: carrier, uses: [used({ port: 10032, protocol: 'tcp', purpose: 'pprof', from: ['itself'] })] },
  {
    instance: via,
    uses: [
      used({ port: 10031, protocol: 'tcp', purpose: 'grpc', from: ['world', 'consul'] }, ['data', 'compute']),
    ],
  },
  {
    instance: data,
    uses: [
      used({ port: 8700, protocol: 'tcp', purpose: 'grpc', from: ['carrier', 'consul'] }),
      used({ port: 31000, to: 31100, protocol: 'tcp', purpose: 'task ports', from: ['via'] }),
    ],
  },
]

function used(use: Omit<PortUse, 'setting'>, toldTo: readonly string[] = []): PortUse {
  const { port, purpose, from } = use
  const key = { key: purpose, at: [purpose], usual: port, value: servicePort }
  return { ...use, setting: { ...key, protocols: [use.protocol], purpose, from, toldTo } }
}

test('all pairs that talk are wanted, each once, and nobody dials himself', () => {
  const wanted = wantedReach(topology, portUses)
  expect(
    wanted.map(({ from, to, address, port, purpose }) => `${from} > ${to} ${address}:${port} ${purpose}`),
  ).toEqual([
    'h2 > h1 10.0.0.1:8500 consul http',
    'h3 > h1 10.0.0.1:8500 consul http',
    'h1 > h2 10.0.0.2:10031 via grpc',
    'h1 > h3 10.0.0.3:8700 data-8700 grpc',
    'h2 > h3 10.0.0.3:31000 data-8700 task ports',
    'h2 > h3 10.0.0.3:31100 data-8700 task ports',
    'h1 > data-center 203.0.113.9:9090 data center',
    'h3 > via-external 198.51.100.2:10031 via from outside',
  ])
})

function listener(address: string, port: number): Listener {
  return { protocol: 'tcp', address, port, process: 'x (pid 1)', unit: '' }
}

test('a host listens on the planned ports that are free, via also behind its external address', () => {
  const wanted = wantedReach(topology, portUses)
  const h2: HostFacts = { ...facts.h2, listeners: [listener('127.0.0.1', 10031)] }
  expect(listenTargets(wanted, topology, h2, 'h2')).toEqual([{ address: '10.0.0.2', port: 10031 }])
  const h3: HostFacts = { ...facts.h3, listeners: [listener('::', 8700), listener('10.0.0.3', 31000)] }
  expect(listenTargets(wanted, topology, h3, 'h3')).toEqual([{ address: '10.0.0.3', port: 31100 }])
})

test('the port of a service that is just starting is left to it', () => {
  const starting = { active: 'activating', sub: 'start-pre', enabled: true, pid: 0, restarts: 0, since: 1 }
  const h2: HostFacts = { ...facts.h2, units: { 'metis-via.service': starting } }
  expect(listenTargets(wantedReach(topology, portUses), topology, h2, 'h2')).toEqual([])
  const failed = { ...starting, active: 'failed' }
  expect(
    listenTargets(
      wantedReach(topology, portUses),
      topology,
      { ...h2, units: { 'metis-via.service': failed } },
      'h2',
    ),
  ).toEqual([{ address: '10.0.0.2', port: 10031 }])
})

test('a host that has its external address itself listens there too', () => {
  const addresses = [...facts.h2.identity.addresses, { interface: 'eth1', address: '198.51.100.2' }]
  const h2: HostFacts = { ...facts.h2, identity: { ...facts.h2.identity, addresses } }
  expect(listenTargets(wantedReach(topology, portUses), topology, h2, 'h2')).toEqual([
    { address: '10.0.0.2', port: 10031 },
    { address: '198.51.100.2', port: 10031 },
  ])
})

test('only what somebody answers to can be judged', () => {
  const wanted = wantedReach(topology, portUses)
  const serving = { ...facts, h1: { ...facts.h1, listeners: [listener('10.0.0.1', 8500)] } }
  const listening = { h3: [{ address: '10.0.0.3', port: 8700 }] }
  const judged = answerable(wanted, topology, serving, listening)
  expect(judged.map(({ from, to, port }) => `${from} > ${to}:${port}`)).toEqual([
    'h2 > h1:8500',
    'h3 > h1:8500',
    'h1 > h3:8700',
    'h1 > data-center:9090',
  ])
})

test('a host that could not be reached neither dials nor answers', () => {
  const wanted = wantedReach(topology, portUses)
  expect(
    answerable(wanted, topology, { h2: facts.h2 }, { h2: [{ address: '10.0.0.2', port: 10031 }] }),
  ).toEqual([])
})

test('a carrier behind the same router neither listens for the via nor answers for it', () => {
  const instances = topology.instances.map((one) =>
    one.role === 'carrier' ? { ...one, externalAddress: '198.51.100.2' } : one,
  )
  const behind = { ...topology, instances }
  const wanted = wantedReach(behind, portUses)
  expect(listenTargets(wanted, behind, facts.h1, 'h1')).toEqual([{ address: '10.0.0.1', port: 8500 }])
  const listening = { h1: [{ address: '10.0.0.1', port: 10031 }] }
  expect(answerable(wanted, behind, facts, listening).map(({ to }) => to)).toEqual(['data-center'])
})
