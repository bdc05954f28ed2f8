import { expect, test } from 'vitest'
import { type Problem, problem } from '../../src/errors/problem.js'
import type { RunEvent } from '../../src/events/run-event.js'
import { failuresOf } from '../../src/wizard/run-failures.js'
import { at, progressAfter, viewOf } from './run-events.js'

const CONFIG = 'h1 file:/opt/metis/consul/config/consul.json'
const UNIT = 'h1 unit:metis-consul.service'
const ARCHIVE = 'h2 artifact:/opt/metis/.artifacts/1/data.tar'

test('one cause on one host is told once, with the number of others that met it', () => {
  const progress = progressAfter(
    {
      type: 'failed',
      at: at(1),
      node: CONFIG,
      problem: problem('run.disk-full', {}, { host: 'h1', action: CONFIG }),
    },
    { type: 'failed', at: at(1), node: UNIT, problem: problem('connection.disk-full', {}, { host: 'h1' }) },
    {
      type: 'failed',
      at: at(1),
      node: ARCHIVE,
      problem: problem('connection.disk-full', {}, { host: 'h2' }),
    },
  )
  expect(
    failuresOf(viewOf(progress)).map(({ problem: { code }, host, node, others }) => [
      code,
      host,
      node?.id,
      others,
    ]),
  ).toEqual([
    ['run.disk-full', 'h1', CONFIG, 1],
    ['connection.disk-full', 'h2', ARCHIVE, 0],
  ])
})

test('what nobody could name is never the same', () => {
  const failed = (action: string) => problem('run.action-failed', { action }, { host: 'h1', action })
  const progress = progressAfter(
    { type: 'failed', at: at(1), node: CONFIG, problem: failed(CONFIG) },
    { type: 'failed', at: at(1), node: UNIT, problem: failed(UNIT) },
  )
  expect(failuresOf(viewOf(progress))).toHaveLength(2)
})

test('a lost host, and what was told beside the actions, are failures too; warnings are none', () => {
  const gone = problem('run.host-lost', { host: 'h2' }, { host: 'h2' })
  const progress = progressAfter({ type: 'host-lost', at: at(1), host: 'h2', problem: gone })
  const differs = problem('run.still-differs', { count: 2 })
  const warning = problem('preflight.few-cores', {}, { host: 'h1' }, 'warning')
  expect(failuresOf(viewOf(progress, { problems: [gone, warning, differs] }))).toEqual([
    { problem: gone, host: 'h2', others: 0 },
    { problem: differs, others: 0 },
  ])
})

test('what fails elsewhere because of a lost host, or of one way to several, is told with that', () => {
  const failed = (node: string, one: Problem): RunEvent => ({ type: 'failed', at: at(1), node, problem: one })
  const gone = problem('connection.timed-out', { host: 'h2', address: '10.0.0.12', port: 22 }, { host: 'h2' })
  const notAsked = problem('firewall.not-asked', { host: 'h1', from: 'h2' }, { host: 'h1' })
  const behind = ['h3', 'h4'].map((host) =>
    problem('connection.refused', { host, address: '10.9.0.1', port: 22 }, { host }),
  )
  const [h3, h4] = behind
  const progress = progressAfter(failed(CONFIG, notAsked), failed(ARCHIVE, gone))
  expect(failuresOf(viewOf(progress, { problems: behind })).map(({ problem: one }) => one)).toEqual([
    { ...gone, consequences: [notAsked] },
    { ...h3, consequences: [h4] },
  ])
})
