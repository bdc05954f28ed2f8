import { type Command, lines, sh } from '../../lib/command.js'
import type { Text } from '../../lib/text.js'
import { yamlText } from '../../lib/yaml-text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { ADMIN } from '../admin/settings.js'
import { awaitAgent } from '../await-agent.js'
import { withBoundedLog } from '../bounded-log.js'
import { CARRIER } from '../carrier/settings.js'
import { CONSUL, consulAgent } from '../consul/settings.js'
import { listening, passingInConsul } from '../health.js'
import type { Service, ServiceInput } from '../service.js'
import { execLine } from '../unit-text.js'
import type { ViaInstance } from './settings.js'

/** What it is for it does without Consul. */
const AGENT_SECONDS = 60

type Input = ServiceInput<ViaInstance>

export const service = {
  needs: [{ role: CONSUL }, { role: CARRIER }, { role: ADMIN }],
  restarts: 'together',
  moves: 'afresh',
  endsTasks: true,
  packages: () => [],
  artifacts: () => [{ artifact: 'via', to: 'via', how: 'file', mode: '0755' }],
  // The real one was not tried: it registers as this, and nobody asks for it.
  rights: () => [['service', 'viaService', 'write']],
  config: (input) => [
    { path: configPath(input), content: config(input) },
    {
      path: startPath(input),
      // It registers once, and lives on without where that fails: after a start of its host Consul has no leader for a while.
      content: withBoundedLog(logPath(input), awaitAgent(input.topology, AGENT_SECONDS)),
      isScript: true,
    },
  ],
  unit: (input) => ({
    start: execLine(`${instancePaths(input).current}/via`, '-cnf', configPath(input)),
    startWith: startPath(input),
    after: [CONSUL],
    stopSeconds: 30,
    // The real program was not tried: it may list interfaces, and listen on addresses of either kind.
    hostNeeds: { families: ['AF_INET6', 'AF_NETLINK'], readsProc: true },
  }),
  ready,
  registeredAs: (_, address) => `viaService_${address}_*`,
  usualSeconds: { low: 1, high: 5 },
  readyTimeoutSeconds: 60,
  keep: () => [],
} satisfies Service<ViaInstance>

/** Seconds are numbers here. The certificates are named but not read, the mode being none. */
function config(input: Input): Text {
  const { topology, host, instance } = input
  const { config: folder } = instancePaths(input)
  const { address, port } = consulAgent(topology)
  return yamlText({
    via: {
      host: host.address,
      port: instance.ports.via,
      id: serviceId(input),
      name: 'viaService',
      tags: 'via',
      interval: 10,
      deregister: 20,
      timeout: 20,
    },
    consul: { host: address, port },
    tls: {
      mode: 'none',
      viaCertFile: `${folder}/cert/via.crt`,
      viaKeyFile: `${folder}/cert/via.key`,
      ioCertFile: `${folder}/cert/io.crt`,
      ioKeyFile: `${folder}/cert/io.key`,
      caCertFile: `${folder}/cert/ca.crt`,
    },
    // It has no other place for it, and no bound.
    log: { file: logPath(input), level: 'info' },
  })
}

function ready(input: Input): Command {
  const { host, instance } = input
  const port = instance.ports.via
  return lines(
    listening(instancePaths(input).unit, port),
    sh`tcp_open ${host.address} ${port} || { echo ${`does not accept on ${host.address}:${port}`}; exit 1; }`,
    passingInConsul(input, serviceId(input)),
    sh`echo 'accepts connections, passing in Consul'`,
  )
}

function serviceId({ host, instance }: Input): string {
  return `viaService_${host.address}_${instance.ports.via}`
}

function startPath(input: Input): string {
  return `${instancePaths(input).config}/start.sh`
}

function logPath(input: Input): string {
  return `${instancePaths(input).log}/via.log`
}

function configPath(input: Input): string {
  return `${instancePaths(input).config}/via.yml`
}
