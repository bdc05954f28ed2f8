import { type Command, lines, sh } from '../../lib/command.js'
import type { Text } from '../../lib/text.js'
import { type Yaml, yamlText } from '../../lib/yaml-text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { consulAgent, type FighterInstance, hostNamed, instancesOf } from '../../topology/topology.js'
import { listening, passingInConsul } from '../health.js'
import { localUnits } from '../local-units.js'
import type { Kept, Peer, Service, ServiceInput, Step, UnitSettings } from '../role.js'
import { execLine } from '../unit-text.js'
import { installWheels, PYTHON_ARTIFACTS } from './python.js'

/** What tells data and compute apart: two faces of one Python package. */
export interface FighterKind<R extends 'data' | 'compute'> {
  readonly role: R
  /** Python module that is run. */
  readonly module: string
  /** Name and tag in Consul: the carrier's own constants, by which it finds them. */
  readonly serviceName: string
  readonly tag: string
  readonly callers: readonly Peer[]
  /** Keys that only this kind has, given its data directory. */
  readonly settings: (directory: string) => { readonly [key: string]: Yaml }
  /** Below the data directory. */
  readonly directories: readonly string[]
  readonly keep: readonly Kept[]
}

type Input = Omit<ServiceInput<'data' | 'compute'>, 'instance'> & { readonly instance: FighterInstance }

export function fighter<R extends 'data' | 'compute'>(kind: FighterKind<R>): Service<R> {
  return {
    role: kind.role,
    after: ['consul', 'carrier', 'via'],
    ports: ({ ports, taskPorts: [first, last] }: FighterInstance) => [
      { port: ports.grpc, protocol: 'tcp', purpose: 'gRPC', from: kind.callers },
      { port: first, to: last, protocol: 'tcp', purpose: 'task ports', from: ['via'] },
    ],
    packages: () => [],
    artifacts: () => PYTHON_ARTIFACTS,
    config: (input) => [
      {
        path: configPath(kind, input),
        mode: '0600',
        owner: `${input.topology.serviceUser}:${input.topology.serviceUser}`,
        content: config(kind, input),
      },
    ],
    unit: (input) => unit(kind, input),
    prepare: (input) => [...directories(kind, input), installWheels(input)],
    settle: () => [],
    losesConsul: true,
    dependsOn: ({ topology }) => {
      const agent = consulAgent(topology)
      const carriers = instancesOf(topology, 'carrier').map(
        ({ host, ports }) => `carrier ${addressOf(topology, host)}:${ports.rpc}`,
      )
      // The thread that learns the carrier's address ends with the first error, and keeps what it knew.
      return [`consul ${agent.host.address}:${agent.port}`, ...carriers]
    },
    health: (input) => health(kind, input),
    readyTimeoutSeconds: 60,
    keep: () => kind.keep,
  }
}

function config<R extends 'data' | 'compute'>(kind: FighterKind<R>, input: Input): Text {
  const { topology, host, instance } = input
  const { config: folder, data } = paths(input)
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
      service_ip: agent.host.address,
      service_port: agent.port,
      name: kind.serviceName,
      tag: kind.tag,
      interval: '3s',
      deregister: '3s',
    },
  })
}

function unit<R extends 'data' | 'compute'>(kind: FighterKind<R>, input: Input): UnitSettings {
  const { current, data, log } = paths(input)
  return {
    description: `Metis ${input.instance.name} of ${input.topology.organisation}`,
    start: execLine(`${current}/python/bin/python3`, '-u', '-m', kind.module, configPath(kind, input)),
    workingDirectory: data,
    environment: {
      PYTHONPATH: `${current}/site-packages`,
      PYTHONNOUSERSITE: '1',
      // The program files are not the service's to write.
      PYTHONDONTWRITEBYTECODE: '1',
      HOME: data,
      LANG: 'C.UTF-8',
    },
    after: localUnits(input, ['consul', 'carrier', 'via']),
    successExitStatus: [],
    // Running tasks are forked children that must not get the TERM meant for their parent.
    killMode: 'mixed',
    stopSeconds: 30,
    writes: [data, log],
  }
}

function directories<R extends 'data' | 'compute'>(kind: FighterKind<R>, input: Input): Step[] {
  const { serviceUser: user } = input.topology
  const { data } = paths(input)
  return kind.directories.map((name) => ({
    action: { kind: 'directory', path: `${data}/${name}`, mode: '0700', owner: `${user}:${user}` },
    because: 'files and results keep their absolute path for ever',
  }))
}

/** Registered and alive is not enough: with its port taken it hangs alive, registered, without a listener. */
function health<R extends 'data' | 'compute'>(kind: FighterKind<R>, input: Input): Command {
  const { topology, host, instance } = input
  const port = instance.ports.grpc
  return lines(
    listening(paths(input).unit, port),
    passingInConsul(topology, `${kind.serviceName}_${host.address}_${port}`),
    sh`echo 'listens, passing in Consul'`,
  )
}

function configPath<R extends 'data' | 'compute'>(kind: FighterKind<R>, input: Input): string {
  return `${paths(input).config}/${kind.role}.yml`
}

function addressOf(topology: Input['topology'], host: string): string {
  return hostNamed(topology, host)?.address ?? host
}

function paths({ topology, release, instance }: Input) {
  return instancePaths(topology, release, instance)
}
