import { expect, test } from 'vitest'
import { makePlan } from '../../../src/planner/make-plan.js'
import type { PlanInput } from '../../../src/planner/plan.js'
import { carriedOut, freshOrganisation } from '../organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, user: ops }
  h3: { address: 10.0.0.13, user: ops }
  h4: { address: 10.0.0.14, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h2, externalAddress: 9.8.7.6 }
  data: h3
  compute: h3
`

/** What is planned on hosts that `before` was applied to; each node as `id < what it waits for among the nodes told`. */
function planned(after: string, before = ORG, more: Partial<PlanInput> = {}) {
  const fresh = freshOrganisation(before)
  const { facts } = carriedOut(makePlan(fresh), fresh)
  return makePlan({ ...freshOrganisation(after), facts, ...more })
}

const ids = (plan: ReturnType<typeof planned>, ...meant: string[]) =>
  plan.nodes.map(({ id }) => id).filter((id) => meant.some((one) => id.includes(one)))

test('what org.yaml no longer names is stopped, taken off Consul, set aside and removed, its receipts last', () => {
  const plan = planned(ORG.replace('  data: h3\n', ''))
  const gone = plan.nodes.filter(({ phase }) => phase === 'retire')
  expect(gone.map(({ id }) => id)).toEqual([
    'h3 unit:metis-data-8700.service',
    'h3 run:data-8700/sign-off',
    'h3 aside:data-8700',
    'h3 remove:data-8700',
    'h3 run:data-8700/remove-account metis-data-8700',
  ])
  expect(gone.flatMap(({ inputs }) => inputs ?? [])).toEqual([])
  const [last, account] = gone.slice(-2)
  const removed = last?.action.kind === 'remove' ? last.action : undefined
  expect(removed?.paths).toEqual(['/opt/metis/data-8700'])
  expect(removed?.receipts).toContain('unit:metis-data-8700.service')
  const receipt = 'run:data-8700/account metis-data-8700'
  expect(removed?.receipts).not.toContain(receipt)
  expect(account?.voids).toEqual([receipt])
})

test('its data goes too where that was asked for', () => {
  expect(ids(planned(ORG.replace('  data: h3\n', ''), ORG, { deleteRemoved: true }), 'aside')).toEqual([])
})

test('a host without any role is cleaned of what its instances had shared', () => {
  const plan = planned(ORG.replace('  data: h3\n', '').replace('  compute: h3\n', ''))
  const gone = plan.nodes.filter(({ instance, phase }) => phase === 'retire' && instance === 'host')
  expect(gone.map(({ id }) => id)).toEqual([
    'h3 run:host/kernel-settings',
    'h3 remove:host',
    'h3 run:host/files',
    'h3 run:host/forget-host',
  ])
  expect(gone[0]?.after).toEqual([
    'h3 run:data-8700/remove-account metis-data-8700',
    'h3 run:compute-8800/remove-account metis-compute-8800',
  ])
})

test('where there may be only one, the old one goes when the new one has all but its start', () => {
  const plan = planned(ORG.replace('via: { host: h2', 'via: { host: h4'))
  const of = (id: string) => plan.nodes.find((node) => node.id === id)?.after
  expect(of('h2 unit:metis-via.service')).toEqual([
    'h4 file:/etc/systemd/system/metis-via.service',
    'h1 run:consul/consul-tokens',
  ])
  expect(of('h4 unit:metis-via.service')).toContain('h2 run:via/sign-off')
})

test('where there may be several, the old one goes when all that stays was seen to work', () => {
  const plan = planned(ORG.replace('  data: h3\n', '  data: h4\n'))
  const [old] = plan.nodes.filter(({ id }) => id === 'h3 unit:metis-data-8700.service')
  expect(old?.after).toEqual(['h1 ready:consul again'])
  expect(plan.nodes.find(({ id }) => id === 'h4 unit:metis-data-8700.service')?.after).not.toContain(old?.id)
})

test('servers that keep a quorum leave it one after another, when those that stay have their new config', () => {
  const three = ORG.replace('consul: h1', 'consul: [h1, h2, h3]')
  const plan = planned(ORG, three)
  const of = (id: string) => plan.nodes.find((node) => node.id === id)?.after
  expect(ids(plan, 'consul-leave')).toEqual(['h2 run:consul/consul-leave', 'h3 run:consul/consul-leave'])
  expect(of('h2 run:consul/consul-leave')).toEqual(['h1 ready:consul again'])
  expect(of('h3 run:consul/consul-leave')).toEqual([
    'h1 ready:consul again',
    'h2 run:consul/remove-account metis-consul',
  ])
})

test('one whose port a new one takes goes before that starts', () => {
  const fresh = freshOrganisation(ORG)
  const { facts } = carriedOut(makePlan(fresh), fresh)
  const h3 = facts.h3
  if (h3 === undefined) throw new Error('no h3')
  const unit = 'metis-data-8700.service'
  const listeners = [{ protocol: 'tcp' as const, address: '0.0.0.0', port: 8700, process: 'python3', unit }]
  const after = freshOrganisation(
    ORG.replace('  data: h3\n', '').replace('compute: h3', 'compute: { host: h3, port: 8700 }'),
  )
  const plan = makePlan({ ...after, facts: { ...facts, h3: { ...h3, listeners } } })
  const start = plan.nodes.find(({ id }) => id === 'h3 unit:metis-compute-8700.service')
  expect(start?.after).toContain('h3 run:data-8700/sign-off')
})
