import { expect, test } from 'vitest'
import { addresses } from '../../../src/preflight/checks/addresses.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const eth0 = (n: number) => ({ interface: 'eth0', address: `10.0.0.${n}` })

function withAddresses(host: 'h1' | 'h2' | 'h3', ...list: { interface: string; address: string }[]) {
  const one = facts[host]
  return { ...input, facts: { [host]: { ...one, identity: { ...one.identity, addresses: list } } } }
}

test('the address of the file is the first of the host', () => {
  expect(addresses(input)).toEqual([])
})

test('carrier and admin would register another address that comes first', () => {
  const docker = { interface: 'docker0', address: '172.17.0.1' }
  expect(told(addresses(withAddresses('h1', docker, eth0(1))))).toEqual([
    {
      code: 'preflight.address-not-first',
      severity: 'error',
      where: { host: 'h1', instance: 'carrier' },
      details: {
        host: 'h1',
        instance: 'carrier',
        address: '10.0.0.1',
        first: '172.17.0.1',
        interface: 'docker0',
      },
    },
  ])
  const tunnel = { interface: 'tun0', address: '10.8.0.2' }
  expect(
    addresses(withAddresses('h2', tunnel, eth0(2))).map(({ code, where }) => [code, where.instance]),
  ).toEqual([['preflight.address-not-first', 'admin']])
})

test('for a fighter the address may be any of the host', () => {
  expect(addresses(withAddresses('h3', { interface: 'docker0', address: '172.17.0.1' }, eth0(3)))).toEqual([])
})

test('an address that no interface has', () => {
  const inner = { interface: 'ens3', address: '192.168.7.4' }
  const bridge = { interface: 'br0', address: '172.18.0.1' }
  expect(told(addresses(withAddresses('h1', inner, bridge)))).toEqual([
    {
      code: 'preflight.address-missing',
      severity: 'error',
      where: { host: 'h1' },
      details: { host: 'h1', address: '10.0.0.1', found: '192.168.7.4 (ens3), 172.18.0.1 (br0)' },
    },
  ])
  expect(addresses(withAddresses('h3')).map(({ details }) => details.found)).toEqual(['-'])
})
