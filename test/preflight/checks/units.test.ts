import { expect, test } from 'vitest'
import { units } from '../../../src/preflight/checks/units.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const running = { active: 'active', sub: 'running', enabled: true, pid: 1, restarts: 0, since: 1 }
const path = '/etc/systemd/system/metis-data-8799.service'
const receipt = { id: `file:${path}`, organisation: 'acme', instance: 'data-8799', inputs: 'a', path }

test('an instance of ours that org.yaml no longer names', () => {
  const h1 = { ...facts.h1, receipts: [receipt], units: { 'metis-data-8799.service': running } }
  expect(told(units({ ...input, facts: { h1 } }))).toEqual([
    {
      code: 'preflight.unit-surplus',
      severity: 'warning',
      where: { host: 'h1' },
      details: { host: 'h1', instance: 'data-8799', directory: '/opt/metis' },
    },
  ])
})

test('one that does not run is there all the same, and one of another organisation is not ours', () => {
  const h1 = { ...facts.h1, receipts: [receipt], units: {} }
  expect(units({ ...input, facts: { h1 } }).map(({ code }) => code)).toEqual(['preflight.unit-surplus'])
  const receipts = [{ ...receipt, organisation: 'globex' }]
  expect(units({ ...input, facts: { h1: { ...h1, receipts } } })).toEqual([])
})

test('a service of a planned name on a host that this organisation has never touched', () => {
  const planned = input.topology.instances.find(({ host }) => host === 'h1')?.name
  const h1 = { ...facts.h1, receipts: [], units: { [`metis-${planned}.service`]: running } }
  expect(units({ ...input, facts: { h1 } }).map(({ code }) => code)).toEqual(['preflight.unit-foreign'])
  const begun = { ...receipt, instance: 'host' }
  expect(units({ ...input, facts: { h1: { ...h1, receipts: [begun] } } })).toEqual([])
})

test('what others run under other names is none of our business', () => {
  const h1 = { ...facts.h1, receipts: [], units: { 'nginx.service': running, 'metis-x.service': running } }
  expect(units({ ...input, facts: { h1 } })).toEqual([])
})
