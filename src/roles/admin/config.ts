import { secret, type Text } from '../../lib/text.js'
import { yamlText } from '../../lib/yaml-text.js'
import { consulAgent } from '../consul/settings.js'
import { callerOf } from '../consul-token.js'
import { consulTokenOf, DATABASE_PASSWORD } from '../secret-names.js'
import type { ServiceInput } from '../service.js'
import { DATABASE_USER, databaseAddress } from './database-address.js'
import { HEALTH } from './nginx-site.js'
import type { AdminInstance } from './settings.js'

/** Of each cause, from where it happened. */
const TRACE_LINES = 12

/** `application-admin.yml`: a missing task delay, time-out or Consul key ends the jar at boot. */
export function adminConfig(input: ServiceInput<AdminInstance>): Text {
  const { instance } = input
  return yamlText({
    spring: {
      datasource: datasource(instance),
      cloud: { consul: consul(input) },
      // The jar says 1MB, too little for a data file.
      servlet: { multipart: { 'max-file-size': '1024MB', 'max-request-size': '1024MB' } },
    },
    server: {
      // Its pages tell whoever asks it directly more than the console does: nginx is before it.
      address: '127.0.0.1',
      port: instance.ports.admin,
      servlet: { 'context-path': '/metis-admin' },
      tomcat: { 'uri-encoding': 'UTF-8', threads: { max: 1000, 'min-spare': 30 } },
    },
    swagger: { enable: false },
    logging: {
      // At DEBUG the statements of a login, with the password in them, could reach the log.
      level: {
        root: 'INFO',
        'org.springframework.web': 'INFO',
        'com.platon': 'INFO',
        // It writes every call with its arguments, the password of a login among them.
        'com.platon.metis.admin.aop': 'WARN',
      },
      // No file: it writes all of it to its output, so to the journal. Until it has joined that is a stack trace each second.
      'exception-conversion-word': `%wEx{${TRACE_LINES}}`,
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
}

function datasource(instance: AdminInstance) {
  return {
    type: 'com.alibaba.druid.pool.DruidDataSource',
    driverClassName: 'com.mysql.cj.jdbc.Driver',
    druid: {
      url: jdbcUrl(instance),
      username: DATABASE_USER,
      password: secret(DATABASE_PASSWORD, 'json'),
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
      // It has no login, and behind nginx every visitor comes from the host itself.
      'stat-view-servlet': { enabled: false, 'url-pattern': '/druid/*' },
      filter: {
        stat: { 'log-slow-sql': true, 'slow-sql-millis': 10000, 'merge-sql': false },
        wall: { config: { 'multi-statement-allow': true } },
      },
    },
  }
}

function jdbcUrl(instance: AdminInstance): string {
  const options = [
    'useServerPrepStmts=true',
    'rewriteBatchedStatements=true',
    'allowMultiQueries=true',
    'useUnicode=true',
    'characterEncoding=UTF-8',
    'useSSL=false',
    'serverTimezone=UTC',
    // MySQL 8 hides the password with its public key, which the driver does not ask for by itself.
    ...(instance.database.kind === 'external' ? ['allowPublicKeyRetrieval=true'] : []),
  ]
  return `jdbc:mysql://${databaseAddress(instance)}/metis_admin?${options.join('&')}`
}

function consul({ topology, host, instance, hasToken }: ServiceInput<AdminInstance>) {
  const agent = consulAgent(topology)
  const port = instance.ports.admin
  return {
    host: agent.address,
    port: agent.port,
    carrierServiceName: 'carrierService',
    discovery: {
      enabled: true,
      ...(hasToken === true ? { 'acl-token': secret(consulTokenOf(callerOf(instance)), 'json') } : {}),
      register: true,
      deregister: true,
      'prefer-ip-address': true,
      'ip-address': host.address,
      'service-name': 'adminService',
      'instance-id': `adminService_${host.address}_${port}`,
      tags: 'admin',
      'health-check-interval': '10s',
      // The template's placeholders make a double slash and name the first interface, whichever that is.
      'health-check-url': `http://${host.address}:${instance.ports.http}${HEALTH}`,
    },
  }
}
