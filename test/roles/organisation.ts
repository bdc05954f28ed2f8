import { show } from '../../src/lib/text.js'
import type { AdminInstance } from '../../src/roles/admin/settings.js'
import type { Service, ServiceInput } from '../../src/roles/service.js'
import { unitText } from '../../src/roles/unit-text.js'
import type { Release } from '../../src/topology/release.js'
import {
  hostOf,
  type Instance,
  instancesOf,
  type RoleOf,
  type Topology,
} from '../../src/topology/topology.js'

const login = (address: string) => ({ address, port: 22, user: 'op' })

const admin: AdminInstance = {
  role: 'admin',
  name: 'admin',
  host: 'h2',
  ports: { admin: 9090, http: 80, https: 443, database: 3306 },
  database: { kind: 'managed', port: 3306 },
}

/** Three hosts, every role, two data services beside each other. */
export const topology: Topology = {
  organisation: 'acme',
  release: 'metis-0.3.0',
  installDirectory: '/opt/metis',
  serviceUser: 'metis',
  hosts: [
    { name: 'h1', address: '10.0.0.1', local: false, ssh: login('10.0.0.1') },
    { name: 'h2', address: '10.0.0.2', local: false, ssh: login('10.0.0.2') },
    { name: 'h3', address: '10.0.0.3', local: false, ssh: login('10.0.0.3') },
  ],
  instances: [
    {
      role: 'consul',
      name: 'consul',
      host: 'h1',
      ports: { server: 8200, serfLan: 8300, serfWan: 8400, http: 8500, dns: 8600 },
    },
    {
      role: 'carrier',
      name: 'carrier',
      host: 'h1',
      externalAddress: '203.0.113.1',
      ports: { rpc: 10033, rest: 10034, p2pUdp: 10035, p2pTcp: 10036, pprof: 10032 },
    },
    admin,
    { role: 'via', name: 'via', host: 'h3', externalAddress: '203.0.113.3', ports: { via: 10031 } },
    { role: 'data', name: 'data-8700', host: 'h3', ports: { grpc: 8700 }, taskPorts: [31000, 31100] },
    { role: 'data', name: 'data-8701', host: 'h3', ports: { grpc: 8701 }, taskPorts: [31101, 31201] },
    { role: 'compute', name: 'compute-8800', host: 'h2', ports: { grpc: 8800 }, taskPorts: [41000, 41100] },
  ],
  network: {
    dataCenter: { address: '198.51.100.9', port: 9090 },
    bootstrapNodes: ['enr:-first', 'enr:-second'],
  },
  artifacts: { files: {} },
}

const size = { cores: 1, memoryGib: 1, diskGib: 1 }

export const release: Release = {
  id: 'metis-0.3.0',
  version: '0.3.0',
  keyPrefix: 'metis',
  address: 'https://example.org/',
  artifacts: [
    { id: 'rosetta', file: 'avx2/rosetta.whl', roles: ['data', 'compute'], cpu: 'avx2' },
    { id: 'rosetta', file: 'no_avx2/rosetta.whl', roles: ['data', 'compute'], cpu: 'no-avx2' },
  ],
  network: topology.network,
  sizes: { consul: size, carrier: size, admin: size, via: size, data: size, compute: size },
  defects: [],
}

/** The lines of its unit file. */
export function unitLines<I extends Instance>(
  service: Pick<Service<I>, 'unit'>,
  input: ServiceInput<I>,
): string[] {
  return show(unitText(input, service.unit(input))).split('\n')
}

/** What a service is asked with: the first instance of the role, on Debian 12. */
export function inputFor<I extends Instance>(
  role: RoleOf<I>,
  given: Partial<Omit<ServiceInput<I>, 'host'>> = {},
): ServiceInput<I> {
  const organisation = given.topology ?? topology
  const instance = given.instance ?? instancesOf(organisation, role)[0]
  if (instance === undefined) throw new Error(`no ${role}`)
  const host = hostOf(organisation, instance)
  return { release, distribution: 'debian-12', avx2: true, ...given, topology: organisation, host, instance }
}
