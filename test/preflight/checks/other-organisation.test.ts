import { expect, test } from 'vitest'
import { otherOrganisation } from '../../../src/preflight/checks/other-organisation.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const receipt = (organisation: string, id: string) => ({ id, organisation, instance: 'host', inputs: 'a' })

test('an install directory that another organisation uses', () => {
  const receipts = [receipt('globex', 'a'), receipt('acme', 'b'), receipt('globex', 'c')]
  expect(told(otherOrganisation({ ...input, facts: { h1: { ...facts.h1, receipts } } }))).toEqual([
    {
      code: 'preflight.host-of-others',
      severity: 'error',
      where: { host: 'h1' },
      details: { host: 'h1', other: 'globex', organisation: 'acme', directory: '/opt/metis' },
    },
  ])
})

const record = {
  ...{ version: 1, organisation: 'globex', id: 'one', generation: 7, content: 'c', body: 'b' },
  ...{ at: '2026-01-31T12:00:00.000Z', user: 'ana', machine: 'laptop', program: '1.0.0', signature: '' },
}
const h1 = { ...facts.h1, record }

test('says who has the host, since when and from where, as its record does', () => {
  const receipts = [receipt('globex', 'unit:metis-via.service')]
  const who = { generation: 7, user: 'ana', machine: 'laptop', at: '2026-01-31T12:00:00.000Z' }
  expect(told(otherOrganisation({ ...input, facts: { h1: { ...h1, receipts } } }))).toMatchObject([
    { code: 'preflight.other-organisation', details: { host: 'h1', other: 'globex', ...who } },
  ])
})

test('a record and the first directories alone claim nothing, but data that was left does', () => {
  const receipts = [receipt('globex', 'run:host/record'), receipt('globex', 'directory:/opt/metis')]
  const begun = { ...h1, receipts, installDirectory: ['.installed'] }
  expect(otherOrganisation({ ...input, facts: { h1: begun } })).toEqual([])
  const left = { ...h1, receipts: [], installDirectory: ['carrier'] }
  expect(told(otherOrganisation({ ...input, facts: { h1: left } }))).toMatchObject([
    { code: 'preflight.other-data', details: { host: 'h1', other: 'globex', organisation: 'acme' } },
  ])
})

test('one that is installed there in another directory has the host all the same', () => {
  const running = { active: 'active', sub: 'running', enabled: true, pid: 1, restarts: 0, since: 1 }
  const here = { ...h1, receipts: [], units: { 'metis-data-8799.service': running } }
  expect(otherOrganisation({ ...input, facts: { h1: here } }).map(({ code }) => code)).toEqual([
    'preflight.other-organisation',
  ])
  const others = { 'metis-exporter.service': running, 'nginx.service': running }
  expect(otherOrganisation({ ...input, facts: { h1: { ...here, units: others } } })).toEqual([])
})

test('our own receipts are fine', () => {
  const ours = { ...facts.h1, receipts: [receipt('acme', 'a')] }
  expect(otherOrganisation({ ...input, facts: { h1: ours } })).toEqual([])
})
