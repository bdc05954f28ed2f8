import { expect, test } from 'vitest'
import { linesWith, withOtherAddress } from '../../src/topology/other-address.js'
import { readdressKnownHosts } from '../../src/transports/readdress-known-hosts.js'

test('keys follow their host, whatever its port, and what was known of the new address goes', () => {
  const before = `# 10.0.0.12 was moved
10.0.0.12 ssh-ed25519 AAAA
[10.0.0.12]:2222,gate.acme.example ssh-rsa BBBB
10.0.0.120 ssh-ed25519 CCCC
10.0.1.12 ssh-ed25519 OLD-MACHINE
10.0.0.13,10.0.1.12 ssh-ed25519 DDDD
@revoked 10.0.0.12 ssh-rsa EEEE
`
  expect(readdressKnownHosts(before, '10.0.0.12', '10.0.1.12')).toBe(`# 10.0.0.12 was moved
10.0.1.12 ssh-ed25519 AAAA
[10.0.1.12]:2222,gate.acme.example ssh-rsa BBBB
10.0.0.120 ssh-ed25519 CCCC
10.0.0.13 ssh-ed25519 DDDD
@revoked 10.0.1.12 ssh-rsa EEEE
`)
})

test('done a second time, after the first was cut off, it leaves the keys as they are', () => {
  const once = readdressKnownHosts('10.0.0.12 ssh-ed25519 AAAA\n', '10.0.0.12', '10.0.1.12')
  expect(once).toBe('10.0.1.12 ssh-ed25519 AAAA\n')
  expect(readdressKnownHosts(once, '10.0.0.12', '10.0.1.12')).toBe(once)
  expect(readdressKnownHosts(once, '10.0.1.12', '10.0.1.12')).toBe(once)
})

test('an address is replaced only where it stands as a whole', () => {
  const text =
    'a: 10.0.0.1\nb: 10.0.0.12\nc: 110.0.0.1\nd: http://10.0.0.1:80/x\ne: 10.0.0.1.5\nf: "10.0.0.1." # 10.0.0.1,10.0.0.1'
  expect(withOtherAddress(text, '10.0.0.1', '10.9.9.9')).toBe(
    'a: 10.9.9.9\nb: 10.0.0.12\nc: 110.0.0.1\nd: http://10.9.9.9:80/x\ne: 10.0.0.1.5\nf: "10.9.9.9." # 10.9.9.9,10.9.9.9',
  )
  expect(linesWith(text, '10.0.0.1')).toEqual([1, 4, 6])
})
