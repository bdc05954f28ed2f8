import { expect, test } from 'vitest'
import { problem } from '../../src/errors/problem.js'
import type { HostFacts } from '../../src/facts/host-facts.js'
import type { PlanNode, ReasonWord } from '../../src/planner/plan.js'
import { judgeStarts, type Looked } from '../../src/planner/would-return.js'
import type { Reach } from '../../src/roles/check.js'
import { input, topology } from '../preflight/three-hosts.js'
import { told } from '../preflight/told.js'

const RUNNING = { active: 'active', sub: 'running', enabled: true, pid: 7, restarts: 0, since: 1 }
const AWAY = 'its data center does not answer: no list of the organisations (HTTP 500)'

const starts = (word: ReasonWord): { nodes: readonly PlanNode[] } => ({
  nodes: [
    {
      id: 'h1 unit:metis-carrier.service',
      phase: 'carrier',
      host: 'h1',
      instance: 'carrier',
      action: { kind: 'unit', unit: 'metis-carrier.service', state: 'running', inputs: '' },
      after: [],
      because: { word },
    },
  ],
})

function looked(more: Partial<HostFacts>, result?: Reach['result']): Looked {
  const facts = input.facts.h1
  if (facts === undefined) throw new Error('h1 has no facts')
  const dialled = { from: 'h1', to: 'data-center', ...topology.network.dataCenter, purpose: 'data center' }
  return {
    topology,
    facts: { ...input.facts, h1: { ...facts, ...more } },
    reach: result === undefined ? [] : [{ ...dialled, result }],
    evenSo: false,
  }
}

const ready = {
  units: { 'metis-carrier.service': RUNNING },
  health: { carrier: { state: 'ready', says: AWAY } },
} as const
const healthy = { ...ready, health: { carrier: { state: 'healthy', says: 'all is well' } } } as const
const unreachable = problem(
  'preflight.data-center-unreachable',
  { from: 'h1', ...topology.network.dataCenter, result: 'refused' },
  { host: 'h1' },
)

const judged = (plan: { nodes: readonly PlanNode[] }, at: Looked, found = [unreachable]) =>
  told(judgeStarts(plan, found, at)).map(({ code, severity, where: { host }, details: { says } }) =>
    [code, severity, host, says].filter((one) => one !== undefined).join(' '),
  )

test('what says itself that it lacks something is not started again from the same', () => {
  expect(judged(starts('reason.restart'), looked(ready), [])).toEqual([
    `run.would-not-start error h1 ${AWAY}`,
  ])
  expect(judged(starts('reason.outlived'), looked(ready, 'open'), [])).toEqual([
    `run.would-not-start error h1 ${AWAY}`,
  ])
  expect(judged(starts('reason.restart'), looked(healthy), [])).toEqual([])
})

test('what it is started from now may be what it lacks, where its host gets there', () => {
  expect(judged(starts('reason.started-from-changed'), looked(ready, 'open'), [])).toEqual([])
  expect(judged(starts('reason.started-from-changed'), looked(healthy, 'refused'))).toEqual([
    'preflight.data-center-unreachable warning h1',
    'run.would-not-start error h1 203.0.113.9:9090 refused',
  ])
})

test('what is missing outside stops the first start of who needs it, and no other plan', () => {
  const down = { units: {}, health: {} }
  expect(judged(starts('reason.never-started'), looked(down, 'filtered'))).toEqual([
    'preflight.data-center-unreachable error h1',
  ])
  expect(judged({ nodes: [] }, looked(healthy, 'filtered'))).toEqual([
    'preflight.data-center-unreachable warning h1',
  ])
})

test('who wants it all the same is only told', () => {
  const evenSo = { ...looked(healthy, 'refused'), evenSo: true }
  expect(judged(starts('reason.started-from-changed'), evenSo)).toEqual([
    'preflight.data-center-unreachable warning h1',
    'run.would-not-start warning h1 203.0.113.9:9090 refused',
  ])
})
