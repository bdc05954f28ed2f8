import { expect, test } from 'vitest'
import type { FoundReceipt, SoftwareFacts } from '../../../src/facts/host-facts.js'
import { database, java, nginx } from '../../../src/roles/admin/checks.js'
import { facts, input, topology } from '../../preflight/three-hosts.js'
import { told } from '../../preflight/told.js'

const MARIADB = 'mariadbd  Ver 10.11.6-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)'
const MYSQL = 'mysqld  Ver 8.0.36-0ubuntu0.22.04.1 for Linux on x86_64 ((Ubuntu))'
const WITH_JAVA = { ...facts.h2.software, java: 'java version "21.0.2"' }
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

test('an admin that comes from another host with its rows puts aside what lies there', () => {
  const receipt = { id: 'unit:metis-admin.service', organisation: 'acme', instance: 'admin', inputs: 'a' }
  const here = withSoftware({ metisDatabase: true })
  expect(database({ ...here, facts: { ...here.facts, h1: { ...facts.h1, receipts: [receipt] } } })).toEqual(
    [],
  )
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

test('another site on the port of the console would be hidden by it', () => {
  const software = {
    ...facts.h2.software,
    nginxSites: ['default', 'shop', 'wiki', 'api'],
    nginxPorts: { default: [80], shop: [8080, 80], wiki: [8081], api: [443] },
  }
  expect(told(nginx({ ...input, facts: { h2: { ...facts.h2, software } } }))).toEqual([
    {
      code: 'preflight.nginx-site-hidden',
      severity: 'warning',
      where: { host: 'h2', instance: 'admin' },
      details: { host: 'h2', site: 'shop', port: 80, address: '10.0.0.2', setting: 'http' },
    },
  ])
})

test('sites on hosts without an admin do not matter', () => {
  const software = { ...facts.h1.software, nginxSites: ['shop'], nginxPorts: { shop: [80] } }
  expect(nginx({ ...input, facts: { h1: { ...facts.h1, software } } })).toEqual([])
})

test('a Java that is already there is told of and left alone', () => {
  expect(told(java({ ...input, facts: { h2: { ...facts.h2, software: WITH_JAVA } } }))).toEqual([
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
  expect(java({ ...input, facts: { h2: { ...facts.h2, software: WITH_JAVA, receipts } } })).toEqual([])
  expect(java(input)).toEqual([])
})

test('a MariaDB is asked by the very account that the installation uses', () => {
  const refused = "ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: NO)"
  const codes = (databaseLogin: string, receipts: readonly FoundReceipt[] = []) =>
    told(database(withSoftware({ mysql: MARIADB, databaseLogin }, receipts))).map(({ code }) => code)
  expect(codes('well')).toEqual(['preflight.mariadb-shared'])
  expect(codes(refused)).toEqual(['preflight.mariadb-shared', 'preflight.database-login'])
  expect(codes("ERROR 2002 (HY000): Can't connect to local server through socket")).toEqual([
    'preflight.mariadb-shared',
    'preflight.database-untried',
  ])
})
