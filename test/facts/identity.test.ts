import { expect, test } from 'vitest'
import { identityFact } from '../../src/facts/identity.js'

test('addresses come in the order of the OS, loopback and link-local left out', () => {
  expect(
    identityFact.parse(`hostname node-1
machine-id 3d1219c7c4c5404aaa1f6d2a48adfda4

1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
2: docker0    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0\\       valid_lft forever preferred_lft forever
3: eth0    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0\\       valid_lft forever preferred_lft forever
3: eth0    inet 10.0.0.99/24 scope global secondary eth0\\       valid_lft forever preferred_lft forever
4: host0@if7    inet 169.254.3.4/16 scope link host0\\       valid_lft forever preferred_lft forever
5: tun0    inet 10.8.0.2 peer 10.8.0.1/32 scope global tun0\\       valid_lft forever preferred_lft forever
`),
  ).toEqual({
    hostname: 'node-1',
    machineId: '3d1219c7c4c5404aaa1f6d2a48adfda4',
    addresses: [
      { interface: 'docker0', address: '172.17.0.1' },
      { interface: 'eth0', address: '10.0.0.1' },
      { interface: 'eth0', address: '10.0.0.99' },
      { interface: 'tun0', address: '10.8.0.2' },
    ],
  })
})

test('a host name is only text', () => {
  expect(identityFact.parse(`hostname $(reboot) '; --\nmachine-id \n\n`)).toEqual({
    hostname: `$(reboot) '; --`,
    machineId: '',
    addresses: [],
  })
})

test('a host that says nothing is nobody', () => {
  expect(identityFact.parse('')).toEqual({ hostname: '', machineId: '', addresses: [] })
})
