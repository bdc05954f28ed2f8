import { expect, test } from 'vitest'
import { PREFLIGHT_CODES } from '../../src/errors/codes/preflight.js'
import { problems as en } from '../../src/i18n/en/problems.js'
import { problems as zh } from '../../src/i18n/zh/problems.js'
import { CHECKS, checkSummary, preflight } from '../../src/preflight/index.js'
import { facts, input } from './three-hosts.js'

test('three good hosts have no problem', () => {
  expect(preflight(input)).toEqual([])
})

test('problems come in the order of the checks', () => {
  const h3 = {
    ...facts.h3,
    system: { ...facts.h3.system, machine: 'aarch64' },
    hardware: { ...facts.h3.hardware, cores: 2, avx: false },
    clock: { offsetMs: 9000, errorMs: 0, synchronised: false },
  }
  expect(preflight({ ...input, facts: { ...facts, h3 } }).map(({ code }) => code)).toEqual([
    'preflight.machine-unsupported',
    'preflight.few-cores',
    'preflight.avx-missing',
    'preflight.clock-ahead',
    'preflight.clock-unsynchronised',
  ])
})

test('the table has a row for every host and a column for every check', () => {
  const h3 = {
    ...facts.h3,
    system: { ...facts.h3.system, systemd: false },
    hardware: { ...facts.h3.hardware, cores: 2 },
  }
  const table = checkSummary({
    ...input,
    facts: { h1: facts.h1, h3 },
    reach: [
      { from: 'h3', to: 'h1', address: '10.0.0.1', port: 8500, purpose: 'consul http', result: 'filtered' },
    ],
  })
  expect(Object.keys(table)).toEqual(['h1', 'h2', 'h3'])
  expect(Object.keys(table.h1 ?? {})).toEqual([...CHECKS])
  expect(table.h1).toMatchObject({ system: 'ok', size: 'ok', reach: 'ok' })
  expect(table.h2).toMatchObject({ system: 'unknown', ports: 'unknown', reach: 'unknown' })
  expect(table.h3).toMatchObject({ system: 'error', size: 'warning', cpu: 'ok', reach: 'error' })
})

test('every finding has a cause and a fix in both languages', () => {
  for (const code of PREFLIGHT_CODES)
    for (const { what, why, fix } of [en[code], zh[code]]) {
      expect(what).not.toBe('')
      expect(why).not.toBe('')
      expect(fix.split('\n').length).toBeLessThanOrEqual(3)
    }
})

test('both languages use the same details', () => {
  const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort()
  for (const code of PREFLIGHT_CODES) {
    expect([code, placeholders(`${zh[code].what}${zh[code].why}${zh[code].fix}`)]).toEqual([
      code,
      placeholders(`${en[code].what}${en[code].why}${en[code].fix}`),
    ])
  }
})
