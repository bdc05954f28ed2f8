import { expect, test } from 'vitest'
import { problem } from '../../src/errors/problem.js'
import { parseRecordLine } from '../../src/events/record-line.js'
import { recordFold } from '../../src/events/run-record.js'

const at = '2026-01-31T23:59:59.000Z'
const BEGUN = { type: 'begun', at, command: 'apply', pid: 7, processStart: '99', host: 'desk', user: 'ann' }
const STARTED = {
  type: 'run-started',
  at,
  organisation: 'acme',
  command: 'apply',
  digest: 'd1',
  nodes: [{ id: 'h1 dir', phase: 'prepare', host: 'h1', instance: 'host', kind: 'directory', bytes: 0 }],
}
const FINISHED = { type: 'run-finished', at, outcome: 'done', halfDone: [] }
const STOPPED = { type: 'ended', at, exitCode: 130 }

function after(...lines: (object | string)[]) {
  const record = recordFold()
  for (const line of lines) record.addText(typeof line === 'string' ? line : JSON.stringify(line))
  return record
}

test('a run is starting, running, stopping, and then what its process ended with', () => {
  expect(after().snapshot().state).toBe('starting')
  expect(after(BEGUN).snapshot().state).toBe('starting')
  expect(after(BEGUN, STARTED).snapshot().state).toBe('running')
  expect(after(BEGUN, STARTED, { type: 'stopping', at, running: [] }).snapshot().state).toBe('stopping')
  const paused = after(BEGUN, STARTED, { type: 'paused', at, running: [] })
  expect(paused.snapshot().state).toBe('paused')
  paused.addText(JSON.stringify({ type: 'continued', at }))
  expect(paused.snapshot().state).toBe('running')
  const over = after(BEGUN, STARTED, { type: 'paused', at, running: [] }, FINISHED)
  expect(over.snapshot().state).toBe('running')
  const ended = [0, 1, 3, 130].map((exitCode) => after(BEGUN, STARTED, { type: 'ended', at, exitCode }))
  expect(ended.map((record) => record.snapshot().state)).toEqual(['done', 'failed', 'failed', 'cancelled'])
  expect(ended.map((record) => record.isEnded())).toEqual([true, true, true, true])
})

test('it knows who carries it out, and what goes on before and after the plan', () => {
  const looking = { type: 'stage', at, stage: 'looking' }
  const { begun, stage } = after(BEGUN, looking).snapshot()
  expect(begun).toEqual({ at, command: 'apply', pid: 7, processStart: '99', host: 'desk', user: 'ann' })
  expect(stage).toEqual({ id: 'looking' })
  expect(after(BEGUN, looking, STARTED).snapshot().stage).toBeUndefined()
  const fetching = { type: 'stage', at, stage: 'fetching', about: 'consul' }
  expect(after(fetching).snapshot().stage).toEqual({ id: 'fetching', about: 'consul' })
  expect(after(looking, STOPPED).snapshot().stage).toBeUndefined()
})

test('a process that ends without a word is lost, and its last words are kept', () => {
  const record = after(BEGUN, STARTED, 'FATAL ERROR: out of memory', '', '{"type":"outp')
  record.close()
  const { state, problems } = record.snapshot()
  expect(state).toBe('lost')
  expect(problems).toEqual([
    {
      ...problem('run.process-lost', { command: 'apply' }),
      output: ['FATAL ERROR: out of memory'],
    },
  ])
  record.close()
  expect(record.snapshot().problems).toHaveLength(1)
})

test('a process that has said how it ended is not lost when it is gone', () => {
  const record = after(BEGUN, STARTED, FINISHED, { type: 'ended', at, exitCode: 0 })
  record.close()
  expect(record.snapshot()).toMatchObject({ state: 'done', exitCode: 0, endedAt: at, problems: [] })
})

test('problems that nodes have told already are not told again', () => {
  const failed = problem('run.disk-full', { host: 'h1' }, { host: 'h1', action: 'h1 dir' })
  const differs = problem('run.still-differs', { count: 1 })
  const { problems, progress } = after(
    STARTED,
    { type: 'failed', at, node: 'h1 dir', problem: failed },
    { type: 'problem', ...failed, message: { what: 'full' } },
    { type: 'problem', ...differs, message: { what: 'differs' } },
  ).snapshot()
  expect(progress.nodes['h1 dir']?.problem).toEqual(failed)
  expect(problems).toEqual([differs])
})

test('a bug is a problem that keeps its stack', () => {
  expect(after({ type: 'bug', stack: 'TypeError: no\n    at x' }).snapshot().problems).toEqual([
    { ...problem('run.bug'), output: ['TypeError: no', '    at x'] },
  ])
})

test('what a host prints is in the log', () => {
  const record = after(STARTED, { type: 'output', at, node: 'h1 dir', line: 'hello' })
  expect(record.snapshot().log.lines).toEqual([
    { at, node: 'h1 dir', host: 'h1', instance: 'host', text: 'hello' },
  ])
})

test('a second plan of the same command begins anew', () => {
  const second = { ...STARTED, nodes: [] }
  const { progress, state } = after(BEGUN, STARTED, FINISHED, second).snapshot()
  expect([progress.outcome, progress.nodes, state]).toEqual([undefined, {}, 'running'])
})

test('what is kept is the same until something is added', () => {
  const record = after(BEGUN, STARTED)
  const kept = record.snapshot()
  expect(record.snapshot()).toBe(kept)
  record.addText('Debugger attached.')
  record.addText('{"type":"of another version"}')
  expect(record.snapshot()).toBe(kept)
  record.addText(JSON.stringify(FINISHED))
  expect(record.snapshot()).not.toBe(kept)
})

test('lines that are none of ours, or not whole, say nothing', () => {
  const lines = ['', 'text', '{', '[]', 'null', '{"type":"plan","nodes":[]}', '{"type":"started","at":"now"}']
  expect(lines.map(parseRecordLine)).toEqual(lines.map(() => undefined))
})

test('fields that another version adds are left out', () => {
  expect(parseRecordLine(JSON.stringify({ ...STOPPED, mood: 'fine' }))).toEqual(STOPPED)
})
