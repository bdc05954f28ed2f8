import { expect, test } from 'vitest'
import { show } from '../../../src/lib/text.js'
import { makePlan } from '../../../src/planner/make-plan.js'
import { restartTurns } from '../../../src/planner/phases/start.js'
import type { PlanInput } from '../../../src/planner/plan.js'
import { carriedOut, freshOrganisation } from '../organisation.js'

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

/** The same, with what agents tell. */
function telling(told: Readonly<Record<string, string>>): PlanInput {
  const facts = Object.entries(input.facts).map(([host, one]) => {
    const consul = told[host]
    return [host, consul === undefined ? one : { ...one, told: { ...one.told, consul } }] as const
  })
  return { ...input, facts: Object.fromEntries(facts) }
}

const signedOff = (given: PlanInput) =>
  makePlan(given).nodes.flatMap(({ host, action }) =>
    action.kind === 'run' && action.name === 'sign-off'
      ? [`${host} ${(JSON.parse(action.inputs) as { id: string }).id}`]
      : [],
  )

test('what Consul lists at an address that no host has is taken off, and nothing else', () => {
  const ids = [
    'dataService_10.0.0.13_8700',
    'dataService_10.0.0.99_8700',
    'adminService-10-0-0-12-9090',
    'adminService-10-0-0-98-9090',
    'somebodys_10.0.0.97_1',
    'consul',
  ]
  const services = JSON.stringify(Object.fromEntries(ids.map((id) => [id, {}])))
  const kept = input.facts.h1?.told?.consul ?? ''
  expect(signedOff(telling({ h1: `${kept}services ${services}\n` }))).toEqual([
    'h1 adminService-10-0-0-98-9090',
    'h1 dataService_10.0.0.99_8700',
  ])
})

test('of a host that had another address when it was applied last, also while nobody tells what is listed', () => {
  expect(signedOff({ ...input, formerAddresses: { h2: '10.0.0.77' } })).toEqual([
    'h1 adminService-10-0-0-77-*',
    'h1 viaService_10.0.0.77_*',
  ])
  expect(signedOff({ ...input, formerAddresses: { h2: '10.0.0.11' } })).toEqual([])
  expect(signedOff(input)).toEqual([])
})

test('a Consul server whose host has another address leaves under the former one before it starts, told by another', () => {
  for (const [host, agent] of [
    ['h2', '10.0.0.11'],
    ['h1', '10.0.0.12'],
  ] as const) {
    const { nodes } = makePlan({ ...input, formerAddresses: { [host]: '10.0.0.77' } })
    const leave = nodes.find(({ id }) => id === `${host} run:consul/consul-leave`)
    const [vote, ready] = ['run:consul/consul-vote', 'ready:consul'].map((what) =>
      nodes.findIndex(({ id }) => id === `${host} ${what}`),
    )
    expect([vote === -1, (vote ?? 0) < (ready ?? 0)]).toEqual([false, true])
    if (leave?.action.kind !== 'run') throw new Error('it does not leave')
    const script = show(leave.action.command.script)
    expect(script).toContain('PUT 10.0.0.77 "$own" /v1/agent/leave')
    expect(script).toContain(`${agent} 8500 /v1/agent/force-leave/consul_10.0.0.77 `)
  }
  const alone = { ...input.topology, instances: input.topology.instances.slice(0, 1) }
  const one = makePlan({ ...input, topology: alone, formerAddresses: { h1: '10.0.0.77' } })
  expect(one.nodes.some(({ id }) => id.startsWith('h1 run:consul/consul-leave'))).toBe(false)
})

test('a Consul server that runs and answers nothing restarts before those that do', () => {
  const known = input.facts.h1?.told?.consul ?? ''
  const turns = restartTurns(telling({ h1: known, h2: '', h3: known }), 'consul')
  expect(turns.map((turn) => turn.map(({ host }) => host))).toEqual([['h2'], ['h1'], ['h3']])
})
