import { expect, test } from 'vitest'
import { identity } from '../../../src/preflight/checks/identity.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

test('three machines of their own are fine', () => {
  expect(identity(input)).toEqual([])
})

test('one machine under two names', () => {
  const addresses = [...facts.h1.identity.addresses, { interface: 'eth1', address: '10.0.0.2' }]
  const h1 = { ...facts.h1, identity: { ...facts.h1.identity, addresses } }
  const h2 = { ...facts.h2, identity: h1.identity }
  expect(told(identity({ ...input, facts: { h1, h2 } }))).toEqual([
    {
      code: 'preflight.same-machine',
      severity: 'error',
      where: { host: 'h2' },
      details: { host: 'h2', other: 'h1', addresses: '10.0.0.1, 10.0.0.2' },
    },
  ])
})

test('a clone with the machine-id and the host name of its model', () => {
  const { hostname, machineId } = facts.h1.identity
  const h3 = { ...facts.h3, identity: { ...facts.h3.identity, hostname, machineId } }
  expect(told(identity({ ...input, facts: { ...facts, h3 } }))).toEqual([
    {
      code: 'preflight.same-machine-id',
      severity: 'warning',
      where: { host: 'h3' },
      details: { host: 'h3', other: 'h1', machineId: '00000000000000000000000000000001' },
    },
    {
      code: 'preflight.same-hostname',
      severity: 'warning',
      where: { host: 'h3' },
      details: { host: 'h3', other: 'h1', hostname: 'node-1' },
    },
  ])
})

test('a clone with a bridge that has the same address everywhere is still a machine of its own', () => {
  const docker = { interface: 'docker0', address: '172.17.0.1' }
  const { machineId } = facts.h1.identity
  const h1 = {
    ...facts.h1,
    identity: { ...facts.h1.identity, addresses: [docker, ...facts.h1.identity.addresses] },
  }
  const addresses = [docker, ...facts.h3.identity.addresses]
  const h3 = { ...facts.h3, identity: { ...facts.h3.identity, machineId, addresses } }
  expect(identity({ ...input, facts: { h1, h3 } }).map(({ code }) => code)).toEqual([
    'preflight.same-machine-id',
  ])
})

test('bridges with the same address on every host do not make them one machine', () => {
  const docker = { interface: 'docker0', address: '172.17.0.1' }
  const h1 = {
    ...facts.h1,
    identity: { ...facts.h1.identity, addresses: [...facts.h1.identity.addresses, docker] },
  }
  const h2 = {
    ...facts.h2,
    identity: { ...facts.h2.identity, addresses: [...facts.h2.identity.addresses, docker] },
  }
  expect(identity({ ...input, facts: { h1, h2 } })).toEqual([])
})

test('hosts that do not tell who they are, are not the same', () => {
  const unknown = { hostname: '', machineId: '', addresses: [] }
  const h1 = { ...facts.h1, identity: unknown }
  const h2 = { ...facts.h2, identity: unknown }
  expect(identity({ ...input, facts: { h1, h2 } })).toEqual([])
})
