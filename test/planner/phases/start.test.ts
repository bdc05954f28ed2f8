import { expect, test } from 'vitest'
import type { UnitFacts } from '../../../src/facts/host-facts.js'
import { makePlan } from '../../../src/planner/make-plan.js'
import { instancesMeant, planOperation } from '../../../src/planner/operate.js'
import type { Plan, PlanInput } from '../../../src/planner/plan.js'
import { carriedOut, freshOrganisation } from '../organisation.js'

/** Consul on the first hosts, a data service and a compute service beside it. */
function orgYaml(servers: number, more = ''): string {
  const hosts = Array.from({ length: servers }, (_, i) => `h${i + 1}`)
  return `
organisation: acme
release: metis-0.3.0
hosts:
${hosts.map((host, i) => `  ${host}: { address: 10.0.0.1${i}, user: ops }`).join('\n')}
roles:
  consul: [${hosts.join(', ')}]
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h2
  compute: h3
${more}`
}

/** After a first apply, with the Consul servers of these hosts down. */
function installed(servers: number, down: readonly string[] = []): PlanInput {
  const fresh = freshOrganisation(orgYaml(servers))
  const after = carriedOut(makePlan(fresh), fresh)
  const facts = Object.entries(after.facts).map(([host, one]) => {
    const units = down.includes(host) ? { ...one.units, 'metis-consul.service': DOWN } : one.units
    return [host, { ...one, units }]
  })
  return { ...after, facts: Object.fromEntries(facts) }
}

const DOWN: UnitFacts = { active: 'failed', sub: 'failed', enabled: true, pid: 0, restarts: 0, since: 0 }

/** The plan after another port has changed every server's config. */
function changed(servers: number, down: readonly string[] = []): Plan {
  const { facts } = installed(servers, down)
  return makePlan({ ...freshOrganisation(orgYaml(servers, 'ports: { consul: { server: 8201 } }')), facts })
}

/** By host: the servers that have to be ready before the one there starts. */
function turns({ nodes }: Plan) {
  const starts = nodes.filter(({ id }) => id.endsWith(' unit:metis-consul.service'))
  return Object.fromEntries(
    starts.map(({ host, after }) => [host, after.filter((id) => id.endsWith(' ready:consul'))]),
  )
}

/** What a server is awaited after, besides its own steps. */
function awaitedAfter({ nodes }: Plan, host: string) {
  const wait = nodes.find(({ id }) => id === `${host} ready:consul`)
  return wait?.after.filter((id) => !id.startsWith(`${host} `))
}

test('Consul servers restart one by one while a quorum runs', () => {
  const plan = changed(3)
  expect(turns(plan)).toEqual({ h1: [], h2: ['h1 ready:consul'], h3: ['h2 ready:consul'] })
  expect(['h1', 'h2', 'h3'].map((host) => awaitedAfter(plan, host))).toEqual([[], [], []])
})

test('a server that is down comes first, so that no other one goes down while it is away', () => {
  const plan = changed(3, ['h3'])
  expect(turns(plan)).toEqual({ h3: [], h1: ['h3 ready:consul'], h2: ['h1 ready:consul'] })
})

test('those that are down start together, since none of them is ready without the other', () => {
  const plan = changed(5, ['h2', 'h4'])
  expect(turns(plan)).toEqual({
    h2: [],
    h4: [],
    h1: ['h2 ready:consul', 'h4 ready:consul'],
    h3: ['h1 ready:consul'],
    h5: ['h3 ready:consul'],
  })
  expect(awaitedAfter(plan, 'h2')).toEqual(['h4 unit:metis-consul.service'])
  expect(awaitedAfter(plan, 'h4')).toEqual(['h2 unit:metis-consul.service'])
})

test('servers that join a running quorum start before it restarts', () => {
  const { facts } = installed(3)
  const five = freshOrganisation(orgYaml(5))
  expect(turns(makePlan({ ...five, facts: { ...five.facts, ...facts } }))).toEqual({
    h4: [],
    h5: [],
    h1: ['h4 ready:consul', 'h5 ready:consul'],
    h2: ['h1 ready:consul'],
    h3: ['h2 ready:consul'],
  })
})

test.each([
  [3, ['h1', 'h3']],
  [5, ['h1', 'h2', 'h3']],
])('of %i servers, with %j down, all restart together', (servers, down) => {
  const plan = changed(servers, down)
  const hosts = Array.from({ length: servers }, (_, i) => `h${i + 1}`)
  expect(turns(plan)).toEqual(Object.fromEntries(hosts.map((host) => [host, []])))
  expect(awaitedAfter(plan, 'h1')).toEqual(hosts.slice(1).map((host) => `${host} unit:metis-consul.service`))
})

test('those that lose what they had learned of the first server restart after all servers', () => {
  const { nodes } = changed(3)
  const start = nodes.find(({ id }) => id === 'h2 unit:metis-data-8700.service')
  expect(start?.because).toEqual({ word: 'reason.outlived', values: { role: 'consul' } })
  expect(start?.after).toEqual(
    expect.arrayContaining(['h1 ready:consul', 'h2 ready:consul', 'h3 ready:consul']),
  )
})

/** The plan of `restart`, node by node with what each waits for. */
function restart(input: PlanInput, word: string): Record<string, readonly string[]> {
  const { selected } = instancesMeant(input.topology.instances, [word])
  const { nodes } = planOperation(input, 'restart', selected)
  // Asked once more at the end, whether they stay well.
  const own = nodes.filter(({ id }) => !id.endsWith(' again'))
  return Object.fromEntries(own.map(({ id, after }) => [id, after]))
}

const FIGHTERS = {
  'h2 ready:data-8700': ['h2 unit:metis-data-8700.service'],
  'h3 ready:compute-8800': ['h3 unit:metis-compute-8800.service'],
}

test('restarting Consul takes its servers one by one, then what would not notice the first', () => {
  expect(restart(installed(3), 'consul')).toEqual({
    'h1 unit:metis-consul.service': [],
    'h1 ready:consul': ['h1 unit:metis-consul.service'],
    'h2 unit:metis-consul.service': ['h1 ready:consul'],
    'h2 ready:consul': ['h2 unit:metis-consul.service'],
    'h3 unit:metis-consul.service': ['h2 ready:consul'],
    'h3 ready:consul': ['h3 unit:metis-consul.service'],
    'h2 unit:metis-data-8700.service': ['h3 ready:consul'],
    'h3 unit:metis-compute-8800.service': ['h3 ready:consul'],
    ...FIGHTERS,
  })
})

test('restarting Consul without a quorum takes all servers at once', () => {
  const ready = ['h1 ready:consul', 'h2 ready:consul', 'h3 ready:consul']
  expect(restart(installed(3, ['h1', 'h2']), 'consul')).toEqual({
    'h1 unit:metis-consul.service': [],
    'h1 ready:consul': ['h1 unit:metis-consul.service'],
    'h2 unit:metis-consul.service': [],
    'h2 ready:consul': ['h2 unit:metis-consul.service'],
    'h3 unit:metis-consul.service': [],
    'h3 ready:consul': ['h3 unit:metis-consul.service'],
    'h2 unit:metis-data-8700.service': ready,
    'h3 unit:metis-compute-8800.service': ready,
    ...FIGHTERS,
  })
})

test('restarting Consul brings back those that are down before it takes another one down', () => {
  expect(restart(installed(5, ['h2', 'h4']), 'consul')).toMatchObject({
    'h2 unit:metis-consul.service': [],
    'h4 unit:metis-consul.service': [],
    'h1 unit:metis-consul.service': ['h2 ready:consul', 'h4 ready:consul'],
    'h3 unit:metis-consul.service': ['h1 ready:consul'],
    'h5 unit:metis-consul.service': ['h3 ready:consul'],
    'h2 unit:metis-data-8700.service': ['h5 ready:consul'],
  })
})

test('the first server alone takes along who learned from it, another one nobody', () => {
  expect(restart(installed(3), 'consul@h1')).toEqual({
    'h1 unit:metis-consul.service': [],
    'h1 ready:consul': ['h1 unit:metis-consul.service'],
    'h2 unit:metis-data-8700.service': ['h1 ready:consul'],
    'h3 unit:metis-compute-8800.service': ['h1 ready:consul'],
    ...FIGHTERS,
  })
  expect(Object.keys(restart(installed(3), 'consul@h2'))).toEqual([
    'h2 unit:metis-consul.service',
    'h2 ready:consul',
  ])
})
