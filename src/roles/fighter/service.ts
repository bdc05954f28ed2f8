import { type Command, lines, sh } from '../../lib/command.js'
import type { Text } from '../../lib/text.js'
import { type Yaml, yamlText } from '../../lib/yaml-text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { hostNamed, instancesOf, type Role } from '../../topology/topology.js'
import { CARRIER } from '../carrier/settings.js'
import { CONSUL, consulAgent } from '../consul/settings.js'
import { listening, passingInConsul } from '../health.js'
import { type Kept, ownDirectory, type Service, type ServiceInput, type UnitSettings } from '../service.js'
import { execLine } from '../unit-text.js'
import { VIA } from '../via/settings.js'
import { installWheels, PYTHON_ARTIFACTS } from './python.js'
import type { FighterInstance } from './settings.js'
import { why } from './words.js'

/** What tells data and compute apart: two faces of one Python package. */
export interface FighterKind {
  readonly role: Role
  /** Python module that is run. */
  readonly module: string
  /** Name and tag in Consul: the carrier's own constants, by which it finds them. */
  readonly serviceName: string
  readonly tag: string
  /** Keys that only this kind has, given its data directory. */
  readonly settings: (directory: string) => { readonly [key: string]: Yaml }
  /** Where the carrier lists those that it knows. */
  readonly listed: string
  /** Below the data directory. */
  readonly directories: readonly string[]
  readonly keep: readonly Kept[]
  readonly moves: Service['moves']
}

type Input = ServiceInput<FighterInstance>

export function fighter(kind: FighterKind) {
  return {
    needs: [{ role: CONSUL, restarts: 'first' }, { role: CARRIER }, { role: VIA, required: true }],
    restarts: 'rolling',
    moves: kind.moves,
    moved: ({ host, instance }) =>
      why(kind.role)('moved', { id: `${kind.serviceName}_${host.address}_${instance.ports.grpc}` }),
    // TensorFlow inside needs it, whichever wheel is taken.
    expects: { avx: true },
    packages: () => [],
    artifacts: () => PYTHON_ARTIFACTS,
    rights: () => [
      ['service', kind.serviceName, 'write'],
      ['service', 'carrierService', 'read'],
    ],
    config: (input) => [
      {
        path: configPath(kind, input),
        content: config(kind, input),
      },
    ],
    unit: (input) => unit(kind, input),
    equip: (input) => [
      ...kind.directories.map((name) =>
        ownDirectory(why(kind.role)('step.directories'), input, `${instancePaths(input).data}/${name}`),
      ),
      installWheels(input, kind.module),
    ],
    dependsOn: ({ topology }) => {
      const agent = consulAgent(topology)
      const carriers = instancesOf(topology, CARRIER).map(
        ({ host, ports }) => `carrier ${addressOf(topology, host)}:${ports.rpc}`,
      )
      // The thread that learns the carrier's address ends with the first error, and keeps what it knew.
      return [`consul ${agent.address}:${agent.port}`, ...carriers]
    },
    ready: (input) => ready(kind, input),
    registeredAs: ({ name }, address) =>
      `${kind.serviceName}_${address}_${name.slice(name.lastIndexOf('-') + 1)}`,
    works: (input) => works(kind, input),
    endsTasks: true,
    usualSeconds: { low: 2, high: 10 },
    readyTimeoutSeconds: 60,
    keep: () => kind.keep,
  } satisfies Service<FighterInstance>
}

function config(kind: FighterKind, input: Input): Text {
  const { topology, host, instance } = input
  const { config: folder, data } = instancePaths(input)
  const agent = consulAgent(topology)
  return yamlText({
    file_system: 'local',
    // Not what it binds to: what it tells Consul, via and the carrier.
    bind_ip: host.address,
    port: instance.ports.grpc,
    task_port_range: [...instance.taskPorts],
    pass_via: true,
    thread_pool_size: 12,
    ...kind.settings(data),
    code_root_dir: `${data}/code_root`,
    results_root_dir: `${data}/results_root`,
    total_bandwidth: 209715200,
    // Must be there, is not opened: the channel SDK is built without TLS.
    certs: {
      base_path: `${folder}/certs`,
      root_cert: 'CA.crt',
      server_sign_key: 'SS.key',
      server_sign_cert: 'SS.crt',
      server_enc_key: 'SE.key',
      server_enc_cert: 'SE.crt',
      client_sign_key: 'CS.key',
      client_sign_cert: 'CS.crt',
      client_enc_key: 'CE.key',
      client_enc_cert: 'CE.crt',
    },
    consul: {
      service_ip: agent.address,
      service_port: agent.port,
      name: kind.serviceName,
      tag: kind.tag,
      interval: '3s',
      deregister: '3s',
    },
  })
}

function unit(kind: FighterKind, input: Input): UnitSettings {
  const { current, data } = instancePaths(input)
  return {
    start: execLine(`${current}/python/bin/python3`, '-u', '-m', kind.module, configPath(kind, input)),
    environment: {
      PYTHONPATH: `${current}/site-packages`,
      PYTHONNOUSERSITE: '1',
      // The program files are not the service's to write.
      PYTHONDONTWRITEBYTECODE: '1',
      HOME: data,
      LANG: 'C.UTF-8',
    },
    after: [CONSUL, CARRIER, VIA],
    // Running tasks are forked children that must not get the TERM meant for their parent.
    killMode: 'mixed',
    stopSeconds: 30,
    // TensorFlow makes code, GetStatus reads the processor's load, and what contract code starts talks over sockets of its own.
    hostNeeds: { families: ['AF_INET6', 'AF_UNIX'], makesCode: true, readsProc: true, startsNothing: true },
  }
}

/** Registered and alive is not enough: with its port taken it hangs alive, registered, without a listener. */
function ready(kind: FighterKind, input: Input): Command {
  const { host, instance } = input
  const port = instance.ports.grpc
  return lines(
    listening(instancePaths(input).unit, port),
    passingInConsul(input, `${kind.serviceName}_${host.address}_${port}`),
    sh`echo 'listens, passing in Consul'`,
  )
}

/** The carrier looks for it only once the organisation has joined the network. */
function works(kind: FighterKind, { topology, host, instance }: Input): Command {
  const [carrier] = instancesOf(topology, CARRIER)
  if (carrier === undefined) return sh`:`
  const ask = (path: string) =>
    sh`http GET ${addressOf(topology, carrier.host)} ${carrier.ports.rest} ${`/carrier/v1/yarn/${path}`}`
  const joined = '"identityId": ?"[^"]'
  const id = `${kind.serviceName}_${host.address}_${instance.ports.grpc}`
  const connected = `"id": ?"${id}"[^}]*"connState": ?"ConnState_Connected"`
  return sh`joined=${joined} connected=${connected}
${ask('nodeInfo')} || { echo 'the carrier does not answer'; exit 1; }
[[ $answer =~ $joined ]] || exit 0
${ask(kind.listed)} && [[ $answer =~ $connected ]] || { echo 'the carrier is not connected to it'; exit 1; }`
}

function configPath(kind: FighterKind, input: Input): string {
  return `${instancePaths(input).config}/${kind.role}.yml`
}

function addressOf(topology: Input['topology'], host: string): string {
  return hostNamed(topology, host)?.address ?? host
}
