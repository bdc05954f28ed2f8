import { expect, test } from 'vitest'
import { externalAddress } from '../../../src/preflight/checks/external-address.js'
import { input, topology } from '../three-hosts.js'
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
