import { describe, expect, it } from 'vitest'
import { sayIn } from '../../src/i18n/say.js'
import { wantsColour } from '../../src/ui/colour.js'
import { ageText, bytesText, durationText } from '../../src/ui/measure-text.js'
import { cut, printable, wrap } from '../../src/ui/text.js'

describe('texts', () => {
  it('say bytes as disks and networks are sold', () => {
    expect([0, 999, 1000, 999_949, 999_950, 45_200_000, 2e15].map(bytesText)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '999.9 kB',
      '1.0 MB',
      '45.2 MB',
      '2000.0 TB',
    ])
  })

  it('say ages in two units and durations in seconds', () => {
    expect([-5, 0, 41, 3600, 7500, 273_600].map((seconds) => ageText(seconds, sayIn('en')))).toEqual([
      '0s',
      '0s',
      '41s',
      '1h',
      '2h 5m',
      '3d 4h',
    ])
    expect([40, 12_345, 125_000].map((ms) => durationText(ms, sayIn('en')))).toEqual([
      '0.0s',
      '12.3s',
      '2m 5s',
    ])
    expect([0, 7500].map((seconds) => ageText(seconds, sayIn('zh')))).toEqual(['0 秒', '2 小时 5 分'])
  })

  it('never carry escape sequences, control characters or changes of direction to a terminal', () => {
    expect(printable('a\u001b]0;title\u0007b\u001b[2Jc\td\u0000\u009be\u202ef')).toBe('abc    def')
    expect(printable('主机 é 🙂')).toBe('主机 é 🙂')
  })

  it('wrap at spaces and between Chinese characters, and never begin a row with a full stop', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
    expect(wrap('一二三四。五', 8)).toEqual(['一二三', '四。五'])
    expect(wrap('放不下 /a/consul。', 16)).toEqual(['放不下', '/a/consul。'])
    expect(wrap('averylongword x', 5)).toEqual(['averylongword', 'x'])
    expect(wrap('', 5)).toEqual([''])
  })

  it('cut by columns, not by characters', () => {
    expect(cut('一二三四五', 7)).toBe('一二...')
    expect(cut('short', 7)).toBe('short')
  })

  it('are coloured on a terminal only, and never with NO_COLOR', () => {
    expect(wantsColour({ isTTY: true }, {})).toBe(true)
    expect(wantsColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false)
    expect(wantsColour({ isTTY: true }, { TERM: 'dumb' })).toBe(false)
    expect(wantsColour({ isTTY: false }, {})).toBe(false)
  })
})
