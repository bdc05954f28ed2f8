import { expect, test } from 'vitest'
import { clockAgainst } from '../../src/facts/clock.js'

test('a clock in step has no offset, however long the script took', () => {
  const output = '\n@\nclock 1700000000020 1700000009980\n'
  expect(clockAgainst(output, { sentAtMs: 1700000000000, receivedAtMs: 1700000010000 })).toEqual({
    offsetMs: 0,
    errorMs: 20,
  })
})

test('a clock that is 2.5 s ahead, and one that is behind', () => {
  const trip = { sentAtMs: 1700000000000, receivedAtMs: 1700000000200 }
  expect(clockAgainst('\n@\nclock 1700000002550 1700000002650\n', trip)).toEqual({
    offsetMs: 2500,
    errorMs: 50,
  })
  expect(clockAgainst('\n@\nclock 1699999997550 1699999997650\n', trip)).toEqual({
    offsetMs: -2500,
    errorMs: 50,
  })
})

test('output without its last line was cut off', () => {
  const trip = { sentAtMs: 1700000000000, receivedAtMs: 1700000000200 }
  expect(() => clockAgainst('\n@system\n|machine x86_64\n', trip)).toThrow(SyntaxError)
  expect(() => clockAgainst('', trip)).toThrow(SyntaxError)
})
