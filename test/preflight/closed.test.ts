import { expect, test } from 'vitest'
import type { HostFacts } from '../../src/facts/host-facts.js'
import { groupBy } from '../../src/lib/group-by.js'
import { closedPairs } from '../../src/preflight/closed.js'
import { draftTopology } from '../../src/wizard/draft-topology.js'
import { closedProof } from '../../src/wizard/proofs.js'
import { suggestRoles } from '../../src/wizard/suggest-roles.js'
import { emptyFile, known, releases } from '../wizard/placed.js'

const topology = (count: number, firewall: 'managed' | 'by-hand') =>
  draftTopology({ ...suggestRoles(emptyFile(count), 'both', known()), firewall }, releases)

/** Somebody listens for others on the port of data and on that of Consul, and for the host itself. */
const facts = (count: number): Record<string, HostFacts> => {
  const sizes = Object.fromEntries(Array.from({ length: count }, (_, i) => [`h${i + 1}`, [8, 16] as const]))
  const at = (address: string, port: number) =>
    ({ protocol: 'tcp', address, port, process: '', unit: '' }) as const
  const listeners = [at('0.0.0.0', 8700), at('10.0.0.3', 8700), at('127.0.0.1', 31000), at('::', 22)]
  return Object.fromEntries(
    Object.entries(known(sizes).facts).map(([host, one]) => [host, { ...one, listeners }]),
  )
}

test('closed ports on which somebody listens are tried by all who may not, and by this computer', () => {
  const { pairs, silent } = closedPairs(topology(3, 'by-hand'), facts(3))
  expect(pairs).toEqual([
    { from: 'h2', to: 'h3', address: '10.0.0.3', port: 8700 },
    { to: 'h3', address: '10.0.0.3', port: 8700 },
  ])
  expect(silent).toEqual([])
})

test('a host that does not answer is unknown, and so is one whose table was never loaded', () => {
  const { h3, ...others } = facts(3)
  expect(closedPairs(topology(3, 'by-hand'), others)).toEqual({
    pairs: [],
    silent: [{ to: 'h3', address: '10.0.0.3', port: 0 }],
  })
  expect(closedPairs(topology(3, 'managed'), { ...others, ...(h3 && { h3 }) })).toMatchObject({
    pairs: [],
    silent: [{ to: 'h1' }, { to: 'h2' }, { to: 'h3' }],
  })
})

test('of hundreds of hosts each is tried by sixteen, and not many from here', () => {
  const { pairs } = closedPairs(topology(300, 'by-hand'), facts(300))
  const from = pairs.filter((one) => one.from !== undefined)
  const dialled = groupBy(from, ({ to, address }) => `${to} ${address}`)
  expect(Math.max(...[...dialled.values()].map((one) => one.length))).toBeLessThanOrEqual(16)
  expect(pairs.length - from.length).toBeLessThanOrEqual(128)
})

test('what could not be tried is no proof, and where nothing is closed none is given', () => {
  const one = { to: 'h3', address: '10.0.0.3', port: 8700 }
  const words = (...closed: Parameters<typeof closedProof>[1] & object) =>
    closedProof({ firewall: 'managed' }, closed).map(({ state, word }) => `${state} ${word}`)
  expect(words()).toEqual(['open proof.closed.unknown'])
  expect(words(one)).toEqual(['open proof.closed.unknown'])
  expect(words(one, { ...one, result: 'filtered' })).toEqual(['open proof.closed.partly'])
  expect(words({ ...one, result: 'filtered' }, { ...one, result: 'refused' })).toEqual(['ok proof.closed'])
  expect(words(one, { ...one, result: 'open' })).toEqual(['failed proof.closed.open'])
  expect(closedProof({}, [{ ...one, result: 'open' }])).toEqual([])
})
