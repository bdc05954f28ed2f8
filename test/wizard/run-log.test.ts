import { expect, test } from 'vitest'
import { findLine, isMatch, linesOf, linesSince } from '../../src/wizard/run-log.js'
import { at } from './run-events.js'

const line = (host: string, node: string, text: string) => ({
  at: at(1),
  host,
  node,
  instance: 'consul',
  text,
})
const lines = [
  line('h1', 'h1 a', 'Waiting for a leader'),
  line('h2', 'h2 a', 'waiting for h1'),
  line('h1', 'h1 b', 'elected'),
]

test('the lines of everybody, of a host, of an action', () => {
  const tail = { lines, dropped: 4 }
  expect(linesOf(tail, { kind: 'all' })).toBe(lines)
  expect(linesOf(tail, { kind: 'host', host: 'h1' })).toEqual([lines[0], lines[2]])
  expect(linesOf(tail, { kind: 'action', node: 'h2 a' })).toEqual([lines[1]])
})

test('new lines are counted also while old ones are dropped', () => {
  expect(linesSince({ lines, dropped: 0 }, { lines, dropped: 7 })).toBe(7)
  expect(linesSince({ lines: [], dropped: 0 }, { lines, dropped: 0 })).toBe(3)
})

test('a search goes to the next line and round at the end, in both directions, whatever the letters are', () => {
  expect(findLine(lines, 'WAITING', 0, 1)).toBe(1)
  expect(findLine(lines, 'waiting', 1, 1)).toBe(0)
  expect(findLine(lines, 'waiting', 0, -1)).toBe(1)
  expect(findLine(lines, 'elected', 2, 1)).toBe(2)
  expect(findLine(lines, 'nowhere', 0, 1)).toBe(-1)
  expect(findLine([], 'x', 0, 1)).toBe(-1)
})

test('an empty search finds nothing', () => {
  expect(isMatch('anything', '')).toBe(false)
})
