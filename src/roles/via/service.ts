import { type Command, lines, sh } from '../../lib/command.js'
import type { Text } from '../../lib/text.js'
import { yamlText } from '../../lib/yaml-text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { ADMIN } from '../admin/settings.js'
import { CARRIER } from '../carrier/settings.js'
import { CONSUL, consulAgent } from '../consul/settings.js'
import { listening, passingInConsul } from '../health.js'
import { localUnits } from '../local-units.js'
import type { Service, ServiceInput, UnitSettings } from '../service.js'
import { execLine } from '../unit-text.js'
import type { ViaInstance } from './settings.js'

type Input = ServiceInput<ViaInstance>

export const service: Service<ViaInstance> = {
  needs: [{ role: CONSUL }, { role: CARRIER }, { role: ADMIN }],
  restarts: 'together',
  moves: 'afresh',
  packages: () => [],
  artifacts: () => [{ artifact: 'via', to: 'via', how: 'file', mode: '0755' }],
  config: (input) => [
    {
      path: configPath(input),
      mode: '0600',
      owner: `${input.topology.serviceUser}:${input.topology.serviceUser}`,
      content: config(input),
    },
  ],
  unit,
  prepare: () => [],
  settle: () => [],
  dependsOn: () => [],
  ready,
  usualSeconds: { low: 1, high: 5 },
  readyTimeoutSeconds: 60,
  keep: () => [],
}

/** Seconds are numbers here. The certificates are named but not read, the mode being none. */
function config(input: Input): Text {
  const { topology, host, instance } = input
  const { config: folder, log } = paths(input)
  const agent = consulAgent(topology)
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
    consul: { host: agent.host.address, port: agent.port },
    tls: {
      mode: 'none',
      viaCertFile: `${folder}/cert/via.crt`,
      viaKeyFile: `${folder}/cert/via.key`,
      ioCertFile: `${folder}/cert/io.crt`,
      ioKeyFile: `${folder}/cert/io.key`,
      caCertFile: `${folder}/cert/ca.crt`,
    },
    log: { file: `${log}/via.log`, level: 'debug' },
  })
}

function unit(input: Input): UnitSettings {
  const { current, data, log } = paths(input)
  return {
    description: `Metis via of ${input.topology.organisation}`,
    start: execLine(`${current}/via`, '-cnf', configPath(input)),
    workingDirectory: data,
    environment: {},
    after: localUnits(input, [CONSUL]),
    successExitStatus: [],
    killMode: 'control-group',
    stopSeconds: 30,
    writes: [data, log],
  }
}

function ready(input: Input): Command {
  const { topology, host, instance } = input
  const port = instance.ports.via
  return lines(
    listening(paths(input).unit, port),
    sh`tcp_open ${host.address} ${port} || { echo ${`does not accept on ${host.address}:${port}`}; exit 1; }`,
    passingInConsul(topology, serviceId(input)),
    sh`echo 'accepts connections, passing in Consul'`,
  )
}

function serviceId({ host, instance }: Input): string {
  return `viaService_${host.address}_${instance.ports.via}`
}

function configPath(input: Input): string {
  return `${paths(input).config}/via.yml`
}

function paths({ topology, release, instance }: Input) {
  return instancePaths(topology, release, instance)
}
