import { expect, test } from 'vitest'
import { paceOf, RehearsalOver } from '../../src/rehearsal/pace.js'

test.each([1, 'instant'] as const)(
  'at pace %s, a sleep ends with its signal, for its reason',
  async (speed) => {
    const stop = new AbortController()
    const pace = paceOf(speed)
    const sleeping = pace.sleep(1000, stop.signal)
    stop.abort(new Error('enough'))
    await expect(sleeping).rejects.toThrow('enough')
    await expect(pace.sleep(1000, stop.signal)).rejects.toThrow('enough')
  },
)

test.each([1, 'instant'] as const)('at pace %s, every sleep ends with the rehearsal', async (speed) => {
  const pace = paceOf(speed)
  const sleeping = pace.sleep(1000)
  pace.end()
  await expect(sleeping).rejects.toThrow(RehearsalOver)
  await expect(pace.sleep(1000)).rejects.toThrow(RehearsalOver)
})

test('where nobody waits, time passes only by being skipped', () => {
  const pace = paceOf('instant')
  const before = pace.now()
  pace.skip(180)
  expect(pace.now() - before).toBeGreaterThanOrEqual(180)
})
