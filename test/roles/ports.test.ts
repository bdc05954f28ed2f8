import { expect, it } from 'vitest'
import type { AdminInstance } from '../../src/roles/admin/settings.js'
import { occupiedPorts, takenPorts } from '../../src/roles/ports.js'
import type { Host, Topology } from '../../src/topology/topology.js'

const HOST: Host = {
  name: 'h1',
  address: '10.0.0.11',
  local: false,
  ssh: { address: '10.0.0.11', port: 2222, user: 'ops' },
}

const ADMIN_ON_H1: AdminInstance = {
  role: 'admin',
  name: 'admin',
  host: 'h1',
  ports: { admin: 9090, http: 80, https: 443, database: 3306 },
  database: { kind: 'managed', port: 3306 },
}

const TOPOLOGY: Pick<Topology, 'instances' | 'network'> = {
  instances: [
    {
      role: 'consul',
      name: 'consul',
      host: 'h1',
      ports: { server: 8200, serfLan: 8300, serfWan: 8400, http: 8500, dns: 8600 },
    },
    ADMIN_ON_H1,
    { role: 'data', name: 'data-8700', host: 'h1', ports: { grpc: 8700 }, taskPorts: [31000, 31100] },
    { role: 'data', name: 'data-8700', host: 'h2', ports: { grpc: 8700 }, taskPorts: [31000, 31100] },
  ],
  network: { dataCenter: { address: '10.0.0.11', port: 9999 }, bootstrapNodes: [] },
}

it('counts SSH, a data center of our own, both protocols of consul, nginx, the database and task ports', () => {
  const ports = occupiedPorts(TOPOLOGY, HOST).map(({ protocol, port, to }) => `${port}-${to}/${protocol}`)
  expect(ports).toEqual([
    '2222-2222/tcp',
    '9999-9999/tcp',
    '8200-8200/tcp',
    '8300-8300/tcp',
    '8300-8300/udp',
    '8500-8500/tcp',
    '9090-9090/tcp',
    '80-80/tcp',
    '443-443/tcp',
    '3306-3306/tcp',
    '8700-8700/tcp',
    '31000-31100/tcp',
  ])
})

it('finds room for a range beside what is taken', () => {
  const taken = takenPorts(occupiedPorts(TOPOLOGY, HOST))
  expect(taken.firstFree(8700, 1)).toBe(8701)
  expect(taken.firstFree(30950, 100)).toBe(31101)
  expect(taken.firstFree(65500, 100)).toBe(0)
})
