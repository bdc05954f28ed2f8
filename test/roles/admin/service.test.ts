import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { fill, show } from '../../../src/lib/text.js'
import { service as admin } from '../../../src/roles/admin/service.js'
import type { AdminInstance } from '../../../src/roles/admin/settings.js'
import { ADMIN } from '../../../src/roles/admin/settings.js'
import { inputFor, unitLines } from '../organisation.js'

const managed = inputFor(ADMIN)
const external = inputFor(ADMIN, {
  instance: {
    ...managed.instance,
    database: { kind: 'external', host: 'db.example.org', port: 3307, adminUser: 'root' },
  } satisfies AdminInstance,
})

const configOf = (input = managed, password = 'secret') =>
  parse(fill(admin.config(input)[0]?.content ?? [], () => password))

test('the config is where Spring looks for the profile', () => {
  const [config] = admin.config(managed)
  expect(config?.path).toBe('/opt/metis/admin/config/application-admin.yml')
  expect(show(config?.content ?? [])).toContain('password: ***\n')
})

test('every key that the jar needs is there', () => {
  expect(configOf()).toStrictEqual({
    spring: {
      datasource: {
        type: 'com.alibaba.druid.pool.DruidDataSource',
        driverClassName: 'com.mysql.cj.jdbc.Driver',
        druid: {
          url: 'jdbc:mysql://127.0.0.1:3306/metis_admin?useServerPrepStmts=true&rewriteBatchedStatements=true&allowMultiQueries=true&useUnicode=true&characterEncoding=UTF-8&useSSL=false&serverTimezone=UTC',
          username: 'metis_admin',
          password: 'secret',
          'initial-size': 10,
          'max-active': 20,
          'min-idle': 10,
          'max-wait': 60000,
          'connection-init-sqls': 'set names utf8mb4',
          'pool-prepared-statements': true,
          'max-pool-prepared-statement-per-connection-size': 20,
          'time-between-eviction-runs-millis': 60000,
          'min-evictable-idle-time-millis': 300000,
          'validation-query': 'SELECT 1 FROM DUAL',
          'test-while-idle': true,
          'test-on-borrow': false,
          'test-on-return': false,
          'stat-view-servlet': { enabled: false, 'url-pattern': '/druid/*' },
          filter: {
            stat: { 'log-slow-sql': true, 'slow-sql-millis': 10000, 'merge-sql': false },
            wall: { config: { 'multi-statement-allow': true } },
          },
        },
      },
      cloud: {
        consul: {
          host: '10.0.0.1',
          port: 8500,
          carrierServiceName: 'carrierService',
          discovery: {
            enabled: true,
            register: true,
            deregister: true,
            'prefer-ip-address': true,
            'ip-address': '10.0.0.2',
            'service-name': 'adminService',
            'instance-id': 'adminService_10.0.0.2_9090',
            tags: 'admin',
            'health-check-interval': '10s',
            'health-check-url': 'http://10.0.0.2:80/metis-admin/health',
          },
        },
      },
      servlet: { multipart: { 'max-file-size': '1024MB', 'max-request-size': '1024MB' } },
    },
    server: {
      address: '127.0.0.1',
      port: 9090,
      servlet: { 'context-path': '/metis-admin' },
      tomcat: { 'uri-encoding': 'UTF-8', threads: { max: 1000, 'min-spare': 30 } },
    },
    swagger: { enable: false },
    logging: {
      level: {
        root: 'INFO',
        'org.springframework.web': 'INFO',
        'com.platon': 'INFO',
        'com.platon.metis.admin.aop': 'WARN',
      },
      'exception-conversion-word': '%wEx{12}',
    },
    LocalCarrierStatusRefreshTask: { fixedDelay: 20000 },
    LocalDataAuthReqRefreshTask: { fixedDelay: 5000 },
    LocalDataNodeRefreshTask: { fixedDelay: 20000 },
    LocalMetaDataStatusRefreshTask: { fixedDelay: 5000 },
    LocalPowerNodeRefreshTask: { fixedDelay: 10000 },
    LocalTaskRefreshTask: { fixedDelay: 5000 },
    SeedNodeRefreshTask: { fixedDelay: 30000 },
    'grpc-client-timeout': 5,
    'grpc-client-upload-file-timeout': 60,
  })
})

test.each(['0123', 'a: b', '#x', `it's "quoted" \\ over\ntwo lines`])(
  'the password %j stays itself',
  (password) => {
    expect(configOf(managed, password)).toHaveProperty('spring.datasource.druid.password', password)
  },
)

test('an external server is reached at its own address, MySQL 8 included', () => {
  const { url } = configOf(external).spring.datasource.druid
  expect(url).toMatch(/^jdbc:mysql:\/\/db\.example\.org:3307\/metis_admin\?.*&allowPublicKeyRetrieval=true$/)
})

test.each([
  [
    'ubuntu-18.04',
    '/usr/lib/jvm/java-8-openjdk-amd64/jre/bin/java -Xms256m -Xmx2g -XX:MaxMetaspaceSize=512m -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/opt/metis/admin/data/tmp -Dfile.encoding=UTF-8 -jar /opt/metis/admin/current/admin.jar --spring.profiles.active=admin',
  ],
  [
    'debian-12',
    '/usr/lib/jvm/java-17-openjdk-amd64/bin/java -Xms256m -Xmx2g -XX:MaxMetaspaceSize=512m -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/opt/metis/admin/data/tmp -Dfile.encoding=UTF-8 --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.lang.invoke=ALL-UNNAMED -jar /opt/metis/admin/current/admin.jar --spring.profiles.active=admin',
  ],
])('on %s the JVM gets only flags that it knows', (distribution, start) => {
  expect(admin.unit(inputFor(ADMIN, { distribution })).start).toBe(start)
})

test('it starts after the database on its own host, in the directory that holds its config', () => {
  expect(unitLines(admin, managed)).toEqual(
    expect.arrayContaining([
      'WorkingDirectory=/opt/metis/admin',
      'After=network-online.target mariadb.service',
      'SuccessExitStatus=143',
    ]),
  )
  expect(unitLines(admin, external)).toContain('After=network-online.target')
})

test('another address of the carrier restarts it', () => {
  expect(admin.dependsOn(managed)).toEqual([
    'database 127.0.0.1:3306',
    'carrier 10.0.0.1:10033',
    'consul 10.0.0.1:8500',
  ])
})

test('only its own database is what must survive', () => {
  expect(admin.keep(managed.instance)).toEqual([{ kind: 'database', name: 'metis_admin', what: 'data' }])
  expect(admin.keep(external.instance)).toEqual([])
})
