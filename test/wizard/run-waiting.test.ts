import { expect, test } from 'vitest'
import { latestNewsMs, waitingFor } from '../../src/wizard/run-waiting.js'
import { at, ms, progressAfter, viewOf } from './run-events.js'

const CONFIG = 'h1 file:/opt/metis/consul/config/consul.json'
const ARCHIVE = 'h2 artifact:/opt/metis/.artifacts/1/data.tar'
const lost = { type: 'host-lost', at: at(3), host: 'h2', problem: {} } as const

test('it waits for the action that has run longest, and tells how many others run', () => {
  const progress = progressAfter(
    { type: 'started', at: at(2), node: CONFIG },
    { type: 'started', at: at(1), node: ARCHIVE },
  )
  expect(waitingFor(viewOf(progress))).toMatchObject({ for: 'action', node: { id: ARCHIVE }, others: 1 })
})

test('actions on a host that is away do not count; when no other runs, it waits for the host', () => {
  const progress = progressAfter({ type: 'started', at: at(1), node: ARCHIVE }, lost)
  expect(waitingFor(viewOf(progress))).toEqual({ for: 'hosts', hosts: ['h2'] })
})

test('before and after the plan it waits for what is done then', () => {
  const stage = { id: 'looking' } as const
  expect(waitingFor(viewOf(progressAfter(), { stage }))).toEqual({ for: 'stage', stage })
  expect(waitingFor(viewOf(progressAfter()))).toEqual({ for: 'start' })
})

test('one that rests tells what is still under way, or that nothing is', () => {
  const progress = progressAfter({ type: 'started', at: at(1), node: ARCHIVE })
  const paused = { state: 'paused' } as const
  expect(waitingFor(viewOf(progress, paused))).toMatchObject({
    for: 'pause',
    node: { id: ARCHIVE },
    others: 0,
  })
  expect(waitingFor(viewOf(progressAfter(), paused))).toEqual({ for: 'pause', node: undefined, others: 0 })
})

test('a run that is over waits for nothing', () => {
  const progress = progressAfter({ type: 'started', at: at(1), node: ARCHIVE })
  for (const state of ['done', 'failed', 'cancelled', 'lost'] as const)
    expect(waitingFor(viewOf(progress, { state }))).toEqual({ for: 'nothing' })
})

test('the latest news of a run that is met on its way is its latest start, end or line', () => {
  const progress = progressAfter(
    { type: 'started', at: at(2), node: CONFIG },
    { type: 'succeeded', at: at(9), node: CONFIG, milliseconds: 7000 },
  )
  expect(latestNewsMs(viewOf(progressAfter()))).toBe(ms(0))
  expect(latestNewsMs(viewOf(progress))).toBe(ms(9))
  const line = { at: at(12), node: CONFIG, host: 'h1', instance: 'consul', text: 'x' }
  expect(latestNewsMs(viewOf(progress, { log: { lines: [line], dropped: 0 } }))).toBe(ms(12))
})
