import { describe, expect, it } from 'vitest'
import { planOf } from '../../src/planner/make-plan.js'
import type { Plan, PlanNode } from '../../src/planner/plan.js'
import { isReviewed, reviewedWork } from '../../src/planner/reviewed-work.js'

const restart: PlanNode = {
  id: 'h1 unit:metis-carrier.service',
  phase: 'carrier',
  host: 'h1',
  instance: 'carrier',
  after: [],
  because: { word: 'reason.lost-by-consul' },
  inputs: 'i1',
  action: { kind: 'unit', unit: 'metis-carrier.service', state: 'running', inputs: 'c1' },
}
const ready: PlanNode = {
  id: 'h1 ready:carrier',
  phase: 'carrier',
  host: 'h1',
  instance: 'carrier',
  after: [restart.id],
  because: { word: 'reason.not-ready', values: { says: 'runs, but Consul does not know it' } },
  inputs: 'i2',
  action: { kind: 'wait', health: { script: ['true'] }, unit: 'metis-carrier.service', timeoutSeconds: 90 },
}
const plan = (...nodes: PlanNode[]): Plan => planOf('bank-a', nodes)
const reviewed = reviewedWork(plan(restart, ready))

describe('what was reviewed', () => {
  it('may be done, wholly or in part', () => {
    expect(isReviewed(reviewed, plan(restart, ready))).toBe(true)
    expect(isReviewed(reviewed, plan(restart))).toBe(true)
    expect(isReviewed(reviewed, plan({ ...ready, after: [] }))).toBe(true)
    expect(isReviewed(reviewed, plan())).toBe(true)
  })

  it('may be waited for, whatever it is not ready for by now', () => {
    const because = { word: 'reason.not-ready', values: { says: 'Consul says critical' } } as const
    expect(isReviewed(reviewed, plan({ ...ready, because }))).toBe(true)
  })

  it('is not what has another reason, other inputs, or another action', () => {
    const because = { word: 'reason.started-from-changed' } as const
    expect(isReviewed(reviewed, plan({ ...restart, because }))).toBe(false)
    expect(isReviewed(reviewed, plan({ ...restart, inputs: 'i9' }))).toBe(false)
    expect(isReviewed(reviewed, plan(restart, { ...ready, id: 'h2 ready:carrier', host: 'h2' }))).toBe(false)
    const stop = { ...restart, action: { ...restart.action, state: 'stopped' } } as PlanNode
    expect(isReviewed(reviewed, plan(stop))).toBe(false)
  })

  it('is only the whole plan where no more than its digest is known', () => {
    const { digest } = reviewed
    expect(isReviewed({ digest, actions: [] }, plan(restart, ready))).toBe(true)
    expect(isReviewed({ digest, actions: [] }, plan(restart))).toBe(false)
  })
})
