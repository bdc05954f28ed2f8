import { describe, expect, it } from 'vitest'
import { sh } from '../../src/lib/command.js'
import { makePlan } from '../../src/planner/make-plan.js'
import type { Plan, PlanNode } from '../../src/planner/plan.js'
import { estimatePlan } from '../../src/wizard/estimate.js'
import { measuredOf, withMeasured } from '../../src/wizard/measured.js'
import { freshOrganisation } from '../planner/organisation.js'

const THREE_HOSTS = `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.1, user: ops }
  h2: { address: 10.0.0.2, user: ops }
  h3: { address: 10.0.0.3, user: ops }
roles:
  consul: h1
  carrier: { host: h2, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h3, externalAddress: 9.8.7.6 }
  data: h3
`

/** Sends so many bytes. */
function upload(id: string, host: string, size: number, after: string[] = []): PlanNode {
  const action = { kind: 'place-artifact', artifact: id, path: `/${id}`, sha256: id, size } as const
  return {
    id,
    phase: 'distribute',
    host,
    instance: 'host',
    action,
    after,
    because: { word: 'reason.packages' },
  }
}

/** 0.1 to 1 seconds. */
function step(id: string, host: string, after: string[] = []): PlanNode {
  const action = { kind: 'run', name: id, command: sh`true`, inputs: '' } as const
  return { id, phase: 'prepare', host, instance: 'host', action, after, because: { word: 'reason.packages' } }
}

const planOf = (...nodes: PlanNode[]): Plan => ({ organisation: 'acme', nodes, digest: '' })
const MB = 1_000_000

describe('a plan', () => {
  it('takes no time when it is empty', () => {
    expect(estimatePlan(planOf())).toEqual({ seconds: { low: 0, high: 0 }, hosts: {}, phases: [], bytes: 0 })
  })

  it('takes the time of its longest way, not of all its nodes', () => {
    const apart = planOf(step('a', 'h1'), step('b', 'h2'))
    expect(estimatePlan(apart).seconds).toEqual({ low: 0.6, high: 4 })
    const behind = planOf(step('a', 'h1'), step('b', 'h2', ['a']))
    expect(estimatePlan(behind).seconds).toEqual({ low: 0.7, high: 5 })
  })

  it('does one script after the other on a host, and sends files meanwhile', () => {
    const { seconds } = estimatePlan(planOf(step('a', 'h1'), step('b', 'h1'), upload('c', 'h1', 10 * MB)))
    expect(seconds).toEqual({ low: 0.7, high: 5 })
  })

  it('shares the uplink among its hosts, so that a small host is done before a large one', () => {
    const plan = planOf(upload('a', 'h1', 10 * MB), upload('b', 'h2', 90 * MB))
    const { hosts, bytes } = estimatePlan(plan)
    expect(bytes).toBe(100 * MB)
    expect(hosts.h1?.high).toBeCloseTo(3 + 2)
    expect(hosts.h2?.high).toBeCloseTo(3 + 10)
    expect(hosts.h2?.low).toBeCloseTo(0.5 + 1)
  })

  it('takes a fast and a slow uplink', () => {
    const plan = planOf(upload('a', 'h1', 1000 * MB))
    expect(estimatePlan(plan).seconds).toEqual({ low: 10.5, high: 103 })
  })

  it('does not wait for what is in no plan', () => {
    expect(estimatePlan(planOf(step('a', 'h1', ['done before']))).seconds).toEqual({ low: 0.6, high: 4 })
  })
})

describe('a fresh installation on three hosts', () => {
  const plan = makePlan(freshOrganisation(THREE_HOSTS))
  const { seconds, hosts, phases } = estimatePlan(plan)

  it('takes as long as it was measured to take', () => {
    expect(seconds.low).toBeLessThanOrEqual(33)
    expect(seconds.high).toBeGreaterThanOrEqual(57)
    expect(seconds.low).toBeGreaterThan(15)
    expect(seconds.high).toBeLessThan(240)
  })

  it('tells each phase, in order, and each host, which is done before all are verified', () => {
    expect(phases.map(({ phase }) => phase)).toEqual([
      'prepare',
      'distribute',
      'consul',
      'carrier',
      'admin',
      'via',
      'fighters',
      'verify',
    ])
    expect(Object.keys(hosts)).toEqual(['h1', 'h2', 'h3'])
    expect(hosts.h2?.high).toBeLessThan(seconds.high)
  })
})

it('estimates a plan of 64 hosts before anybody notices', () => {
  const names = Array.from({ length: 64 }, (_, i) => `h${i + 1}`)
  const plan = makePlan(
    freshOrganisation(`
organisation: acme
release: metis-0.3.0
hosts:
${names.map((name, i) => `  ${name}: { address: 10.0.0.${i + 1}, user: ops }`).join('\n')}
roles:
  consul: h1
  carrier: { host: h2, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h3, externalAddress: 9.8.7.6 }
  data: [${names.slice(3).join(', ')}]
`),
  )
  const { hosts } = estimatePlan(plan)
  expect(Object.keys(hosts)).toHaveLength(64)
})

describe('what a run has measured', () => {
  const wait = (id: string, changes: object): PlanNode => {
    const action = { kind: 'wait', health: sh`true`, unit: 'via', timeoutSeconds: 9, ...changes } as const
    return { ...step(id, 'h1'), action }
  }
  const took = (node: string, seconds: number, on = '2026-01-31') =>
    ({ type: 'succeeded', at: `${on}T12:00:00.000Z`, node, milliseconds: seconds * 1000 }) as const

  it('is what the same action will take, and the usual counts for all others', () => {
    const plan = planOf(step('a', 'h1'), step('b', 'h1', ['a']))
    const measured = withMeasured({}, plan, [took('a', 20)])
    expect(estimatePlan(plan, measured).seconds).toEqual({ low: 0.5 + 16 + 0.1, high: 3 + 30 + 1 })
    expect(measuredOf(plan, measured)).toEqual({ count: 1, from: '2026-01-31', to: '2026-01-31' })
    expect(measuredOf(planOf(step('c', 'h1')), measured)).toBeUndefined()
  })

  it('is without what had to stay well, nothing of files and of what counts from a start, and the newest of each', () => {
    const plan = planOf(
      upload('file', 'h1', MB),
      wait('held', { holdSeconds: 45 }),
      wait('since', { holdSeconds: 45, sinceStart: true }),
      step('quick', 'h1'),
    )
    const events = [
      took('file', 9),
      took('held', 48.04),
      took('since', 9),
      took('quick', 0.1),
      took('other', 9),
    ]
    const before = withMeasured({}, planOf(step('held', 'h1')), [took('held', 7, '2026-01-30')])
    expect(withMeasured(before, plan, events)).toEqual({ held: { seconds: 3, on: '2026-01-31' } })
  })

  it('is kept of so many that a large organisation makes no large file', () => {
    const nodes = Array.from({ length: 3000 }, (_, i) => step(`h1 s${i}`, 'h1'))
    const measured = withMeasured(
      {},
      planOf(...nodes),
      nodes.map(({ id }, i) => took(id, 1 + i)),
    )
    expect([Object.keys(measured).length, measured['h1 s999'], measured['h1 s1000']?.seconds]).toEqual([
      ...[2000, undefined, 1001],
    ])
  })
})

it('a service that is started again takes as long as it has to run, counted from its start', () => {
  const unit = { kind: 'unit', unit: 'via', state: 'running', inputs: '' } as const
  const action = { kind: 'wait', health: sh`true`, unit: 'via', timeoutSeconds: 9 } as const
  const start: PlanNode = { ...step('h1 unit:via', 'h1'), action: unit }
  const again = {
    ...step('again', 'h1', ['h1 unit:via']),
    action: { ...action, holdSeconds: 50, sinceStart: true },
  }
  const { low } = estimatePlan(planOf(start, { ...again, phase: 'via' } as PlanNode)).seconds
  expect(low).toBe(0.5 + 0.3 + 50)
})
