import { expect, it } from 'vitest'
import { sayIn } from '../../src/i18n/say.js'
import { transferBar, transferText } from '../../src/ui/transfer-text.js'

const say = sayIn('en')

it.each([
  [
    { done: 50_000_000, total: 200_000_000, moved: 50_000_000, milliseconds: 5000 },
    '50.0 MB of 200.0 MB, 10.0 MB/s, 15s left',
  ],
  // What was there before is not counted as speed.
  [
    { done: 150_000_000, total: 200_000_000, moved: 10_000_000, milliseconds: 5000 },
    '150.0 MB of 200.0 MB, 2.0 MB/s, 25s left',
  ],
  [{ done: 50_000_000, moved: 50_000_000, milliseconds: 5000 }, '50.0 MB, 10.0 MB/s'],
  [{ done: 1000, total: 2000, moved: 1000, milliseconds: 10 }, '1.0 kB of 2.0 kB'],
  [{ done: 1000, total: 2000, moved: 0, milliseconds: 60_000 }, '1.0 kB of 2.0 kB'],
  [{ done: 2000, total: 2000, moved: 2000, milliseconds: 1000 }, '2.0 kB of 2.0 kB, 2.0 kB/s'],
])('tells of %j: %s', (transfer, text) => {
  expect(transferText(transfer, say)).toBe(text)
})

it('says it in Chinese', () => {
  const transfer = { done: 50_000_000, total: 200_000_000, moved: 50_000_000, milliseconds: 5000 }
  expect(transferText(transfer, sayIn('zh'))).toBe('50.0 MB / 200.0 MB，10.0 MB/s，剩余 15 秒')
})

it.each([
  [{ done: 0, total: 100 }, '[........]'],
  [{ done: 50, total: 100 }, '[####....]'],
  [{ done: 120, total: 100 }, '[########]'],
  [{ done: 50 }, '[........]'],
])('draws %j as %s', (transfer, bar) => {
  expect(transferBar(transfer, 8)).toBe(bar)
})
