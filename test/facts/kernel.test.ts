import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { kernelFact } from '../../src/facts/kernel.js'

test('the clock is in step when the kernel admits to less than 16 seconds of error', () => {
  expect(kernelFact.parse('error 1250\n').synchronised).toBe(true)
  expect(kernelFact.parse('error 16000000\n').synchronised).toBe(false)
})

test('a container that may not ask is not blamed; a host without an answer is', () => {
  expect(kernelFact.parse('denied yes\n').synchronised).toBe(true)
  expect(kernelFact.parse('')).toEqual({ synchronised: false, bootedSeconds: 0, upSeconds: 0 })
})

test('this machine counts by the clock that systemd uses', () => {
  const program = `print map "$_\\n", sub {${kernelFact.command.perl}}->()`
  const up = () => Number(process.hrtime.bigint() / 1_000_000_000n)
  const [upBefore, before] = [up(), Date.now() / 1000]
  const { bootedSeconds, upSeconds } = kernelFact.parse(
    execFileSync('perl', ['-we', program], { encoding: 'utf8' }),
  )
  const [upAfter, after] = [up(), Date.now() / 1000]
  // Both are whole seconds.
  expect(upSeconds).toBeGreaterThanOrEqual(upBefore - 1)
  expect(upSeconds).toBeLessThanOrEqual(upAfter + 1)
  expect(bootedSeconds + upSeconds).toBeGreaterThanOrEqual(before - 2)
  expect(bootedSeconds + upSeconds).toBeLessThanOrEqual(after + 2)
})
