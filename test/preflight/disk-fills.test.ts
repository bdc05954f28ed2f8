import { expect, test } from 'vitest'
import { daysUntilFull } from '../../src/preflight/upkeep/disk.js'

const NOW = 1_800_000_000
const DAY = 86_400

function days(diskFreeMib: number, ...samples: readonly (readonly [daysAgo: number, freeMib: number])[]) {
  const hardware = { cores: 1, memoryMib: 1, diskTotalMib: 100_000, avx: true, avx2: true, diskFreeMib }
  const diskSamples = samples.map(([ago, freeMib]) => ({ at: NOW - ago * DAY, freeMib, byRun: true }))
  return daysUntilFull(
    { hardware: { ...hardware, diskSamples }, clock: { offsetMs: 0, errorMs: 0, synchronised: true } },
    NOW * 1000,
  )
}

test('a disk that loses the same every day', () => {
  expect(days(5000, [2, 7000], [1, 6000])).toBe(5)
  expect(days(5000, [1, 6000])).toBe(5)
})

test('nobody knows before it was measured a day ago', () => {
  expect(days(5000)).toBe('unknown')
  expect(days(5000, [0.9, 9000])).toBe('unknown')
})

test('one that does not fill, or that was cleaned up', () => {
  expect(days(5000, [2, 5000], [1, 5000])).toBe('never')
  expect(days(9000, [2, 5000], [1, 7000])).toBe('never')
})

test('a single large file does not bend it', () => {
  const steady = [6, 5, 4, 3, 2, 1].map((ago) => [ago, 50_000 + ago] as const)
  expect(days(40_000, ...steady)).toBeGreaterThan(1000)
})

test('a clock that was set back hides no sample of the future as one of the past', () => {
  expect(days(5000, [-3, 100], [1, 6000])).toBe(5)
})
