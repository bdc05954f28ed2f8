import { expect, test } from 'vitest'
import { organisationOn } from '../../src/commands/rehearse/rehearsal-order.js'
import type { Inventory } from '../../src/inventory/inventory.js'
import { mergeSettled } from '../../src/inventory/merge-settled.js'
import { organisationFile } from '../../src/inventory/organisation-file.js'
import { readIni } from '../../src/inventory/read-ini.js'
import { settle } from '../../src/inventory/settle.js'
import { variablesOf } from '../../src/inventory/variables.js'
import { buildTopology } from '../../src/org-file/build-topology.js'
import { RULES } from '../../src/org-file/rules/index.js'
import { makePlan } from '../../src/planner/make-plan.js'
import type { PlanInput } from '../../src/planner/plan.js'
import { checkSummary } from '../../src/preflight/index.js'
import { answerable, listenTargets, wantedReach } from '../../src/preflight/reach.js'
import { portsOf } from '../../src/roles/ports.js'
import { scheduleOf } from '../../src/runner/schedule.js'
import { estimatePlan } from '../../src/wizard/estimate.js'
import { carriedOut, freshOrganisation } from '../planner/organisation.js'
import { counted } from './counting.js'

const organisations = [32, 64, 128].map((hosts) => freshOrganisation(organisationOn(hosts, 'metis-0.3.0')))

/**
 * How often a step reads what it is given, for 32, 64 and 128 hosts: in proportion to the hosts the second difference
 * is twice the first, with their square four times.
 */
function growthOf<T>(givenTo: (input: PlanInput) => T, step: (given: T) => unknown): number {
  const [few = 0, more = 0, many = 0] = organisations.map((input) => {
    const { value, reads } = counted(givenTo(input))
    step(value)
    return reads()
  })
  return (many - more) / (more - few)
}

const asItIs = (input: PlanInput) => input
const planned = (input: PlanInput) => makePlan(input)

test('a plan costs in proportion to the hosts, on fresh ones and on finished ones', () => {
  expect(growthOf(asItIs, makePlan)).toBeLessThan(2.1)
  expect(growthOf((input) => carriedOut(planned(input), input), makePlan)).toBeLessThan(2.1)
})

test('a plan has edges in proportion to the hosts', () => {
  const [few = 0, more = 0, many = 0] = organisations.map(
    (input) => planned(input).nodes.flatMap(({ after }) => after).length,
  )
  expect(many - more).toBe(2 * (more - few))
})

test('an estimate costs in proportion to the hosts', () => {
  expect(growthOf(planned, (plan) => estimatePlan(plan))).toBeLessThan(2.1)
})

test('the checks cost in proportion to the hosts', () => {
  const step = (input: PlanInput) => checkSummary({ ...input, reach: [] })
  expect(growthOf(asItIs, step)).toBeLessThan(2.1)
})

test('the connections to try, who listens for them and what can be judged cost in proportion to the hosts', () => {
  const step = ({ topology, facts }: PlanInput) => {
    const uses = topology.instances.map((instance) => ({ instance, uses: portsOf(instance) }))
    const wanted = counted(wantedReach(topology, uses)).value
    const listening = topology.hosts.map(({ name }) => {
      const here = facts[name]
      return [name, here === undefined ? [] : listenTargets(wanted, topology, here, name)] as const
    })
    return answerable(wanted, topology, facts, Object.fromEntries(listening))
  }
  expect(growthOf(asItIs, step)).toBeLessThan(2.1)
})

test('a run looks at its nodes in proportion to the hosts, from the first to the last', () => {
  const step = ({ nodes }: ReturnType<typeof makePlan>) => {
    const schedule = scheduleOf(nodes)
    let stirred = new Set(nodes.map(({ host }) => host))
    while (stirred.size > 0) {
      const again = new Set<string>()
      for (const host of stirred) {
        const install = schedule.nextInstall(host)
        const work = [
          ...schedule.nextBatch(host),
          ...schedule.readyUploads(host),
          ...(install === undefined ? [] : [install]),
        ]
        for (const { id } of work) schedule.mark(id, 'succeeded')
        if (work.length > 0) again.add(host)
      }
      stirred = new Set([...again, ...schedule.awoken()])
    }
    expect(schedule.pending()).toEqual([])
  }
  expect(growthOf(planned, step)).toBeLessThan(2.1)
})

/** How the work of a step on a file grows from 100 to 200 to 400 of something: 2 in proportion, 4 with the square. */
function growthOfFile(fileWith: (count: number) => object, step: (file: object) => unknown): number {
  const [few = 0, more = 0, many = 0] = [100, 200, 400].map((count) => {
    const { value, reads } = counted(fileWith(count))
    step(value)
    return reads()
  })
  return (many - more) / (more - few)
}

const hostsNamed = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `h${i + 1}`,
      { address: `10.1.${i >> 8}.${i & 255}`, user: 'ops' },
    ]),
  )
const fileOn = (count: number) => ({
  organisation: 'acme',
  release: 'metis-0.3.0',
  hosts: hostsNamed(count),
  roles: {
    consul: 'h1',
    carrier: 'h1',
    admin: 'h1',
    data: Object.keys(hostsNamed(count)),
    compute: Object.keys(hostsNamed(count)),
  },
})
const crowdedFile = (count: number) => ({
  ...fileOn(3),
  roles: { ...fileOn(3).roles, data: Array.from({ length: count }, () => ({ host: 'h2', port: 8700 })) },
})

test('org.yaml is understood in proportion to its hosts, and to the instances on one of them', () => {
  const step = (file: object) => buildTopology(file, undefined)
  expect(growthOfFile(fileOn, step)).toBeLessThan(2.1)
  expect(growthOfFile(crowdedFile, step)).toBeLessThan(2.1)
})

const inventoryOf = (count: number): Inventory => {
  const hosts = Object.values(hostsNamed(count)).map(({ address }) => address)
  const group = (name: string, some: readonly string[], children: readonly string[] = []) => ({
    name,
    hosts: some,
    lines: some.map((_, i) => i),
    children,
    variables: [{ name: 'ansible_user', value: '{{ who }}', file: 'inventory.ini' }],
  })
  const groups = [
    group('all', []),
    group('compute', [], ['many']),
    group('many', hosts),
    ...['consul', 'carrier', 'admin'].map((role) => group(role, hosts.slice(0, 1))),
  ]
  const variables = [{ name: 'who', value: 'ops', file: 'inventory.ini' }]
  return { groups, hosts: hosts.map((name) => ({ name, variables })) }
}

test('an inventory is understood in proportion to its hosts, and so are its lines', () => {
  const origin = { origin: () => '', fillIn: '' }
  const folder = { settings: [], groups: [], hosts: [] }
  const step = (inventory: object) => {
    const { taken } = settle(
      inventory as Inventory,
      variablesOf(inventory as Inventory, folder, 'inventory.ini'),
      'inventory.ini',
    )
    const given = counted(taken)
    organisationFile(mergeSettled([given.value]).taken, {}, origin)
    return given.reads()
  }
  expect(growthOfFile(inventoryOf, step)).toBeLessThan(2.1)
  const [few = 0, more = 0, many = 0] = [100, 200, 400].map((count) => step(inventoryOf(count)))
  expect((many - more) / (more - few)).toBeLessThan(2.1)
  const linesOf = (count: number) => [
    '[data]',
    ...Object.keys(hostsNamed(count)).map((name) => `${name} x=1`),
  ]
  expect(growthOfFile(linesOf, (lines) => readIni(lines as string[], 'inventory.ini'))).toBeLessThan(2.1)
})

test('the rules about org.yaml cost in proportion to its hosts, and to instances that want one port', () => {
  const step = (file: object) => {
    const { topology } = buildTopology(file, undefined)
    const given = counted(topology)
    const input = { release: undefined, file, pathOf: () => [], isBroken: () => false }
    for (const rule of RULES) rule({ ...input, topology: given.value })
    return given.reads()
  }
  for (const file of [fileOn, crowdedFile]) {
    const [few = 0, more = 0, many = 0] = [100, 200, 400].map((count) => step(file(count)))
    expect((many - more) / (more - few)).toBeLessThan(2.1)
  }
})
