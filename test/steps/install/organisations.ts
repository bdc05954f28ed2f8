import type { RunEvent } from '../../../src/events/run-event.js'
import type { AdminInstance } from '../../../src/roles/admin/settings.js'
import { roomOf } from '../../../src/roles/index.js'
import type { Host, Instance, Topology } from '../../../src/topology/topology.js'

export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 31, 12, 0, seconds)).toISOString()
}

export const START_MS = Date.UTC(2026, 0, 31, 12, 0, 0)

const host = (name: string, address: string): Host => ({
  name,
  address,
  local: false,
  ssh: { address, port: 22, user: 'ops' },
})

const CONSUL_PORTS = { server: 8200, serfLan: 8300, serfWan: 8400, http: 8500, dns: 8600 }

const admin: AdminInstance = {
  role: 'admin',
  name: 'admin',
  host: 'h1',
  ports: { admin: 9090, http: 80, https: 443, database: 3306 },
  database: { kind: 'managed', port: 3306 },
}

/** Three hosts with every role. */
export const THREE: Topology = {
  organisation: 'acme',
  release: 'metis-0.3.0',
  installDirectory: '/opt/metis',
  serviceUser: 'metis',
  hosts: [host('h1', '10.0.0.11'), host('h2', '10.0.0.12'), host('h3', '10.0.0.13')],
  instances: [
    { role: 'consul', name: 'consul', host: 'h1', ports: CONSUL_PORTS },
    {
      role: 'carrier',
      name: 'carrier',
      host: 'h1',
      externalAddress: '203.0.113.10',
      ports: { rpc: 10033, rest: 10034, p2pUdp: 10035, p2pTcp: 10036, pprof: 10032 },
    },
    admin,
    { role: 'via', name: 'via', host: 'h2', externalAddress: '203.0.113.11', ports: { via: 10031 } },
    { role: 'data', name: 'data-8700', host: 'h3', ports: { grpc: 8700 }, taskPorts: [31000, 31100] },
    { role: 'compute', name: 'compute-8800', host: 'h3', ports: { grpc: 8800 }, taskPorts: [41000, 41100] },
  ],
  network: { dataCenter: { address: '198.51.100.9', port: 9090 }, bootstrapNodes: ['enr:-first'] },
  artifacts: { files: {} },
}

/** As above with a data service on each of 61 more hosts. */
export function manyHosts(): Topology {
  const hosts = Array.from({ length: 61 }, (_, i) => host(`h${i + 4}`, `10.0.1.${i + 4}`))
  const data = hosts.map(
    ({ name }): Instance => ({
      role: 'data',
      name: 'data-8700',
      host: name,
      ports: { grpc: 8700 },
      taskPorts: [31000, 31100],
    }),
  )
  return { ...THREE, hosts: [...THREE.hosts, ...hosts], instances: [...THREE.instances, ...data] }
}

/** A run of five actions per instance, and one for each host. */
export function runStarted({ hosts, instances }: Topology): RunEvent {
  const own = ({ host: of, name, role }: Instance) => [
    {
      id: `${of} file:/opt/metis/${name}/config/${role}.yml`,
      phase: 'prepare',
      kind: 'write-file',
      bytes: 0,
    },
    {
      id: `${of} artifact:/opt/metis/.artifacts/${role}.tar`,
      phase: 'distribute',
      kind: 'place-artifact',
      bytes: 40_000_000,
    },
    { id: `${of} unpack:/opt/metis/${name}/releases/0.3.0`, phase: 'distribute', kind: 'unpack', bytes: 0 },
    { id: `${of} unit:metis-${name}.service`, phase: roomOf(role).phase, kind: 'unit', bytes: 0 },
    { id: `${of} wait:${name}`, phase: roomOf(role).phase, kind: 'wait', bytes: 0 },
  ]
  const nodes = [
    ...hosts.map(({ name }) => ({
      id: `${name} package:`,
      phase: 'prepare',
      host: name,
      instance: 'host',
      kind: 'package',
      bytes: 0,
    })),
    ...instances.flatMap((instance) =>
      own(instance).map((node) => ({ ...node, host: instance.host, instance: instance.name })),
    ),
  ]
  return { type: 'run-started', at: at(0), organisation: 'acme', command: 'apply', digest: 'd', nodes }
}

export function started(node: string, seconds: number): RunEvent {
  return { type: 'started', at: at(seconds), node }
}

/** Begun and done. */
export function done(node: string, seconds: number, milliseconds = 400): RunEvent[] {
  return [
    { type: 'started', at: at(seconds), node },
    { type: 'succeeded', at: at(seconds), node, milliseconds },
  ]
}

export function printed(node: string, seconds: number, line: string): RunEvent {
  return { type: 'output', at: at(seconds), node, line }
}
