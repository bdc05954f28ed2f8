import { expect, test } from 'vitest'
import { createFlowMeter } from '../../src/runner/flow-meter.js'

const MB = 1e6

/** Bytes that flow evenly, in steps of 10 ms. */
function flow(
  meter: ReturnType<typeof createFlowMeter>,
  fromMs: number,
  toMs: number,
  bytesPerSecond: number,
) {
  for (let at = fromMs; at < toMs; at += 10) meter.add(at, bytesPerSecond / 100)
}

test('nothing is said before there is anything to judge by', () => {
  const meter = createFlowMeter()
  expect(meter.rate(0)).toBeUndefined()
  meter.begin(0, 500 * MB, true)
  flow(meter, 0, 900, 8 * MB)
  expect(meter.rate(900)).toBeUndefined()
  flow(meter, 900, 1100, 8 * MB)
  expect(meter.rate(1100)).toBeDefined()
})

test('a fast link is known after a moment', () => {
  const meter = createFlowMeter()
  meter.begin(0, 500 * MB, true)
  flow(meter, 0, 250, 100 * MB)
  expect(meter.rate(250)).toBeGreaterThan(60 * MB)
})

test('what buffers swallow at the beginning is not taken for speed', () => {
  const meter = createFlowMeter()
  meter.begin(0, 500 * MB, true)
  meter.add(1, 4 * MB)
  flow(meter, 10, 2000, 1 * MB)
  expect(meter.rate(2000)).toBeLessThan(1 * MB)
})

test('only the last seconds count', () => {
  const meter = createFlowMeter()
  meter.begin(0, 500 * MB, true)
  flow(meter, 0, 5000, 50 * MB)
  flow(meter, 5000, 9000, 5 * MB)
  expect(meter.rate(9000)).toBeGreaterThan(4.5 * MB)
  expect(meter.rate(9000)).toBeLessThan(5.5 * MB)
})

test('a pause does not count as slowness', () => {
  const meter = createFlowMeter()
  meter.begin(0, 500 * MB, true)
  flow(meter, 0, 1500, 50 * MB)
  meter.begin(60_000, 500 * MB, true)
  flow(meter, 60_000, 60_100, 50 * MB)
  expect(meter.rate(60_100)).toBeUndefined()
})

test('small streams that have arrived count whole, and say nothing before', () => {
  const meter = createFlowMeter()
  meter.begin(0, 2 * MB, true)
  meter.add(100, 2 * MB)
  expect(meter.rate(1000)).toBeUndefined()
  meter.end(1000, 2 * MB)
  expect(meter.rate(1000)).toBe(2 * MB)
})
