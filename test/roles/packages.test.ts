import { expect, test } from 'vitest'
import { service as adminService } from '../../src/roles/admin/service.js'
import type { AdminInstance } from '../../src/roles/admin/settings.js'
import { ADMIN } from '../../src/roles/admin/settings.js'
import { ALL_PACKAGES, javaRuntime } from '../../src/roles/packages.js'
import { inputFor } from './organisation.js'

test.each([
  ['debian-11', ['openjdk-11-jre-headless', 'nginx', 'mariadb-server']],
  ['debian-12', ['openjdk-17-jre-headless', 'nginx', 'mariadb-server']],
  ['debian-13', ['openjdk-21-jre-headless', 'nginx', 'mariadb-server']],
  ['ubuntu-18.04', ['openjdk-8-jre-headless', 'nginx', 'mariadb-server']],
  ['ubuntu-20.04', ['openjdk-8-jre-headless', 'nginx', 'mariadb-server']],
  ['ubuntu-22.04', ['openjdk-8-jre-headless', 'nginx', 'mariadb-server']],
  ['ubuntu-24.04', ['openjdk-8-jre-headless', 'nginx', 'mariadb-server']],
])('the admin on %s needs %j', (distribution, packages) => {
  const asked = adminService.packages(inputFor(ADMIN, { distribution }))
  expect(asked).toEqual(packages)
  expect(ALL_PACKAGES).toEqual(expect.arrayContaining([...asked]))
})

test('an external database needs a client and no server', () => {
  const { instance } = inputFor(ADMIN)
  const database: AdminInstance['database'] = { kind: 'external', host: 'db', port: 3306, adminUser: 'root' }
  expect(adminService.packages(inputFor(ADMIN, { instance: { ...instance, database } }))).toEqual([
    'openjdk-17-jre-headless',
    'nginx',
    'default-mysql-client',
  ])
})

test('Java is named in full, Java 8 where its JRE lies', () => {
  expect(javaRuntime('ubuntu-22.04').program).toBe('/usr/lib/jvm/java-8-openjdk-amd64/jre/bin/java')
  expect(javaRuntime('debian-13').program).toBe('/usr/lib/jvm/java-21-openjdk-amd64/bin/java')
})
