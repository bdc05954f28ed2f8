import { expect, test } from 'vitest'
import { problem } from '../../src/errors/problem.js'
import { sayIn } from '../../src/i18n/say.js'
import { runMap } from '../../src/wizard/run-map.js'
import { at, progressAfter } from './run-events.js'

const say = sayIn('en')
const ARCHIVE = 'h2 artifact:/opt/metis/.artifacts/1/data.tar'
const CONFIG = 'h1 file:/opt/metis/consul/config/consul.json'
const UNIT = 'h1 unit:metis-consul.service'
const because = { word: 'reason.waits-for', values: { node: ARCHIVE } }

test('before anything has happened every box waits', () => {
  expect(runMap(progressAfter(), say)).toEqual({
    marks: { h1: 'waiting', h2: 'waiting', 'consul@h1': 'waiting', 'data-8700@h2': 'waiting' },
    notes: { h1: '0/3', h2: '0/3' },
  })
})

test('a box says what is done there just now: how much is sent, or how far it is', () => {
  const progress = progressAfter(
    { type: 'started', at: at(1), node: ARCHIVE },
    { type: 'sent', at: at(2), node: ARCHIVE, bytes: 459, total: 1000 },
    { type: 'started', at: at(1), node: CONFIG },
    { type: 'succeeded', at: at(1), node: CONFIG, milliseconds: 10 },
    { type: 'started', at: at(2), node: UNIT },
  )
  expect(runMap(progress, say)).toEqual({
    marks: { h1: 'running', h2: 'running', 'consul@h1': 'running', 'data-8700@h2': 'running' },
    notes: { h1: '1/3', h2: '0/3', 'consul@h1': 'starting 1/2', 'data-8700@h2': 'sending 45 %' },
  })
})

test('a box that is begun and has nothing to do just now waits, and tells how far it is', () => {
  const progress = progressAfter({ type: 'succeeded', at: at(1), node: CONFIG, milliseconds: 10 })
  expect(runMap(progress, say)).toMatchObject({
    marks: { 'consul@h1': 'waiting' },
    notes: { 'consul@h1': '1/2' },
  })
})

test('done and failed show on the box and on its host; what had to be left out is skipped', () => {
  const progress = progressAfter(
    { type: 'succeeded', at: at(1), node: 'h1 dir:/opt/metis', milliseconds: 10 },
    { type: 'succeeded', at: at(1), node: CONFIG, milliseconds: 10 },
    { type: 'succeeded', at: at(2), node: UNIT, milliseconds: 10 },
    {
      type: 'failed',
      at: at(2),
      node: ARCHIVE,
      problem: problem('connection.disk-full', {}, { host: 'h2' }),
    },
    { type: 'skipped', at: at(2), node: 'h2 unit:metis-data-8700.service', because },
    { type: 'skipped', at: at(2), node: 'h2 wait:data-8700', because },
  )
  expect(runMap(progress, say)).toEqual({
    marks: { h1: 'done', h2: 'failed', 'consul@h1': 'done', 'data-8700@h2': 'failed' },
    notes: { h1: '3/3', h2: '1/3', 'data-8700@h2': 'sending' },
  })
  const skipped = progressAfter(
    { type: 'succeeded', at: at(1), node: CONFIG, milliseconds: 10 },
    { type: 'skipped', at: at(2), node: UNIT, because },
  )
  expect(runMap(skipped, say).marks['consul@h1']).toBe('skipped')
})

test('what is only asked once more runs on, untouched', () => {
  const asked = {
    id: 'h1 ready:via again',
    phase: 'verify',
    host: 'h1',
    instance: 'via',
    kind: 'wait',
    bytes: 0,
  }
  const restarted = {
    ...asked,
    id: 'h2 unit:data',
    phase: 'fighters',
    host: 'h2',
    instance: 'data',
    kind: 'unit',
  }
  const begun = {
    type: 'run-started',
    at: at(0),
    organisation: 'acme',
    command: 'apply',
    digest: 'd',
  } as const
  const progress = progressAfter({ ...begun, nodes: [asked, restarted] })
  expect(runMap(progress, say).marks).toEqual({
    ...{ h1: 'untouched', 'via@h1': 'untouched' },
    ...{ h2: 'waiting', 'data@h2': 'waiting' },
  })
})

test('a host whose connection is being made again is a warning, and has failed once the run is over', () => {
  const lost = { type: 'host-lost', at: at(3), host: 'h2', problem: {} } as const
  expect(runMap(progressAfter(lost), say)).toMatchObject({
    marks: { h2: 'warning' },
    notes: { h2: 'connection lost' },
  })
  const over = progressAfter(lost, { type: 'run-finished', at: at(4), outcome: 'failed', halfDone: [] })
  expect(runMap(over, say)).toMatchObject({ marks: { h2: 'failed' }, notes: { h2: '0/3' } })
})

test('a service that was found well is done, though it is asked once more at the very end', () => {
  const UNIT_2 = 'h2 unit:metis-data-8700.service'
  const found = [
    { type: 'succeeded', at: at(1), node: ARCHIVE, milliseconds: 10 },
    { type: 'succeeded', at: at(2), node: UNIT_2, milliseconds: 10 },
  ] as const
  expect(runMap(progressAfter(...found), say)).toMatchObject({
    marks: { h2: 'done', 'data-8700@h2': 'done' },
    notes: { h2: '2/3' },
  })
  expect(runMap(progressAfter(...found), say).notes['data-8700@h2']).toBeUndefined()
  const given = progressAfter(...found, {
    type: 'skipped',
    at: at(3),
    node: 'h2 wait:data-8700',
    because,
  })
  expect(runMap(given, say).marks).toMatchObject({ h2: 'done', 'data-8700@h2': 'done' })
  const checked = progressAfter(...found, { type: 'started', at: at(3), node: 'h2 wait:data-8700' })
  expect(runMap(checked, say)).toMatchObject({
    marks: { h2: 'running', 'data-8700@h2': 'running' },
    notes: { 'data-8700@h2': 'checking 2/3' },
  })
})

test('names that objects know already are names like all others', () => {
  const progress = progressAfter({
    type: 'run-started',
    at: at(0),
    organisation: 'acme',
    command: 'stop',
    digest: 'd',
    nodes: [
      { id: 'constructor u', phase: 'via', host: 'constructor', instance: 'via', kind: 'unit', bytes: 0 },
    ],
  })
  expect(Object.entries(runMap(progress, say).marks)).toEqual([
    ['constructor', 'waiting'],
    ['via@constructor', 'waiting'],
  ])
})
