import type { HostFacts } from '../../src/facts/host-facts.js'
import type { AdminInstance } from '../../src/roles/admin/settings.js'
import type { CheckInput } from '../../src/roles/check.js'
import type { Release } from '../../src/topology/release.js'
import type { Topology } from '../../src/topology/topology.js'

const admin: AdminInstance = {
  role: 'admin',
  name: 'admin',
  host: 'h2',
  ports: { admin: 9090, http: 80, https: 443, database: 3306 },
  database: { kind: 'managed', port: 3306 },
}

/** An organisation on three hosts, and facts of three hosts with nothing wrong: what the tests of checks start from. */
export const topology: Topology = {
  organisation: 'acme',
  release: 'metis-0.3.0',
  installDirectory: '/opt/metis',
  serviceUser: 'metis',
  hosts: [
    { name: 'h1', address: '10.0.0.1', local: false, ssh: { address: '10.0.0.1', port: 22, user: 'ops' } },
    { name: 'h2', address: '10.0.0.2', local: false, ssh: { address: '10.0.0.2', port: 22, user: 'ops' } },
    { name: 'h3', address: '10.0.0.3', local: false, ssh: { address: '10.0.0.3', port: 22, user: 'ops' } },
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
      externalAddress: '198.51.100.1',
      ports: { rpc: 10033, rest: 10034, p2pUdp: 10035, p2pTcp: 10036, pprof: 10032 },
    },
    admin,
    {
      role: 'via',
      name: 'via',
      host: 'h2',
      externalAddress: '198.51.100.2',
      ports: { via: 10031 },
    },
    { role: 'data', name: 'data-8700', host: 'h3', ports: { grpc: 8700 }, taskPorts: [31000, 31100] },
  ],
  network: { dataCenter: { address: '203.0.113.9', port: 9090 }, bootstrapNodes: [] },
  artifacts: { files: {} },
}

export const release: Release = {
  id: 'metis-0.3.0',
  version: '0.3.0',
  keyPrefix: 'metis',
  address: 'https://example.org/metis/0.3.0/',
  artifacts: [
    { id: 'carrier', file: 'carrier', roles: ['carrier'] },
    { id: 'rosetta', file: 'avx2/rosetta.whl', roles: ['data', 'compute'], cpu: 'avx2' },
    { id: 'rosetta', file: 'no_avx2/rosetta.whl', roles: ['data', 'compute'], cpu: 'no-avx2' },
  ],
  network: topology.network,
  sizes: {
    consul: { cores: 2, memoryGib: 4, diskGib: 50 },
    carrier: { cores: 6, memoryGib: 12, diskGib: 150 },
    admin: { cores: 4, memoryGib: 8, diskGib: 100 },
    via: { cores: 4, memoryGib: 8, diskGib: 100 },
    data: { cores: 8, memoryGib: 16, diskGib: 200 },
    compute: { cores: 8, memoryGib: 16, diskGib: 200 },
  },
  defects: [],
}

export const facts: { readonly h1: HostFacts; readonly h2: HostFacts; readonly h3: HostFacts } = {
  h1: hostFacts(1),
  h2: hostFacts(2),
  h3: hostFacts(3),
}

export const input: CheckInput = { topology, release, facts, reach: [] }

function hostFacts(n: number): HostFacts {
  return {
    system: {
      id: 'debian',
      version: '12',
      name: 'Debian GNU/Linux 12 (bookworm)',
      machine: 'x86_64',
      kernel: '6.1.0-18-amd64',
      systemd: true,
    },
    hardware: {
      cores: 8,
      memoryMib: 15800,
      diskFreeMib: 190_000,
      diskTotalMib: 204_800,
      avx: true,
      avx2: true,
    },
    identity: {
      hostname: `node-${n}`,
      machineId: `0000000000000000000000000000000${n}`,
      addresses: [{ interface: 'eth0', address: `10.0.0.${n}` }],
    },
    clock: { offsetMs: 0, errorMs: 0, synchronised: true },
    software: { packages: {}, nginxSites: [], metisDatabase: false },
    listeners: [
      { protocol: 'tcp', address: '0.0.0.0', port: 22, process: 'sshd (pid 1)', unit: 'ssh.service' },
    ],
    receipts: [],
    units: {},
    health: {},
  }
}
