import { expect, test } from 'vitest'
import { organisationOn } from '../../src/commands/rehearse/rehearsal-order.js'
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
