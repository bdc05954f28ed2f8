import { type Command, lines, sh } from '../../lib/command.js'
import type { Text } from '../../lib/text.js'
import { yamlText } from '../../lib/yaml-text.js'
import { instancePaths } from '../../topology/host-paths.js'
import { OWN_KEYS } from '../consul/keys.js'
import { CONSUL, consulAgent } from '../consul/settings.js'
import { listening, passingInConsul } from '../health.js'
import type { Service, ServiceInput, UnitSettings } from '../service.js'
import { execLine } from '../unit-text.js'
import { beforeStart } from './before-start.js'
import { peerAddress } from './enr.js'
import { asked } from './facts.js'
import { p2pKey, prepareP2pKey } from './key.js'
import type { CarrierInstance } from './settings.js'
import { why } from './words.js'

type Input = ServiceInput<CarrierInstance>

export const service = {
  needs: [{ role: CONSUL }],
  restarts: 'together',
  moves: 'with its data',
  moved: ({ instance: { externalAddress, ports } }) =>
    why('moved', { address: `${externalAddress}:${ports.p2pTcp}` }),
  startsOnlyIfWorks: true,
  expects: { firstAddress: true },
  dials: ({ topology }) => [{ who: 'data-center', ...topology.network.dataCenter }],
  packages: () => [],
  artifacts: () => [{ artifact: 'carrier', to: 'carrier', how: 'file', mode: '0755' }],
  rights: ({ keyPrefix }) => [
    ...OWN_KEYS.map((key) => ['key', `${keyPrefix}/${key}`, 'read'] as const),
    ['service', 'carrierService', 'write'],
    ['service', 'dataService', 'read'],
    ['service', 'jobService', 'read'],
  ],
  config: (input) => {
    const { config: folder } = instancePaths(input)
    return [
      { path: `${folder}/carrier.yml`, content: config(input) },
      { path: `${folder}/before-start.sh`, content: beforeStart(input.topology), isScript: true },
    ]
  },
  unit,
  prepare: prepareP2pKey,
  // Both are read once, at the start.
  dependsOn: ({ topology }) => {
    const agent = consulAgent(topology)
    const { address, port } = topology.network.dataCenter
    return [`consul ${agent.address}:${agent.port}`, `data center ${address}:${port}`]
  },
  ready,
  registeredAs: (_, address) => `carrierService_${address}_*`,
  works: ({
    host,
    instance,
  }) => sh`http GET ${host.address} ${instance.ports.rest} /carrier/v1/auth/identityList || {
  echo "its data center does not answer: no list of the organisations (HTTP $status)"
  exit 1
}`,
  asked,
  // Waits two seconds for every fighter in its database that is down.
  usualSeconds: { low: 2, high: 15 },
  readyTimeoutSeconds: 90,
  keep: () => [
    { kind: 'path', path: 'data/p2p', what: 'identity' },
    { kind: 'path', path: 'data/datadir', what: 'identity' },
  ],
} satisfies Service<CarrierInstance>

/** The id that the carrier gives itself; its address is that of the first interface, which preflight compares. */
function carrierServiceId(address: string, instance: CarrierInstance): string {
  return `carrierService_${address}_${instance.ports.rpc}`
}

/** Strings must stay strings and none may be empty, or the carrier prints an error and exits with 0. */
function config(input: Input): Text {
  const { topology, instance } = input
  const { data } = instancePaths(input)
  const agent = consulAgent(topology)
  const { bootstrapNodes } = topology.network
  const peers = peersOf(input)
  const listensAt = callsArriveAt(input)
  return yamlText({
    datadir: `${data}/datadir`,
    verbosity: 'info',
    pprof: true,
    'pprof-port': instance.ports.pprof,
    'pprof-addr': '127.0.0.1',
    debug: true,
    'disable-grpc-gateway': false,
    'rpc-host': listensAt,
    'rpc-port': instance.ports.rpc,
    'grpc-gateway-host': listensAt,
    'grpc-gateway-port': instance.ports.rest,
    // RPC and REST have no authentication: not also the calls that change log level and peers.
    'enable-debug-rpc-endpoints': false,
    'no-discovery': false,
    ...(bootstrapNodes.length === 0 ? {} : { 'bootstrap-node': bootstrapNodes }),
    ...(peers.length === 0 ? {} : { peer: peers }),
    'p2p-udp-port': instance.ports.p2pUdp,
    'p2p-tcp-port': instance.ports.p2pTcp,
    // Partners come from anywhere, and it dials them from there: it takes the way that the host has.
    'p2p-local-ip': '0.0.0.0',
    'p2p-host-ip': instance.externalAddress,
    'p2p-priv-key': p2pKey(data),
    'p2p-max-peers': 200,
    'discovery-server-ip': agent.address,
    'discovery-server-port': agent.port,
  })
}

/** Of RPC and REST: all addresses only where platforms dial another one than the other services, which may be one of the host's. */
function callsArriveAt({ host, instance: { externalAddress } }: Input): string {
  return externalAddress === host.address ? host.address : '0.0.0.0'
}

/** Bootstrap nodes are dialled at the start only, peers for ever: else one restart parts two organisations for good. */
function peersOf({ topology, instance }: Input): string[] {
  const own = `/ip4/${instance.externalAddress}/tcp/${instance.ports.p2pTcp}/`
  const addresses = topology.network.bootstrapNodes.flatMap((node) => peerAddress(node) ?? [])
  return [...new Set(addresses)].filter((address) => !address.startsWith(own))
}

function unit(input: Input): UnitSettings {
  const { current, config: folder } = instancePaths(input)
  return {
    start: execLine(`${current}/carrier`, '--config-file', `${folder}/carrier.yml`),
    startPre: `${folder}/before-start.sh`,
    after: [CONSUL],
    // Its gRPC server waits for open calls without a limit.
    stopSeconds: 45,
    // It lists the interfaces, and ends where it may not raise its limit of open files.
    hostNeeds: { families: ['AF_NETLINK'], readsProc: true, calls: ['setrlimit'] },
  }
}

/** An open port proves nothing: up to three seconds later the carrier may still die of its data center. */
function ready(input: Input): Command {
  const { host, instance } = input
  const { rpc, rest } = instance.ports
  return lines(
    listening(instancePaths(input).unit, rpc),
    passingInConsul(input, carrierServiceId(host.address, instance)),
    sh`http GET ${host.address} ${rest} /carrier/v1/yarn/nodeInfo || { echo ${`REST on port ${rest} does not answer`}; exit 1; }
case $answer in
*'"localBootstrapNode":"'[!\\"]* | *'"localBootstrapNode": "'[!\\"]*) ;;
*) echo 'has not joined the p2p network: no bootstrap node of its own'; exit 1;;
esac
echo 'passing in Consul, nodeInfo answers'`,
  )
}
