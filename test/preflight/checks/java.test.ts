import { expect, test } from 'vitest'
import { java } from '../../../src/preflight/checks/java.js'
import { facts, input } from '../three-hosts.js'
import { told } from '../told.js'

const software = { ...facts.h2.software, java: 'java version "21.0.2"' }

test('a Java that is already there is told of and left alone', () => {
  expect(told(java({ ...input, facts: { h2: { ...facts.h2, software } } }))).toEqual([
    {
      code: 'preflight.java-exists',
      severity: 'advice',
      where: { host: 'h2', instance: 'admin' },
      details: { host: 'h2', found: 21 },
    },
  ])
})

test('the Java that came with the admin is not', () => {
  const receipts = [{ id: 'unit:metis-admin.service', organisation: 'acme', instance: 'admin', inputs: 'a' }]
  expect(java({ ...input, facts: { h2: { ...facts.h2, software, receipts } } })).toEqual([])
  expect(java(input)).toEqual([])
})
