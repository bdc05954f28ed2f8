import { expect, test } from 'vitest'
import type { FoundReceipt, SoftwareFacts } from '../../../src/facts/host-facts.js'
import { database } from '../../../src/preflight/checks/database.js'
import { facts, input, topology } from '../three-hosts.js'
import { told } from '../told.js'

const MARIADB = 'mariadbd  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)'
const MYSQL = 'mysqld  Ver 8.0.36-0ubuntu0.22.04.1 for Linux on x86_64 ((Ubuntu))'
const where = { host: 'h2', instance: 'admin' }

function withSoftware(software: Partial<SoftwareFacts>, receipts: readonly FoundReceipt[] = []) {
  return {
    ...input,
    facts: { h2: { ...facts.h2, receipts, software: { ...facts.h2.software, ...software } } },
  }
}

test('a host without a database is fine', () => {
  expect(database(input)).toEqual([])
})

test('a MariaDB that is already there would be shared', () => {
  expect(told(database(withSoftware({ mysql: MARIADB })))).toEqual([
    {
      code: 'preflight.mariadb-shared',
      severity: 'warning',
      where,
      details: { host: 'h2', found: '10.11.6-MariaDB-0+deb12u1', port: 3306 },
    },
  ])
})

test('a MySQL would be replaced by MariaDB: an error', () => {
  expect(told(database(withSoftware({ mysql: MYSQL, metisDatabase: true })))).toEqual([
    {
      code: 'preflight.mysql-in-the-way',
      severity: 'error',
      where,
      details: { host: 'h2', found: '8.0.36-0ubuntu0.22.04.1', address: '127.0.0.1', port: 3306 },
    },
  ])
})

test('data of an earlier admin is told of', () => {
  expect(told(database(withSoftware({ metisDatabase: true })))).toEqual([
    { code: 'preflight.database-kept', severity: 'warning', where, details: { host: 'h2' } },
  ])
})

test('what this organisation put there itself is no finding', () => {
  const receipt = { id: 'unit:mariadb.service', organisation: 'acme', instance: 'admin', inputs: 'a' }
  expect(database(withSoftware({ mysql: MARIADB, metisDatabase: true }, [receipt]))).toEqual([])
})

test('with a database of the operator the server on the host does not matter', () => {
  const instances = topology.instances.map((instance) =>
    instance.role === 'admin'
      ? {
          ...instance,
          database: { kind: 'external', host: '10.0.0.9', port: 3306, adminUser: 'root' } as const,
        }
      : instance,
  )
  expect(database({ ...withSoftware({ mysql: MYSQL }), topology: { ...topology, instances } })).toEqual([])
})
