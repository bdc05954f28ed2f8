import { expect, test } from 'vitest'
import { makePlan } from '../../../src/planner/make-plan.js'
import { carriedOut, freshOrganisation } from '../organisation.js'

test('a database that comes back over one that is there gets account, password and exact comparison anew', () => {
  const fresh = freshOrganisation(`
organisation: acme
release: metis-0.3.0
hosts: { h1: { address: 10.0.0.11, user: ops } }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
`)
  const installed = carriedOut(makePlan(fresh), fresh)
  expect(makePlan(installed).nodes).toEqual([])
  const place = { host: 'h1', instance: 'admin', name: 'admin-database.gz', paths: [], sha256: 'a', size: 1 }
  const part = { ...place, kind: 'database', what: 'data', database: 'metis_admin' } as const
  const restoring = { ...installed, restoration: { id: '1', at: '2026-11-30T00:00:00Z', parts: [part] } }
  const plan = makePlan(restoring)
  const sql = plan.nodes.filter(({ action }) => action.kind === 'sql').map(({ id }) => id)
  expect(sql).toEqual(['h1 sql:admin/database-account', 'h1 sql:admin/console-password'])
  // Cut off after it was loaded, they are still to come.
  const unpack = plan.nodes.find(({ action }) => action.kind === 'run')
  expect(unpack?.voids).toEqual(expect.arrayContaining(sql.map((id) => id.replace('h1 ', ''))))
  expect(makePlan(carriedOut(plan, restoring)).nodes).toEqual([])
})
