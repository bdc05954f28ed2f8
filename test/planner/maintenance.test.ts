import { expect, test } from 'vitest'
import { lostQuorum, maintenanceOf } from '../../src/planner/maintenance.js'
import { makePlan } from '../../src/planner/make-plan.js'
import { carriedOut, freshOrganisation } from './organisation.js'

const fresh = freshOrganisation(`organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: op }
  h2: { address: 10.0.0.12, user: op }
  h3: { address: 10.0.0.13, user: op }
roles:
  consul: [h1, h2, h3]
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h2
  via: { host: h2, externalAddress: 9.8.7.6 }
  data: [h3]
`)
const input = carriedOut(makePlan(fresh), fresh)

/** The same, with a Consul server that says of itself what is given. */
function withConsul(host: string, state: 'healthy' | 'ready' | 'unhealthy') {
  const facts = input.facts[host]
  if (facts === undefined) throw new Error(host)
  const health = { ...facts.health, consul: { state, says: '' } }
  return { ...input, facts: { ...input.facts, [host]: { ...facts, health } } }
}

test('two of three servers are a majority, and what ends with the host is named', () => {
  const away = maintenanceOf(input, 'h2')
  expect(away.running.map(({ name }) => name)).toEqual(['consul', 'admin', 'via'])
  expect(away.endsTasks.map(({ name }) => name)).toEqual(['via'])
  expect(away.quorums).toEqual([{ role: 'consul', all: 3, left: 2, needed: 2 }])
  expect(lostQuorum(away)).toBeUndefined()
})

test('one of three is none, whether the other is down, unwell or was not asked', () => {
  const { h1: _, ...others } = input.facts
  for (const known of [withConsul('h1', 'unhealthy'), { ...input, facts: others }])
    expect(lostQuorum(maintenanceOf(known, 'h2'))).toEqual({ role: 'consul', all: 3, left: 1, needed: 2 })
  expect(lostQuorum(maintenanceOf(withConsul('h1', 'ready'), 'h2'))).toBeUndefined()
})
