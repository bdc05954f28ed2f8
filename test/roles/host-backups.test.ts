import { expect, test } from 'vitest'
import { backedUpOn } from '../../src/roles/host-backups.js'
import type { Topology } from '../../src/topology/topology.js'
import { topology } from './organisation.js'

const instances: Topology['instances'] = topology.instances.flatMap((one) =>
  one.role === 'consul' ? [one, { ...one, host: 'h3' }] : [one],
)

const backedUp = (here: Topology) =>
  here.hosts.map(({ name }) =>
    backedUpOn(here, name).map(
      ({ instance, hasSnapshot }) => instance.name + (hasSnapshot ? ' snapshot' : ''),
    ),
  )

test('a host that is set up by hand backs up nothing, and what all of a role keep is written by the next', () => {
  expect(backedUp({ ...topology, instances })).toEqual([['consul snapshot', 'carrier'], ['admin'], []])
  const hosts = topology.hosts.map((one) => (one.name === 'h1' ? { ...one, byHand: true as const } : one))
  expect(backedUp({ ...topology, instances, hosts })).toEqual([[], ['admin'], ['consul snapshot']])
})
