import { type Command, lines, sh } from '../../lib/command.js'
import { instancePaths } from '../../topology/host-paths.js'
import { hostOf, instancesOf } from '../../topology/topology.js'
import { CARRIER } from '../carrier/settings.js'
import { CONSUL, consulAgent } from '../consul/settings.js'
import { listening, passingInConsul } from '../health.js'
import { DATABASE_CLIENT, DATABASE_SERVER, javaRuntime, NGINX } from '../packages.js'
import { ownDirectory, type Service, type ServiceInput, type UnitSettings } from '../service.js'
import { execLine } from '../unit-text.js'
import { adminConfig } from './config.js'
import { webConsole } from './console.js'
import { databaseServer, prepareDatabase } from './database.js'
import { databaseAddress } from './database-address.js'
import { asked, certificateFiles } from './facts.js'
import { proves, works } from './proofs.js'
import type { AdminInstance } from './settings.js'
import { why } from './words.js'

type Input = ServiceInput<AdminInstance>

export const service = {
  needs: [{ role: CONSUL }, { role: CARRIER }],
  restarts: 'together',
  moves: 'with its data',
  moved: ({ host, instance: { ports, tls } }) =>
    why('moved', { address: `${host.address}:${tls === undefined ? ports.http : ports.https}` }),
  startsOnlyIfWorks: true,
  expects: { firstAddress: true },
  dials: ({ instance: { database } }) =>
    database.kind === 'managed' ? [] : [{ who: 'database', address: database.host, port: database.port }],
  packages: ({ instance, distribution }) => [
    javaRuntime(distribution).package,
    ...NGINX,
    ...(instance.database.kind === 'managed' ? DATABASE_SERVER : DATABASE_CLIENT),
  ],
  artifacts: () => [
    { artifact: 'admin-jar', to: 'admin.jar', how: 'file', mode: '0644' },
    { artifact: 'admin-schema', to: 'admin.sql', how: 'file', mode: '0644' },
    { artifact: 'admin-web', to: 'pages', how: 'unpack' },
  ],
  rights: () => [['service', 'adminService', 'write']],
  config: (input) => [
    {
      // Read from `./config/` of the working directory, by the name of the profile.
      path: `${instancePaths(input).config}/application-admin.yml`,
      content: adminConfig(input),
    },
  ],
  unit,
  equip: (input) => [
    // Uploads pass through it; below /tmp the system would clean it away under a running Tomcat.
    ownDirectory(why('step.uploads'), input, `${instancePaths(input).data}/tmp`),
    ...databaseServer(input),
  ],
  prepare: prepareDatabase,
  settle: webConsole,
  dependsOn: ({ topology, instance }) => [
    `database ${databaseAddress(instance)}`,
    // It keeps its channel to the carrier for life.
    ...instancesOf(topology, CARRIER).map(
      (carrier) => `carrier ${hostOf(topology, carrier).address}:${carrier.ports.rpc}`,
    ),
    `consul ${consulAgent(topology).address}:${consulAgent(topology).port}`,
  ],
  ready,
  registeredAs: (_, address) => `${serviceId(address, 0).slice(0, -1)}*`,
  works,
  proves,
  asked,
  usualSeconds: { low: 8, high: 45 },
  readyTimeoutSeconds: 180,
  keep: (instance) =>
    'database' in instance && instance.database.kind === 'external'
      ? []
      : [{ kind: 'database', name: 'metis_admin', what: 'data' }],
  ofFolder: certificateFiles,
} satisfies Service<AdminInstance>

function unit(input: Input): UnitSettings {
  const { home, current, data } = instancePaths(input)
  const java = javaRuntime(input.distribution)
  return {
    start: execLine(
      java.program,
      ...javaFlags(java.version, `${data}/tmp`),
      '-jar',
      `${current}/admin.jar`,
      // Without it the jar takes its developer's profile.
      '--spring.profiles.active=admin',
    ),
    workingDirectory: home,
    environment: { LANG: 'C.UTF-8' },
    after: input.instance.database.kind === 'managed' ? ['mariadb.service', CONSUL] : [CONSUL],
    // A JVM that was told to end says 143.
    successExitStatus: 143,
    stopSeconds: 40,
    // A JVM makes code, and opens sockets of IPv6 for all that it listens on.
    hostNeeds: { families: ['AF_INET6'], makesCode: true },
  }
}

function ready(input: Input): Command {
  const { host, instance } = input
  const { admin: own, http, https } = instance.ports
  const page = instance.tls === undefined ? '200' : '301'
  return lines(
    listening(instancePaths(input).unit, own),
    sh`http GET 127.0.0.1 ${own} /metis-admin/health && [ -n "$answer" ] || { echo 'its health page does not answer'; exit 1; }`,
    passingInConsul(input, serviceId(host.address, own)),
    listening('nginx.service', http),
    sh`http GET ${host.address} ${http} /
[ "$status" = ${page} ] || { echo "nginx answers $status for its page"; exit 1; }`,
    instance.tls === undefined
      ? sh`http GET ${host.address} ${http} /metis-admin/health
[ "$status" = 200 ] || { echo "nginx answers $status for the admin behind it"; exit 1; }`
      : listening('nginx.service', https),
    sh`echo 'health page answers, passing in Consul, console served by nginx'`,
  )
}

/** Spring makes every run of other characters one dash. */
function serviceId(address: string, port: number): string {
  return `adminService_${address}_${port}`.replaceAll(/[^A-Za-z0-9]+/g, '-')
}

/**
 * Flags that a Java of this version takes. The heap grows to 2 GiB where it is needed; the collector is Java's own
 * choice, since the flags of old (CMS, GC print) end a Java 11 or later at once.
 */
function javaFlags(version: number, temporaryDirectory: string): string[] {
  return [
    '-Xms256m',
    '-Xmx2g',
    '-XX:MaxMetaspaceSize=512m',
    // systemd starts it again; without a heap it would neither work nor end.
    '-XX:+ExitOnOutOfMemoryError',
    `-Djava.io.tmpdir=${temporaryDirectory}`,
    '-Dfile.encoding=UTF-8',
    // Libraries of a Java 8 program look into these, which later ones close.
    ...(version >= 17
      ? ['--add-opens=java.base/java.lang=ALL-UNNAMED', '--add-opens=java.base/java.lang.invoke=ALL-UNNAMED']
      : []),
  ]
}
