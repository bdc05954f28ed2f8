import { expect, test } from 'vitest'
import { problem } from '../../src/errors/problem.js'
import { emptyProgress, fold, progressFold } from '../../src/events/progress.js'
import type { RunEvent } from '../../src/events/run-event.js'

const at = '2026-01-31T23:59:59.000Z'
const STARTED: RunEvent = {
  type: 'run-started',
  at,
  organisation: 'acme',
  command: 'apply',
  digest: 'd1',
  nodes: [
    { id: 'h1 dir', phase: 'prepare', host: 'h1', instance: 'host', kind: 'directory', bytes: 0 },
    {
      id: 'h1 carrier',
      phase: 'distribute',
      host: 'h1',
      instance: 'host',
      kind: 'place-artifact',
      bytes: 100,
    },
    { id: 'c dir', phase: 'prepare', host: 'constructor', instance: 'host', kind: 'directory', bytes: 0 },
  ],
}
const NONE = { waiting: 0, running: 0, done: 0, failed: 0, skipped: 0, bytes: 0, sent: 0 }

function after(...events: RunEvent[]) {
  return [STARTED, ...events].reduce(fold, emptyProgress())
}

test('a run starts with every node waiting, counted by host and phase', () => {
  const progress = after()
  expect(Object.values(progress.nodes).map((node) => node.status)).toEqual(['waiting', 'waiting', 'waiting'])
  expect(progress.total).toEqual({ ...NONE, waiting: 3, bytes: 100 })
  expect(progress.hosts).toEqual({
    h1: { ...NONE, waiting: 2, bytes: 100, lost: false },
    constructor: { ...NONE, waiting: 1, lost: false },
  })
  expect(progress.phases).toEqual({
    prepare: { ...NONE, waiting: 2 },
    distribute: { ...NONE, waiting: 1, bytes: 100 },
  })
})

test('bytes under way are counted, and all of them when the node is done', () => {
  const sent: RunEvent = { type: 'sent', at, node: 'h1 carrier', bytes: 40, total: 100 }
  const begun = after({ type: 'started', at, node: 'h1 carrier' }, sent)
  expect(begun.phases.distribute).toEqual({ ...NONE, running: 1, bytes: 100, sent: 40 })
  const done = fold(begun, { type: 'succeeded', at, node: 'h1 carrier', milliseconds: 7 })
  expect(done.total).toEqual({ ...NONE, waiting: 2, done: 1, bytes: 100, sent: 100 })
  expect(done.nodes['h1 carrier']).toEqual({
    id: 'h1 carrier',
    phase: 'distribute',
    host: 'h1',
    instance: 'host',
    kind: 'place-artifact',
    status: 'done',
    bytes: 100,
    sent: 100,
    startedAt: at,
    milliseconds: 7,
    output: [],
  })
})

test('a failure keeps its problem and the last twenty lines', () => {
  const lines = Array.from({ length: 25 }, (_, i) => `line ${i}`)
  const failed = problem('state.write-failed', { path: '/x' })
  const progress = after(
    ...lines.map((line): RunEvent => ({ type: 'output', at, node: 'h1 dir', line })),
    { type: 'failed', at, node: 'h1 dir', problem: failed },
    {
      type: 'skipped',
      at,
      node: 'h1 carrier',
      because: { word: 'reason.waits-for', values: { node: 'h1 dir' } },
    },
    { type: 'run-finished', at, outcome: 'failed', halfDone: ['h1 dir'] },
  )
  expect(progress.nodes['h1 dir']?.output).toEqual(lines.slice(5))
  expect(progress.nodes['h1 dir']?.problem).toEqual(failed)
  expect(progress.total).toEqual({ ...NONE, waiting: 1, failed: 1, skipped: 1, bytes: 100 })
  expect([progress.outcome, progress.halfDone, progress.finishedAt]).toEqual(['failed', ['h1 dir'], at])
})

test('a lost host says why until it is back', () => {
  const gone = problem('state.locked')
  const lost = after({ type: 'host-lost', at, host: 'constructor', problem: gone })
  expect(lost.hosts.constructor).toEqual({ ...NONE, waiting: 1, lost: true, problem: gone })
  const back = fold(lost, { type: 'host-back', at, host: 'constructor' })
  expect(back.hosts.constructor).toEqual({ ...NONE, waiting: 1, lost: false })
})

test('an event about an unknown node or host changes nothing', () => {
  const before = after()
  expect(fold(before, { type: 'started', at, node: 'toString' })).toBe(before)
  expect(fold(before, { type: 'host-lost', at, host: 'toString', problem: 1 })).toEqual(before)
})

test('a problem of a shape that is not ours is left out', () => {
  expect(after({ type: 'failed', at, node: 'h1 dir', problem: 'boom' }).nodes['h1 dir']).not.toHaveProperty(
    'problem',
  )
})

test('folding never changes what it was given', () => {
  const before = after()
  const copy = structuredClone(before)
  fold(before, { type: 'started', at, node: 'h1 dir' })
  fold(before, { type: 'stopping', at, running: [] })
  expect(before).toEqual(copy)
})

test('many events are folded in place, and what was kept stays as it was', () => {
  const all = progressFold()
  all.add(STARTED)
  const before = all.snapshot()
  expect(all.snapshot()).toBe(before)
  const copy = structuredClone(before)
  all.add({ type: 'started', at, node: 'h1 dir' })
  all.add({ type: 'host-lost', at, host: 'h1', problem: problem('state.locked') })
  expect(before).toEqual(copy)
  expect(all.now().nodes['h1 dir']?.status).toBe('running')
  expect(all.snapshot()).toEqual(
    after(
      { type: 'started', at, node: 'h1 dir' },
      { type: 'host-lost', at, host: 'h1', problem: problem('state.locked') },
    ),
  )
})

test('what changes nothing leaves the kept one the same', () => {
  const all = progressFold(after())
  const kept = all.snapshot()
  all.add({ type: 'started', at, node: 'toString' })
  all.add({ type: 'host-back', at, host: 'valueOf' })
  expect(all.snapshot()).toBe(kept)
})

test('what runs is known without looking at every node, the longest running first', () => {
  const all = progressFold(after({ type: 'started', at, node: 'c dir' }))
  all.add({ type: 'started', at, node: 'h1 dir' })
  expect(all.running().map(({ id }) => id)).toEqual(['c dir', 'h1 dir'])
  all.add({ type: 'succeeded', at, node: 'c dir', milliseconds: 1 })
  expect(all.running().map(({ id }) => id)).toEqual(['h1 dir'])
  all.add(STARTED)
  expect(all.running()).toEqual([])
})
