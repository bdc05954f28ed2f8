import { expect, test } from 'vitest'
import { clock } from '../../../src/preflight/checks/clock.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

function withOffsets(h1: number, h2: number, h3: number) {
  const at = (offsetMs: number) => ({ clock: { offsetMs, errorMs: 0, synchronised: true } })
  return {
    ...input,
    facts: { h1: { ...facts.h1, ...at(h1) }, h2: { ...facts.h2, ...at(h2) }, h3: { ...facts.h3, ...at(h3) } },
  }
}

test('clocks within a second of each other are fine', () => {
  expect(clock(withOffsets(-400, 0, 600))).toEqual([])
})

test('more than one second is a warning, more than three an error', () => {
  expect(told(clock(withOffsets(10, 1510, -4190)))).toEqual([
    {
      code: 'preflight.clock-ahead',
      severity: 'warning',
      where: { host: 'h2' },
      details: { host: 'h2', other: 'h1', seconds: 1.5 },
    },
    {
      code: 'preflight.clock-behind',
      severity: 'error',
      where: { host: 'h3' },
      details: { host: 'h3', other: 'h1', seconds: 4.2 },
    },
  ])
})

test('a difference that a slow answer may have made is a warning', () => {
  const { h1, h2 } = withOffsets(0, 4000, 0).facts
  const slow = { ...h2, clock: { ...h2.clock, errorMs: 1500 } }
  expect(clock({ ...input, facts: { h1, h2: slow } }).map(({ severity }) => severity)).toEqual(['warning'])
})

test('two hosts that are each near to this machine may still be too far from each other', () => {
  const { h1, h2 } = withOffsets(-900, 900, 0).facts
  expect(
    clock({ ...input, facts: { h1, h2 } }).map(({ code, severity, where }) => [code, severity, where.host]),
  ).toEqual([['preflight.clock-ahead', 'warning', 'h2']])
})

test('when all agree but this machine does not, that is told once', () => {
  expect(told(clock(withOffsets(7000, 7100, 7050)))).toEqual([
    {
      code: 'preflight.clock-not-here',
      severity: 'warning',
      where: { host: 'h1' },
      details: { host: 'h1', seconds: 7 },
    },
  ])
})

test('a clock that nothing keeps in step is a warning', () => {
  const h2 = { ...facts.h2, clock: { offsetMs: 0, errorMs: 0, synchronised: false } }
  expect(told(clock({ ...input, facts: { ...facts, h2 } }))).toEqual([
    {
      code: 'preflight.clock-unsynchronised',
      severity: 'warning',
      where: { host: 'h2' },
      details: { host: 'h2' },
    },
  ])
})

test('without any answer there is nothing to compare', () => {
  expect(clock({ ...input, facts: {} })).toEqual([])
})
