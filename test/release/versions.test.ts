import { expect, test } from 'vitest'
import { isAfter } from '../../release/versions.js'

const INCREASING = ['0.1.0', '0.1.9', '0.1.10', '0.2.0-rc.1', '0.2.0-rc.2', '0.2.0-rc.10', '0.2.0', '1.0.0']

test('versions are ordered by their numbers, and the final one is the last', () => {
  for (const [i, version] of INCREASING.entries()) {
    for (const [j, other] of INCREASING.entries()) {
      expect(isAfter(version, other), `${version} after ${other}`).toBe(i > j)
    }
  }
})

test.each(['', '1', 'v1.2.3', '1.2', '1.2.3.4', '1.2.3-', '1.2.3 '])('%j is no version', (text) => {
  expect(() => isAfter(text, '0.1.0')).toThrow('is no version')
})
