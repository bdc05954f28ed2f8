import { expect, test } from 'vitest'
import { otherOrganisation } from '../../../src/preflight/checks/other-organisation.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const receipt = (organisation: string, id: string) => ({ id, organisation, instance: 'host', inputs: 'a' })

test('an install directory that another organisation uses', () => {
  const receipts = [receipt('globex', 'a'), receipt('acme', 'b'), receipt('globex', 'c')]
  expect(told(otherOrganisation({ ...input, facts: { h1: { ...facts.h1, receipts } } }))).toEqual([
    {
      code: 'preflight.other-organisation',
      severity: 'error',
      where: { host: 'h1' },
      details: { host: 'h1', other: 'globex', organisation: 'acme', directory: '/opt/metis' },
    },
  ])
})

test('our own receipts are fine', () => {
  const h1 = { ...facts.h1, receipts: [receipt('acme', 'a')] }
  expect(otherOrganisation({ ...input, facts: { h1 } })).toEqual([])
})
