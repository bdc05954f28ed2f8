import { expect, test } from 'vitest'
import { sayIn } from '../../src/i18n/say.js'
import { partnerCard } from '../../src/wizard/partner-card.js'
import { proofsOf } from '../../src/wizard/proofs.js'
import type { Gathered } from '../../src/wizard/workbench.js'
import { release } from '../roles/organisation.js'
import { THREE } from '../steps/install/organisations.js'
import { carrierText, ENR, healthyHosts, withFacts, withTold } from './healthy-hosts.js'

const gathered = healthyHosts(THREE)

function told(of: Gathered, topology = THREE): string[] {
  const say = sayIn('en')
  return proofsOf({ topology, release }, of).map(
    ({ state, word, values }) => `${state}: ${say(word, values)}`,
  )
}

test('all is well, and joining is left to people', () => {
  expect(told(gathered)).toEqual([
    'ok: 6 of 6 instances are healthy',
    'ok: Consul has a leader (10.0.0.11:8200), 1 of 1 server alive',
    'ok: The carrier answers, and tells others to dial 203.0.113.10:10036',
    'ok: The carrier has 3 peers',
    'open: The organisation has not joined the network yet: that is done in the console',
    'ok: The console answers at http://10.0.0.11/',
    'ok: via is registered, and others reach it at 203.0.113.11:10031',
    'ok: 2 of 2 data and compute services are registered',
  ])
})

test('once it has joined, the carrier tells which fighters it has found', () => {
  const nodeDetail = {
    id: 'd',
    internalIp: '10.0.0.13',
    internalPort: '8700',
    connState: 'ConnState_Connected',
  }
  const joined = carrierText({ identityId: 'identity:1', name: 'Acme Bank' }, { data: [{ nodeDetail }] })
  expect(
    told(withTold(gathered, 'h1', { carrier: joined })).filter((line) => /joined|connected/.test(line)),
  ).toEqual([
    'ok: The organisation has joined the network as Acme Bank',
    'open: The carrier is connected with 1 of 2 data and compute services',
  ])
})

test('what is not well is told with what the service says', () => {
  const health = {
    ...gathered.facts.h2?.health,
    via: { state: 'unregistered', says: 'runs, but is lost' } as const,
  }
  expect(told(withFacts(gathered, 'h2', { health }))).toEqual(
    expect.arrayContaining([
      'failed: 5 of 6 instances are healthy',
      'failed: via@h2: runs, but is lost',
      'failed: via is registered, and others reach it at 203.0.113.11:10031',
    ]),
  )
})

test('a host that does not answer is no instance that does not answer', () => {
  const { h3: _, ...facts } = gathered.facts
  expect(told({ ...gathered, facts }).slice(0, 3)).toEqual([
    'failed: 4 of 6 instances are healthy',
    'failed: data-8700@h3: its host does not answer',
    'failed: compute-8800@h3: its host does not answer',
  ])
})

test('without a leader, without a carrier, with a carrier that tells another address', () => {
  expect(told(withTold(gathered, 'h1', { consul: 'leader ""\n' }))).toContain('failed: Consul has no leader')
  expect(told(withTold(gathered, 'h1', { carrier: '' }))).toContain(
    'failed: The carrier on h1 does not answer, or is not in the p2p network',
  )
  const elsewhere = carrierText({ localMultiAddr: '/ip4/10.0.0.11/tcp/10036/p2p/16U' })
  expect(told(withTold(gathered, 'h1', { carrier: elsewhere }))).toContain(
    'failed: The carrier tells others to dial /ip4/10.0.0.11/tcp/10036/p2p/16U, which is not 203.0.113.10:10036',
  )
})

test('no peers are normal for the first node of a network, and a question for all others', () => {
  expect(told(withTold(gathered, 'h1', { carrier: carrierText({ relatePeers: 0 }) }))).toContain(
    'open: The carrier has no peers yet: others may be unreachable, or may not reach it',
  )
  const first = carrierText({ relatePeers: 0 }, { seeds: [] })
  expect(told(withTold(gathered, 'h1', { carrier: first }))).toContain(
    'open: The carrier has no peers yet: it is the first node of its network',
  )
})

test('the partner card holds addresses, ports and record; the fingerprint only where the console speaks TLS', () => {
  expect(partnerCard(THREE, gathered)).toEqual({
    partners: [
      { word: 'partner.organisation', value: 'acme' },
      { word: 'role/carrier/card.p2p', value: '203.0.113.10  10036/tcp  10035/udp' },
      { word: 'role/carrier/card.enr', value: ENR },
      { word: 'role/carrier/card.multi-address', value: '/ip4/203.0.113.10/tcp/10036/p2p/16Uiu2HAm7a' },
      { word: 'role/via/card.address', value: '203.0.113.11  10031/tcp' },
    ],
    moirea: [
      { word: 'role/carrier/card.grpc', value: '203.0.113.10  10033/tcp' },
      { word: 'role/carrier/card.rest', value: '203.0.113.10  10034/tcp' },
    ],
    console: [{ word: 'role/admin/card.address', value: 'http://10.0.0.11/' }],
  })
  const certificate = '3a0f'.repeat(16)
  const tls = partnerCard(THREE, healthyHosts(THREE, { certificate })).console
  expect(tls).toContainEqual({
    word: 'role/admin/card.fingerprint',
    value: `${'3A:0F:'.repeat(15)}3A:0F`,
  })
})

test('of a host that is set up by hand nothing is claimed that nobody could ask', () => {
  const byHand = { byHand: true } as const
  const hosts = THREE.hosts.map((host) => (host.name === 'h3' ? { ...host, ...byHand } : host))
  const onH3 = THREE.instances.filter(({ host }) => host === 'h3').length
  const all = THREE.instances.length - onH3
  const proofs = told(gathered, { ...THREE, hosts })
  expect(proofs[0]).toBe(`ok: ${all} of ${all} instances are healthy`)
  expect(proofs.at(-1)).toMatch(/^open: \d of 2 data and compute services are registered$/)
  expect(proofs.filter((proof) => proof.startsWith('failed'))).toEqual([])
})
