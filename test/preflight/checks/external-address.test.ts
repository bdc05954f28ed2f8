import { expect, test } from 'vitest'
import { externalAddress } from '../../../src/preflight/checks/external-address.js'
import { input, release, topology } from '../three-hosts.js'
import { told } from '../told.js'

test('addresses that others can dial are fine', () => {
  expect(externalAddress(input)).toEqual([])
})

test('nobody outside can dial a loopback address', () => {
  const instances = topology.instances.map((instance) =>
    instance.role === 'via' ? { ...instance, externalAddress: '127.0.0.1' } : instance,
  )
  expect(told(externalAddress({ ...input, topology: { ...topology, instances } }))).toEqual([
    {
      code: 'preflight.external-loopback',
      severity: 'error',
      where: { host: 'h2', instance: 'via' },
      details: { host: 'h2', instance: 'via', address: '127.0.0.1' },
    },
  ])
})

const publicNetwork = { ...topology.network, bootstrapNodes: ['enr:-one', 'enr:-two'] }
const privateVia = topology.instances.map((instance) =>
  instance.role === 'via' ? { ...instance, externalAddress: '192.168.7.9' } : instance,
)

test('in the public network a private address is advised against, as where roles are placed', () => {
  const found = externalAddress({
    ...input,
    release: { ...release, network: publicNetwork },
    topology: { ...topology, instances: privateVia, network: publicNetwork },
  })
  expect(told(found)).toEqual([
    {
      code: 'roles.external-address-private',
      severity: 'advice',
      where: { host: 'h2', instance: 'via' },
      details: { role: 'via', host: 'h2', address: '192.168.7.9' },
    },
  ])
})

test.each([
  ['no bootstrap nodes', []],
  ['bootstrap nodes of its own', ['enr:-own']],
])('in a network with %s a private address is right', (_which, bootstrapNodes) => {
  const found = externalAddress({
    ...input,
    release: { ...release, network: publicNetwork },
    topology: { ...topology, instances: privateVia, network: { ...publicNetwork, bootstrapNodes } },
  })
  expect(found).toEqual([])
})
