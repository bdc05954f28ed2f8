import { describe, expect, it } from 'vitest'
import { shellQuote } from '../../src/lib/text.js'
import { createMask } from '../../src/transports/mask.js'

const password = `it's "a\\b" $1`

describe('a mask', () => {
  const mask = createMask([password, 'inner', 'inner-and-outer', 'abc', ''])

  it.each([
    ['plain', `password is ${password}!`, 'password is ***!'],
    ['shell-quoted', `-p${shellQuote(password)}`, `-p'***'`],
    ['in JSON', JSON.stringify({ password }), '{"password":"***"}'],
    ['in SQL', `'it''s "a\\\\b" $1'`, `'***'`],
    ['more than once', 'inner inner', '*** ***'],
    ['the longest first', 'inner-and-outer', '***'],
  ])('hides a value %s', (_name, line, masked) => {
    expect(mask(line)).toBe(masked)
  })

  it('hides each line of a value with several', () => {
    expect(['first line', 'and second line!'].map(createMask(['first line\nsecond line']))).toEqual([
      '***',
      'and ***!',
    ])
  })

  it('hides a value as large as the record of many hosts', () => {
    expect(createMask(['host '.repeat(1_000_000), 'inner'])('an inner word')).toBe('an *** word')
  })

  it('leaves values that are too short to be hidden without hiding everything', () => {
    expect(mask('abc abcd')).toBe('abc abcd')
  })
})
