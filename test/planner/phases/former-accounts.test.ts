import { expect, test } from 'vitest'
import { makePlan } from '../../../src/planner/make-plan.js'
import { carriedOut, freshOrganisation } from '../organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h1
`

/** What former versions left: one account, of which one receipt tells, and directories of its own. */
function oneAccount(org = ORG) {
  const fresh = freshOrganisation(org)
  const { facts, ...input } = carriedOut(makePlan(fresh), fresh)
  const former = { id: 'run:host/service-user', organisation: 'acme', instance: 'host', inputs: 'former' }
  const isAccount = (id: string) => id.includes('/account ')
  const isOwn = (id: string) => /^directory:.*\/(data|log)$/.test(id) || id.endsWith('.service')
  const formerly = Object.entries(facts).map(([host, told]) => {
    const receipts = told.receipts
      .filter(({ id }) => !isAccount(id))
      .map((one) => (isOwn(one.id) ? { ...one, inputs: 'former' } : one))
    return [host, { ...told, receipts: [...receipts, former] }] as const
  })
  return { ...input, facts: Object.fromEntries(formerly) }
}

test('none is stopped for it before all that its start waits for is there: servers of a quorum one by one, via after the admin', () => {
  const hosts = `  h2: { address: 10.0.0.12, user: ops }\n  h3: { address: 10.0.0.13, user: ops }\n`
  const three = ORG.replace('roles:\n', `${hosts}roles:\n`).replace('consul: h1', 'consul: [h1, h2, h3]')
  const { nodes } = makePlan(oneAccount(three.replace('via: { host: h1', 'via: { host: h2')))
  const stopped = (id: string) => nodes.find((node) => node.id === `${id}/data`)?.after
  expect(stopped('h2 directory:/opt/metis/consul')).toContain('h1 ready:consul')
  expect(stopped('h3 directory:/opt/metis/consul')).toContain('h2 ready:consul')
  expect(stopped('h2 directory:/opt/metis/via')).toContain('h1 ready:admin')
})

test('what ran as one account gets accounts and its directories, each service at its own start', () => {
  const input = oneAccount()
  const plan = makePlan(input)
  const of = (instance: string) => plan.nodes.filter((node) => node.instance === instance).map(({ id }) => id)
  expect(of('carrier').map((id) => id.replace('/etc/systemd/system/', ''))).toEqual([
    'h1 run:carrier/account metis-carrier',
    'h1 directory:/opt/metis/carrier/data',
    'h1 directory:/opt/metis/carrier/log',
    'h1 file:metis-carrier.service',
    'h1 unit:metis-carrier.service',
    'h1 ready:carrier',
    'h1 ready:carrier again',
  ])
  const data = plan.nodes.find(({ id }) => id === 'h1 directory:/opt/metis/carrier/data')
  expect(data?.because.word).toBe('reason.given')
  expect(plan.nodes.some(({ action }) => action.kind === 'keep-former')).toBe(false)
  const last = plan.nodes.at(-1)
  expect([last?.id, last?.voids]).toEqual(['h1 run:host/remove-account metis', ['run:host/service-user']])
  expect(makePlan(carriedOut(plan, input)).nodes).toEqual([])
})

test('accounts of another name go once those that are named do the work', () => {
  const fresh = freshOrganisation(ORG)
  const { facts } = carriedOut(makePlan(fresh), fresh)
  const renamed = { ...freshOrganisation(`${ORG}serviceUser: a-name-of-more-than-18-letters\n`), facts }
  const plan = makePlan(renamed)
  const accounts = plan.nodes.map(({ id }) => id).filter((id) => id.includes('account '))
  expect(accounts.filter((id) => id.includes('data'))).toEqual([
    'h1 run:data-8700/account a-name-of-more-tha-data-8700',
    'h1 run:host/remove-account metis-data-8700',
  ])
  expect(makePlan(carriedOut(plan, renamed)).nodes).toEqual([])
})

test('an account that somebody has removed is made again', () => {
  const fresh = freshOrganisation(ORG)
  const { facts, ...input } = carriedOut(makePlan(fresh), fresh)
  const { h1 } = facts
  if (h1 === undefined) throw new Error('no h1')
  const known = ['consul', 'carrier', 'admin', 'data-8700'].map((name) => ({
    ...{ name: `metis-${name}`, uid: 990, home: '/nonexistent' },
    comment: `Metis ${name} of acme`,
  }))
  const accounts = { known, owners: [], links: {} }
  const plan = makePlan({ ...input, facts: { h1: { ...h1, accounts } } })
  expect(plan.nodes.map(({ id }) => id)[0]).toBe('h1 run:via/account metis-via')
})
