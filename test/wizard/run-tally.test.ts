import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/events/run-event.js'
import { tallyOf } from '../../src/wizard/run-tally.js'
import { at, ms, progressAfter } from './run-events.js'

const CONFIG = 'h1 file:/opt/metis/consul/config/consul.json'
const DIRECTORY = 'h1 dir:/opt/metis'
const ARCHIVE = 'h2 artifact:/opt/metis/.artifacts/1/data.tar'

test('one look at the nodes tells what runs, what failed, and how long each phase went on', () => {
  const { running, failed, spans } = tallyOf(
    progressAfter(
      { type: 'started', at: at(1), node: DIRECTORY },
      { type: 'succeeded', at: at(3), node: DIRECTORY, milliseconds: 2000 },
      { type: 'started', at: at(2), node: ARCHIVE },
      { type: 'started', at: at(4), node: CONFIG },
      { type: 'failed', at: at(5), node: CONFIG, problem: {} },
    ),
  )
  expect(running.map(({ id }) => id)).toEqual([ARCHIVE])
  expect(failed.map(({ id }) => id)).toEqual([CONFIG])
  expect([...spans]).toEqual([
    ['prepare', { from: ms(1), to: ms(4) }],
    ['distribute', { from: ms(2), to: ms(2) }],
  ])
})

test('the node that failed tells of its instance what goes on, else the first that runs', () => {
  const started = { type: 'started', at: at(1), node: CONFIG } as const
  const failed = { type: 'failed', at: at(2), node: CONFIG, problem: {} } as const
  const telling = (...events: readonly RunEvent[]) =>
    tallyOf(progressAfter(...events)).instances.get('consul@h1')?.telling
  expect(telling()).toBeUndefined()
  expect(telling(started)).toMatchObject({ id: CONFIG, status: 'running' })
  expect(telling(started, failed)).toMatchObject({ id: CONFIG, status: 'failed' })
})
