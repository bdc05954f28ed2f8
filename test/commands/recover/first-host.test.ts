import { expect, test } from 'vitest'
import { firstHost } from '../../../src/commands/recover/first-host.js'
import { type FirstHost, hostOf, requireOwnKey } from '../../../src/commands/recover/require-own-key.js'
import { problemsOf } from '../../../src/errors/problem.js'
import type { OrganisationRecord } from '../../../src/record/record.js'
import type { Host, Topology } from '../../../src/topology/topology.js'
import { topology } from '../fake-world.js'

const BASTION = { address: '192.0.2.1', user: 'jump' }
const ALIASES = [
  {
    name: 'bank-h1',
    address: '10.0.0.1',
    user: 'ops',
    port: 2222,
    identityFile: '~/.ssh/bank',
    jump: BASTION,
  },
]

test('the first host is named as for ssh, with what ~/.ssh/config knows of it', () => {
  expect(firstHost('10.0.0.1', [], 'ana').ssh).toEqual({ address: '10.0.0.1', port: 22, user: 'ana' })
  expect(firstHost('ops@node1.example.com:2200', [], 'ana').ssh).toEqual({
    address: 'node1.example.com',
    port: 2200,
    user: 'ops',
  })
  expect(firstHost('bank-h1', ALIASES, 'ana').ssh).toEqual({
    address: '10.0.0.1',
    port: 2222,
    user: 'ops',
    identityFile: '~/.ssh/bank',
    jump: { ...BASTION, port: 22 },
  })
  expect(firstHost('root@bank-h1', ALIASES, 'ana').ssh.user).toBe('root')
})

test.each([
  ['nobody-knows', 'hosts.unknown-name'],
  ['10.0.0.1-3', 'command.invalid-option'],
  ['ops:password@10.0.0.1', 'hosts.password'],
  ['ops@::1', 'hosts.ipv6-address'],
  ['', 'command.invalid-option'],
])('%s is none', (text, code) => {
  expect(codeOf(() => firstHost(text, [], 'ana'))).toBe(code)
})

const key = (word: string) => Buffer.from(`\0\0\0\x0bssh-ed25519${word}`).toString('base64')
const OWN = `ssh-ed25519 ${key('own')}`
const OTHER = `ssh-ed25519 ${key('other')}`

const recorded = (hostKeys: string) =>
  ({ head: { organisation: 'bank-a' }, body: { hostKeys } }) as OrganisationRecord
const reached = (confirmed: string, more: Partial<FirstHost> = {}): FirstHost => {
  const host = firstHost('ops@10.0.0.1', [], 'ana')
  return { host, confirmed: `10.0.0.1 ${confirmed}\n`, addresses: ['10.0.0.1'], ...more }
}
const found = (hostKeys: string, first: FirstHost, of: Topology = topology) =>
  codeOf(() => requireOwnKey(recorded(hostKeys), of, first))

test('the key that was confirmed has to be the one that the record knows', () => {
  expect(found(`10.0.0.1 ${OWN}`, reached(OWN))).toBe(undefined)
  expect(found(`10.0.0.1 ${OWN}`, reached(OTHER))).toBe('record.other-host-key')
  // Reached by another address, it says itself which one it is.
  const elsewhere = { host: firstHost('ops@192.0.2.9', [], 'ana'), confirmed: `192.0.2.9 ${OTHER}\n` }
  expect(found(`10.0.0.1 ${OWN}`, reached(OTHER, elsewhere))).toBe('record.other-host-key')
  // Of one that is not in org.yaml, or was the operator's own machine, there is nothing to compare with.
  expect(found(`10.0.0.1 ${OWN}`, reached(OTHER, { ...elsewhere, addresses: ['192.0.2.9'] }))).toBe(undefined)
  expect(found('', reached(OTHER), withHost({ local: true }))).toBe(undefined)
})

test('a fingerprint that is written in org.yaml is what counts', () => {
  const ssh = { address: '10.0.0.1', port: 22, user: 'ops', hostKey: `SHA256:${'a'.repeat(43)}` }
  expect(found(`10.0.0.1 ${OWN}`, reached(OWN), withHost({ ssh }))).toBe('record.other-host-key')
  expect(hostOf(withHost({ ssh }), reached(OWN))?.name).toBe('h1')
})

function withHost(changes: Partial<Host>): Topology {
  return { ...topology, hosts: topology.hosts.map((host) => ({ ...host, ...changes })) }
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return problemsOf(error)[0]?.code
  }
}
