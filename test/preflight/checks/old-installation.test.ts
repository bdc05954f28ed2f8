import { expect, test } from 'vitest'
import type { OldService } from '../../../src/facts/old-installation.js'
import { checkSummary, preflight } from '../../../src/preflight/index.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const service = (name: string, pids: readonly number[] = [], user = 'ops'): OldService => ({
  name,
  folder: `/home/${user}`,
  user,
  pids,
  since: pids.length === 0 ? 0 : 1796086363 + (pids[0] ?? 0),
})
const listener = {
  protocol: 'tcp',
  address: '10.0.0.1',
  process: 'consul (pid 7)',
  unit: 'ssh.service',
} as const
const h1 = {
  ...facts.h1,
  listeners: [8200, 8300, 8500].map((port) => ({ ...listener, port })),
  old: { services: [service('consul', [7]), service('carrier', [60, 61])] },
}
const h3 = { ...facts.h3, old: { services: [service('data2', [], 'metis')] } }
const receipts = [
  { id: 'unit:metis-data-8700.service', organisation: 'acme', instance: 'data-8700', inputs: 'a' },
]

test('it is told once for all hosts, in place of the ports that it holds', () => {
  const seen = { ...input, facts: { ...facts, h1, h3 } }
  expect(told(preflight(seen))).toEqual([
    {
      code: 'preflight.old-installation',
      severity: 'error',
      where: { host: 'h1' },
      details: {
        hosts: 'h1, h3',
        users: 'ops, metis',
        since: '2026-12-01 00:52',
        found: '  h1: /home/ops: consul, carrier\n  h3: /home/metis: data2',
        pids: 'h1: 7 60 61',
      },
    },
  ])
  const table = checkSummary(seen)
  expect(Object.values(table).map((checks) => checks['other-organisation'])).toEqual(['error', 'ok', 'error'])
  expect(table.h1?.ports).toBe('ok')
})

test('one that does not run is refused as well', () => {
  expect(told(preflight({ ...input, facts: { ...facts, h3 } }))).toMatchObject([
    { code: 'preflight.old-stopped', severity: 'error', where: { host: 'h3' }, details: { since: '' } },
  ])
})

test('where this organisation is installed its files may stay, and what runs of it is a warning', () => {
  expect(preflight({ ...input, facts: { ...facts, h3: { ...h3, receipts } } })).toEqual([])
  const runs = { ...h3, receipts, old: { services: [service('data', [8]), service('data2')] } }
  expect(told(preflight({ ...input, facts: { ...facts, h3: runs } }))).toMatchObject([
    {
      code: 'preflight.old-beside',
      severity: 'warning',
      details: { found: '  h3: /home/ops: data', pids: 'h3: 8' },
    },
  ])
})

test('no new identity beside a database that has one', () => {
  const h2 = {
    ...facts.h2,
    software: { ...facts.h2.software, metisDatabase: true, mysql: 'mysqld  Ver 5.7.42 for Linux' },
    old: { services: [], joined: 'identity_8c1f' },
  }
  expect(told(preflight({ ...input, facts: { ...facts, h2 } }))).toMatchObject([
    {
      code: 'preflight.old-joined',
      severity: 'error',
      where: { host: 'h2' },
      details: { identity: 'identity_8c1f' },
    },
  ])
  const kept = { ...facts.h1, installDirectory: ['carrier'] }
  const codes = (all: typeof input.facts) => preflight({ ...input, facts: all }).map(({ code }) => code)
  expect(codes({ ...facts, h1: kept, h2 })).not.toContain('preflight.old-joined')
  expect(codes({ ...facts, h2, h3: { ...facts.h3, receipts } })).not.toContain('preflight.old-joined')
})
