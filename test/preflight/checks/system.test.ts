import { expect, test } from 'vitest'
import { system } from '../../../src/preflight/checks/system.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

test('Debian 12 on x86-64 with systemd is fine', () => {
  expect(system(input)).toEqual([])
})

test.each([
  ['debian', '11'],
  ['debian', '13'],
  ['ubuntu', '18.04'],
  ['ubuntu', '20.04'],
  ['ubuntu', '22.04'],
  ['ubuntu', '24.04'],
])('%s %s is supported', (id, version) => {
  const h1 = { ...facts.h1, system: { ...facts.h1.system, id, version } }
  expect(system({ ...input, facts: { h1 } })).toEqual([])
})

test('a system that is too old, another machine, no systemd', () => {
  const h1 = {
    ...facts.h1,
    system: { ...facts.h1.system, id: 'debian', version: '10', name: 'Debian GNU/Linux 10 (buster)' },
  }
  const h2 = { ...facts.h2, system: { ...facts.h2.system, machine: 'aarch64' } }
  const h3 = { ...facts.h3, system: { ...facts.h3.system, systemd: false } }
  expect(told(system({ ...input, facts: { h1, h2, h3 } }))).toEqual([
    {
      code: 'preflight.system-unsupported',
      severity: 'error',
      where: { host: 'h1' },
      details: { host: 'h1', found: 'Debian GNU/Linux 10 (buster)' },
    },
    {
      code: 'preflight.machine-unsupported',
      severity: 'error',
      where: { host: 'h2' },
      details: { host: 'h2', found: 'aarch64' },
    },
    { code: 'preflight.systemd-missing', severity: 'error', where: { host: 'h3' }, details: { host: 'h3' } },
  ])
})

test('a system that tells nothing about itself is not supported', () => {
  const nothing = { id: '', version: '', name: '', machine: '', kernel: '', systemd: false }
  const problems = told(system({ ...input, facts: { h1: { ...facts.h1, system: nothing } } }))
  expect(problems.map(({ code, details }) => [code, details.found])).toEqual([
    ['preflight.system-unsupported', '?'],
    ['preflight.machine-unsupported', '?'],
    ['preflight.systemd-missing', undefined],
  ])
})
