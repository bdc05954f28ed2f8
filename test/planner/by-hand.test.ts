import { describe, expect, test } from 'vitest'
import { makePlan, partForRun } from '../../src/planner/make-plan.js'
import type { Plan, PlanInput } from '../../src/planner/plan.js'
import { carriedOut, freshOrganisation } from './organisation.js'

const DATA_BY_HAND = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, byHand: true }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h2
`

const CONSUL_BY_HAND = DATA_BY_HAND.replace('consul: h1', 'consul: [h1, h2, h3]').replace(
  'roles:',
  '  h3: { address: 10.0.0.13, user: ops }\nroles:',
)

/** As long as no receipt of that host was imported. */
function silent(orgYaml: string, host: string): PlanInput {
  const input = freshOrganisation(orgYaml)
  return {
    ...input,
    facts: Object.fromEntries(Object.entries(input.facts).filter(([name]) => name !== host)),
  }
}

const hostsOf = (plan: Plan) => [...new Set(plan.nodes.map(({ host }) => host))]

describe('a data host that is set up by hand', () => {
  test('keeps nobody else from being set up completely', () => {
    const input = silent(DATA_BY_HAND, 'h2')
    const plan = makePlan(input)
    expect(hostsOf(plan)).toEqual(['h1'])
    expect(partForRun(plan, input.topology)).toEqual(plan)
    expect(plan.nodes.some(({ heldBy }) => heldBy !== undefined)).toBe(false)
  })

  test('has its own work in the plan once it has told of itself, and a run leaves that out', () => {
    const input = freshOrganisation(DATA_BY_HAND)
    const plan = makePlan(input)
    const run = partForRun(plan, input.topology)
    expect(hostsOf(plan)).toEqual(['h1', 'h2'])
    expect(hostsOf(run)).toEqual(['h1'])
    expect(run.digest).toBe(plan.digest)
    expect(plan.nodes.filter(({ byHand }) => byHand !== undefined).every(({ host }) => host === 'h2')).toBe(
      true,
    )
  })

  test('does not have all others asked again for what is left to do there', () => {
    const fresh = freshOrganisation(DATA_BY_HAND)
    const after = carriedOut(makePlan(silent(DATA_BY_HAND, 'h2')), fresh)
    const plan = makePlan({ ...after, facts: { ...after.facts, h2: fresh.facts.h2 ?? never() } })
    expect(hostsOf(plan)).toEqual(['h2'])
  })

  test('has nothing left to do once its kit did all', () => {
    const input = freshOrganisation(DATA_BY_HAND)
    expect(makePlan(carriedOut(makePlan(input), input)).nodes).toEqual([])
  })

  test('is told what follows from what, so that its kit decides as the planner does', () => {
    const nodes = makePlan(freshOrganisation(DATA_BY_HAND)).nodes
    const start = nodes.find(({ id }) => id === 'h2 unit:metis-data-8700.service')
    expect(start?.byHand?.forced).toBe(false)
    expect(start?.byHand?.follows).toContain('h2 file:/opt/metis/data-8700/config/data.yml')
    expect(start?.byHand?.follows.filter((id) => id.startsWith('h1 '))).toEqual([])
  })
})

describe('a Consul server that is set up by hand', () => {
  test.each([
    ['while nothing is known of it', silent(CONSUL_BY_HAND, 'h2')],
    ['once it has told of itself', freshOrganisation(CONSUL_BY_HAND)],
  ])('comes before all that waits for it %s', (_, input) => {
    const plan = makePlan(input)
    const heldBy = (id: string) => plan.nodes.find((node) => node.id === id)?.heldBy
    expect(heldBy('h1 unit:metis-consul.service')).toBeUndefined()
    expect(heldBy('h1 ready:consul')).toEqual(['h2'])
    expect(heldBy('h1 unit:metis-carrier.service')).toEqual(['h2'])
    const units = partForRun(plan, input.topology).nodes.flatMap(({ host, action }) =>
      action.kind === 'unit' ? [`${host} ${action.unit}`] : [],
    )
    expect(units.filter((unit) => unit.includes('metis-'))).toEqual([
      'h1 metis-consul.service',
      'h3 metis-consul.service',
    ])
  })

  test('holds up nobody once it runs', () => {
    const input = freshOrganisation(CONSUL_BY_HAND)
    const done = carriedOut(makePlan(input), input)
    const changed = { ...done, facts: { ...done.facts, h1: { ...(done.facts.h1 ?? never()), receipts: [] } } }
    expect(makePlan(changed).nodes.filter(({ heldBy }) => heldBy !== undefined)).toEqual([])
  })
})

function never(): never {
  throw new Error('no facts of that host')
}
