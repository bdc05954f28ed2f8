import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/events/run-event.js'
import { hostStrips, phaseStrips } from '../../src/wizard/run-strips.js'
import { at, ms, progressAfter } from './run-events.js'

const CONFIG = 'h1 file:/opt/metis/consul/config/consul.json'
const DIRECTORY = 'h1 dir:/opt/metis'
const ARCHIVE = 'h2 artifact:/opt/metis/.artifacts/1/data.tar'

test('a phase takes from its first start to its last end, and to now while it goes on', () => {
  const progress = progressAfter(
    { type: 'started', at: at(1), node: DIRECTORY },
    { type: 'succeeded', at: at(2), node: DIRECTORY, milliseconds: 1000 },
    { type: 'started', at: at(4), node: CONFIG },
    { type: 'succeeded', at: at(6), node: CONFIG, milliseconds: 1500 },
    { type: 'started', at: at(3), node: ARCHIVE },
  )
  const strips = phaseStrips(progress, ms(10))
  expect(strips.map(({ phase, mark, milliseconds }) => [phase, mark, milliseconds])).toEqual([
    ['prepare', 'done', 4500],
    ['consul', 'waiting', undefined],
    ['distribute', 'running', 7000],
    ['fighters', 'waiting', undefined],
    ['verify', 'waiting', undefined],
  ])
})

test('a host shows what has been under way there for longest', () => {
  const progress = progressAfter(
    { type: 'started', at: at(5), node: CONFIG },
    { type: 'started', at: at(4), node: DIRECTORY },
  )
  const strips = hostStrips(progress)
  expect(strips.map(({ host, mark, now }) => [host, mark, now?.id])).toEqual([
    ['h1', 'running', DIRECTORY],
    ['h2', 'waiting', undefined],
  ])
})

test('a host whose connection is gone is tried again until the run is over', () => {
  const lost = { type: 'host-lost', at: at(3), host: 'h2', problem: {} } as const
  const over: RunEvent = { type: 'run-finished', at: at(4), outcome: 'failed', halfDone: [] }
  expect(hostStrips(progressAfter(lost))[1]).toMatchObject({ mark: 'warning', isTried: true })
  expect(hostStrips(progressAfter(lost, over))[1]).toMatchObject({ mark: 'failed', isTried: false })
})
