import { expect, test } from 'vitest'
import { cpu } from '../../../src/preflight/checks/cpu.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

test('a fighter on a CPU without AVX is warned of, other roles are not', () => {
  const none = { avx: false, avx2: false }
  const h1 = { ...facts.h1, hardware: { ...facts.h1.hardware, ...none } }
  const h3 = { ...facts.h3, hardware: { ...facts.h3.hardware, ...none } }
  expect(told(cpu({ ...input, facts: { h1, h3 } }))).toEqual([
    {
      code: 'preflight.avx-missing',
      severity: 'warning',
      where: { host: 'h3' },
      details: { host: 'h3', instances: 'data-8700' },
    },
  ])
})

test('AVX without AVX2 is no problem: there is a wheel for it', () => {
  const h3 = { ...facts.h3, hardware: { ...facts.h3.hardware, avx2: false } }
  expect(cpu({ ...input, facts: { h3 } })).toEqual([])
})
