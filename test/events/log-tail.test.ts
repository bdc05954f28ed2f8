import { expect, test } from 'vitest'
import { EMPTY_LOG, logFold } from '../../src/events/log-tail.js'
import { progressFold } from '../../src/events/progress.js'
import type { RunEvent } from '../../src/events/run-event.js'

const at = '2026-01-31T23:59:59.000Z'
const node = { phase: 'prepare', host: 'h1', instance: 'carrier', kind: 'run', bytes: 0 }
const { add, now } = progressFold()
add({
  type: 'run-started',
  at,
  organisation: 'acme',
  command: 'apply',
  digest: 'd1',
  nodes: [{ ...node, id: 'h1 step' }],
})
const printed = (line: string): RunEvent => ({ type: 'output', at, node: 'h1 step', line })

test('a line knows when, where and by whom it was printed', () => {
  const log = logFold()
  expect(log.snapshot()).toBe(EMPTY_LOG)
  log.add(printed('hello'), now())
  expect(log.snapshot()).toEqual({
    lines: [{ at, node: 'h1 step', host: 'h1', instance: 'carrier', text: 'hello' }],
    dropped: 0,
  })
})

test('only the last lines are kept, and each keeps its number', () => {
  const log = logFold(3)
  for (let i = 0; i < 20; i++) {
    log.add(printed(`line ${i}`), now())
    const { lines, dropped } = log.snapshot()
    expect(lines.length).toBe(Math.min(3, i + 1))
    expect(lines.map(({ text }, place) => text === `line ${dropped + place}`)).not.toContain(false)
  }
  expect(log.snapshot().lines.map(({ text }) => text)).toEqual(['line 17', 'line 18', 'line 19'])
})

test('a kept tail stays as it was, and is the same until a line comes', () => {
  const log = logFold(2)
  log.add(printed('one'), now())
  const kept = log.snapshot()
  log.add({ type: 'started', at, node: 'h1 step' }, now())
  log.add({ type: 'output', at, node: 'toString', line: 'nobody' }, now())
  expect(log.snapshot()).toBe(kept)
  for (const line of ['two', 'three', 'four', 'five']) log.add(printed(line), now())
  expect(kept.lines.map(({ text }) => text)).toEqual(['one'])
})
