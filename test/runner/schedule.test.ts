import { expect, test } from 'vitest'
import type { PhaseId, PlanNode } from '../../src/planner/plan.js'
import { scheduleOf } from '../../src/runner/schedule.js'

function node(id: string, after: string[] = [], phase: PhaseId = 'prepare'): PlanNode {
  const action =
    phase === 'distribute'
      ? ({ kind: 'place-artifact', artifact: id, path: `/${id}`, sha256: '', size: 1 } as const)
      : ({ kind: 'link', path: id, target: '' } as const)
  return {
    id,
    phase,
    host: id.split(' ')[0] ?? '',
    instance: 'host',
    action,
    after,
    because: { word: 'reason.packages' },
  }
}

const ids = (nodes: readonly PlanNode[]) => nodes.map(({ id }) => id)

test('a batch holds what needs nothing outside of it', () => {
  const schedule = scheduleOf([node('h1 a'), node('h1 b', ['h1 a']), node('h1 c', ['h2 x']), node('h2 x')])
  expect(ids(schedule.nextBatch('h1'))).toEqual(['h1 a', 'h1 b'])
  expect(ids(schedule.nextBatch('h2'))).toEqual(['h2 x'])
})

test('what waited for another host comes when that is done', () => {
  const schedule = scheduleOf([node('h1 c', ['h2 x']), node('h2 x')])
  expect(schedule.nextBatch('h1')).toEqual([])
  schedule.mark('h2 x', 'succeeded')
  expect(ids(schedule.nextBatch('h1'))).toEqual(['h1 c'])
})

test('a batch never spans two phases', () => {
  const schedule = scheduleOf([node('h1 a'), node('h1 b', ['h1 a'], 'consul')])
  expect(ids(schedule.nextBatch('h1'))).toEqual(['h1 a'])
})

test('uploads have a lane of their own', () => {
  const schedule = scheduleOf([
    node('h1 a'),
    node('h1 u', [], 'distribute'),
    node('h1 b', ['h1 u'], 'consul'),
  ])
  expect([ids(schedule.readyUploads('h1')), schedule.nextInstall('h1')]).toEqual([['h1 u'], undefined])
  expect(ids(schedule.nextBatch('h1'))).toEqual(['h1 a'])
  schedule.mark('h1 a', 'running')
  expect(schedule.nextBatch('h1')).toEqual([])
})

test('a failure skips all that waits for it, also at second hand, and says for which', () => {
  const schedule = scheduleOf([node('h1 a'), node('h2 b', ['h1 a']), node('h3 c', ['h2 b']), node('h3 d')])
  schedule.mark('h1 a', 'failed')
  expect(schedule.skipBlocked().map(({ node: { id }, blockedBy }) => [id, blockedBy])).toEqual([
    ['h2 b', 'h1 a'],
    ['h3 c', 'h2 b'],
  ])
  expect(ids(schedule.pending())).toEqual(['h3 d'])
})

test('what a batch gives back is skipped too when it waits for what has failed', () => {
  const schedule = scheduleOf([node('h1 a'), node('h1 b', ['h1 a'])])
  for (const { id } of schedule.nextBatch('h1')) schedule.mark(id, 'running')
  schedule.mark('h1 a', 'failed')
  expect(schedule.skipBlocked()).toEqual([])
  schedule.mark('h1 b', 'pending')
  expect(schedule.skipBlocked().map(({ node: { id } }) => id)).toEqual(['h1 b'])
})

test('a success wakes the hosts that wait for it, once', () => {
  const schedule = scheduleOf([node('h1 a'), node('h1 b'), node('h2 c', ['h1 a']), node('h3 d', ['h1 b'])])
  schedule.mark('h1 a', 'running')
  expect(schedule.awoken()).toEqual([])
  schedule.mark('h1 a', 'succeeded')
  expect(schedule.awoken()).toEqual(['h2'])
  expect(schedule.awoken()).toEqual([])
})

test('while it rests it gives only what brings back an instance that was taken down, on whatever host that goes to', () => {
  const change = (id: string, action: PlanNode['action'], after: string[] = []): PlanNode => ({
    ...node(id, after, 'data'),
    action,
    instance: 'data',
  })
  const unit = { kind: 'unit', unit: 'data.service', state: 'running', inputs: '' } as const
  const wait = { kind: 'wait', health: { script: [] }, unit: 'data.service', timeoutSeconds: 1 } as const
  const handOver = { kind: 'run', name: 'hand-over', command: { script: [] }, inputs: '' } as const
  const schedule = scheduleOf([
    change('h1 unit', unit),
    change('h1 ready', wait, ['h1 unit', 'h2 x']),
    change('h2 x', unit),
    change('h3 hand-over', handOver),
    change('h4 carry', { kind: 'carry', from: 'h3', path: '/data.tar' }, ['h3 hand-over']),
    change('h4 unit', unit, ['h4 carry']),
  ])
  for (const id of ['h1 unit', 'h3 hand-over']) schedule.mark(id, 'running')
  schedule.rest(true)
  expect(ids(schedule.nextBatch('h2'))).toEqual([])
  for (const id of ['h1 unit', 'h2 x', 'h3 hand-over']) schedule.mark(id, 'succeeded')
  expect(ids(schedule.nextBatch('h1'))).toEqual(['h1 ready'])
  expect(schedule.nextInstall('h4')?.id).toBe('h4 carry')
  schedule.mark('h4 carry', 'succeeded')
  expect(ids(schedule.nextBatch('h4'))).toEqual(['h4 unit'])
})

test('a script ends with what has to stay well for a while: the next change is another one', () => {
  const wait = { kind: 'wait', health: { script: [] }, unit: 'data.service', timeoutSeconds: 1 } as const
  const schedule = scheduleOf([
    { ...node('h1 ready'), action: { ...wait, holdSeconds: 45 } },
    node('h1 next', ['h1 ready']),
    node('h1 other'),
  ])
  expect(ids(schedule.nextBatch('h1'))).toEqual(['h1 ready', 'h1 other'])
})
