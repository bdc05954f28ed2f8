import { expect, test } from 'vitest'
import { resourceOf } from '../../src/actions/resource.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { claimants, firstResources, keptFor } from '../../src/roles/claims.js'
import { freshOrganisation } from '../planner/organisation.js'
import { facts } from '../preflight/three-hosts.js'

const receipt = (organisation: string, id: string) => ({ id, organisation, instance: 'host', inputs: 'a' })
const FIRST = firstResources('/opt/metis')

test('a plan begins on every host with what claims nothing, and goes on with what does', () => {
  const input = freshOrganisation(`
organisation: acme
release: metis-0.3.0
hosts: { h1: { address: 10.0.0.11, user: ops } }
roles: { consul: h1, carrier: { host: h1, externalAddress: 9.8.7.6 }, admin: h1 }
`)
  const { nodes } = makePlan({ ...input, record: { generation: 1, content: 'c' } })
  const ids = nodes.map(({ action, instance }) => resourceOf(action, instance))
  expect(ids.slice(0, FIRST.length)).toEqual(FIRST)
  expect(ids[FIRST.length]).toBe('run:host/former-ports')
})

test('a host is claimed by whoever has installed anything on it', () => {
  const receipts = [
    ...FIRST.map((id) => receipt('begun', id)),
    receipt('acme', 'unit:metis-via.service'),
    receipt('acme', 'file:/opt/metis/via/config'),
  ]
  expect([...claimants({ receipts }, '/opt/metis')]).toEqual(['acme'])
  // Another directory is not one of the first.
  expect([...claimants({ receipts: [receipt('acme', 'directory:/opt/metis')] }, '/opt/other')]).toEqual([
    'acme',
  ])
})

test('what a removal has left is of whom the record names', () => {
  const record = { organisation: 'acme' } as NonNullable<typeof facts.h1.record>
  const left = { ...facts.h1, record, receipts: [], installDirectory: ['.artifacts', 'data-8700'] }
  expect(keptFor(left, '/opt/metis')).toBe('acme')
  expect(keptFor({ ...left, installDirectory: ['.artifacts', '.installed'] }, '/opt/metis')).toBeUndefined()
  const receipts = [receipt('globex', 'unit:metis-via.service')]
  expect(keptFor({ ...left, receipts }, '/opt/metis')).toBeUndefined()
})
