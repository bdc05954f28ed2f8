import { expect, test } from 'vitest'
import { keptOnHost } from '../../src/planner/kept.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { planStopOfAll } from '../../src/planner/operate.js'
import { service as carrierService } from '../../src/roles/carrier/service.js'
import { CARRIER } from '../../src/roles/carrier/settings.js'
import { instancesOf } from '../../src/topology/topology.js'
import { carriedOut, freshOrganisation } from './organisation.js'

const ORG = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h1
`
const before = freshOrganisation(ORG)
const h1 = carriedOut(makePlan(before), before).facts.h1
if (h1 === undefined) throw new Error('nothing is installed')

/** The carrier and the admin have moved from h1 to h2, where nothing of them is yet. */
const fresh = freshOrganisation(
  ORG.replace('admin: h1', 'admin: h2').replace('{ host: h1, ext', '{ host: h2, ext'),
)
const moved = { ...fresh, facts: { ...fresh.facts, h1 } }
const { topology } = moved

test('a carrier and a database that org.yaml no longer names are identity all the same', () => {
  const kept = keptOnHost(topology, 'h1', h1)
  const [carrier] = instancesOf(topology, CARRIER)
  if (carrier === undefined) throw new Error('there is no carrier')
  expect(kept.identity).toEqual(
    carrierService.keep().flatMap((one) => (one.kind === 'path' ? [`/opt/metis/carrier/${one.path}`] : [])),
  )
  expect(kept.databases).toEqual(['metis_admin'])
})

test("an earlier admin's database on somebody's own server is not ours to save or drop", () => {
  const receipts = h1.receipts.filter(({ id }) => id !== 'unit:mariadb.service')
  expect(keptOnHost(topology, 'h1', { ...h1, receipts }).databases).toEqual([])
})

test('what org.yaml no longer names is stopped too before it is copied', () => {
  const stopped = planStopOfAll(moved).nodes.map(({ id }) => id)
  expect(stopped.sort()).toEqual(
    ['admin', 'carrier', 'consul', 'data-8700', 'via'].map((name) => `h1 unit:metis-${name}.service`),
  )
})
