import { expect, test } from 'vitest'
import { type Sample, transferOf, withSample } from '../../src/wizard/run-transfer.js'

const samples = (...all: readonly [seconds: number, sent: number][]): readonly Sample[] =>
  all.reduce<readonly Sample[]>(
    (kept, [seconds, sent]) => withSample(kept, { atMs: seconds * 1000, sent }),
    [],
  )

test('rate and time left are those of the last ten seconds', () => {
  const seen = samples([0, 0], [5, 10_000], [15, 20_000], [20, 70_000])
  expect(seen.map(({ atMs }) => atMs)).toEqual([15_000, 20_000])
  expect(transferOf({ bytes: 100_000, sent: 70_000 }, seen, 20_000)).toEqual({
    sent: 70_000,
    bytes: 100_000,
    bytesPerSecond: 10_000,
    secondsLeft: 3,
  })
})

test('without a second of watching nothing is said about the rate', () => {
  expect(transferOf({ bytes: 100, sent: 10 }, samples([0, 0], [0.5, 10]), 500)).toEqual({
    bytes: 100,
    sent: 10,
  })
})

test('sending that stands still has no time left, since nobody knows it', () => {
  expect(transferOf({ bytes: 100, sent: 10 }, samples([0, 10], [5, 10]), 5000)).toEqual({
    bytes: 100,
    sent: 10,
    bytesPerSecond: 0,
  })
})

test('a file that is sent again from its beginning starts anew', () => {
  expect(samples([0, 500], [1, 900], [2, 100])).toEqual([{ atMs: 2000, sent: 100 }])
})

test('many frames of one moment are one sample', () => {
  expect(samples([0, 0], [0.1, 5], [0.2, 6], [0.3, 7])).toEqual([
    { atMs: 0, sent: 0 },
    { atMs: 300, sent: 7 },
  ])
})

test('nothing to send, or nothing left, is no transfer', () => {
  expect(transferOf({ bytes: 0, sent: 0 }, [], 0)).toBeUndefined()
  expect(transferOf({ bytes: 10, sent: 10 }, [], 0)).toBeUndefined()
})
