import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compareVersions, isVersion } from '../../src/apt/versions.js'

/** dpkg's own cases, and versions as archives have them. */
const CASES = JSON.parse(readFileSync(new URL('../cases/apt/versions.json', import.meta.url), 'utf8')) as [
  string,
  '<' | '=' | '>',
  string,
][]

test.each(CASES)('%s %s %s', (a, order, b) => {
  const sign = { '<': -1, '=': 0, '>': 1 }[order]
  // Adding zero makes no difference between the two zeros.
  expect(Math.sign(compareVersions(a, b)) + 0).toBe(sign)
  expect(Math.sign(compareVersions(b, a)) + 0).toBe(0 - sign)
})

test.each([
  ['1.0', '<<', '1.1', true],
  ['1.0', '<<', '1.0', false],
  ['1.0', '<=', '1.0', true],
  ['1.1', '<=', '1.0', false],
  ['1.0', '=', '1.00', true],
  ['1.0', '>=', '1.0', true],
  ['1.0~rc1', '>=', '1.0', false],
  ['1.1', '>>', '1.0', true],
  ['1.0', '>>', '1.0', false],
] as const)('%s is %s %s: %s', (version, operator, wanted, expected) => {
  expect(isVersion(version, operator, wanted)).toBe(expected)
})
