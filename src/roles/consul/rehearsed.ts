import { gunzipSync } from 'node:zlib'
import { carried } from '../../rehearsal/actions/unpack.js'
import { healthBy, listensAt, unhealthy, well } from '../../rehearsal/health.js'
import type {
  AtInstance,
  Effect,
  Process,
  Rehearsed,
  SimulatedHealth,
  SimulatedProgram,
} from '../../rehearsal/simulation.js'
import { waitUntil } from '../../rehearsal/wait-until.js'
import { configOf, readYamlConfig } from '../../rehearsal/yaml-config.js'
import { GOSSIP_KEY } from '../secret-names.js'
import { OWN_KEYS } from './keys.js'
import type { Registration } from './rehearsed-agent.js'
import { consulApi } from './rehearsed-api.js'
import {
  type ConsulServer,
  type Gossip,
  leaderOf,
  membersOf,
  putKey,
  serversOf,
} from './rehearsed-cluster.js'

/** What of `consul.json` matters here. */
interface Config {
  readonly node_name: string
  readonly bootstrap_expect: number
  readonly retry_join?: readonly string[]
  readonly client_addr: string
  readonly bind_addr: string
  readonly data_dir: string
  readonly encrypt_verify_outgoing: boolean
  readonly encrypt_verify_incoming: boolean
  readonly ports: {
    readonly server: number
    readonly serf_lan: number
    readonly http: number
  }
}

const ELECTION_SECONDS = 5

/** `consul agent -config-file FILE`: the HTTP port opens before there is a leader. */
const consul: SimulatedProgram = async (process) => {
  const { simulation, log, argv } = process
  const config = readYamlConfig(process, argv.at(-1) ?? '') as Config | undefined
  if (config === undefined) return 1
  await process.sleep(1)
  log(`==> Starting Consul agent... Node name: '${config.node_name}', Version: '1.10.4'`)
  if (!(await openPorts(process, config))) return 1
  const server = serverOf(process, config)
  const { client_addr: address, ports } = config
  if (!(await process.listen(address, ports.http, consulApi(simulation, server, process.machine)))) {
    log(`==> failed to setup HTTP server: listen tcp ${address}:${ports.http}: bind: address already in use`)
    return 1
  }
  serversOf(simulation).add(server)
  try {
    log(`agent: Starting server: address=${address}:${ports.http} network=tcp protocol=http`)
    await joinAndVote(process, server)
    await process.serve()
    log('agent: Caught: signal=terminated')
    await simulation.pace.sleep(1)
    return 1
  } finally {
    serversOf(simulation).delete(server)
    simulation.changes.tell()
  }
}

async function openPorts(process: Process, { bind_addr: address, ports }: Config): Promise<boolean> {
  for (const port of [ports.server, ports.serf_lan]) {
    if (await process.listen(address, port)) continue
    process.log(`==> Error starting agent: listen tcp ${address}:${port}: bind: address already in use`)
    return false
  }
  process.listenUdp(address, ports.serf_lan)
  return true
}

/** What it has kept of an earlier life. */
interface Kept {
  readonly keys: readonly [string, string][]
  readonly services: readonly Registration[]
}

function gossipOf({ machine: { files }, user }: Process, config: Config): Gossip {
  const path = `${config.data_dir}/serf/local.keyring`
  const gossip: Gossip = {
    keys: JSON.parse(files.read(path) ?? '[]') as string[],
    encrypts: config.encrypt_verify_outgoing,
    takesClear: !config.encrypt_verify_incoming,
    save: () => files.write(path, JSON.stringify(gossip.keys), '0600', `${user}:${user}`),
  }
  return gossip
}

function serverOf(process: Process, config: Config): ConsulServer {
  const { machine, user } = process
  const { files } = machine
  const path = `${config.data_dir}/raft/raft.db`
  const text = files.read(path)
  const kept: Kept = text === undefined ? { keys: [], services: [] } : (JSON.parse(text) as Kept)
  const server: ConsulServer = {
    node: config.node_name,
    address: config.bind_addr,
    ports: { server: config.ports.server, serf: config.ports.serf_lan },
    expect: config.bootstrap_expect,
    joins: config.retry_join ?? [],
    gossip: gossipOf(process, config),
    isVoter: false,
    hasData: text !== undefined,
    keys: new Map(kept.keys),
    services: new Map(kept.services.map((one) => [one.ID, one])),
    save: () => {
      const now: Kept = { keys: [...server.keys], services: [...server.services.values()] }
      files.write(path, JSON.stringify(now), '0600', `${user}:${user}`)
    },
  }
  return server
}

/** A server that comes back takes over what the others know by now. */
async function joinAndVote(process: Process, server: ConsulServer): Promise<void> {
  const { simulation, log } = process
  await process.sleep(ELECTION_SECONDS)
  const before = membersOf(simulation, server).find(
    (one) => one.isVoter && leaderOf(simulation, one) !== undefined,
  )
  for (const [key, value] of before?.keys ?? []) server.keys.set(key, value)
  server.isVoter = true
  const leader = leaderOf(simulation, server)
  if (leader === undefined) log('agent.server.raft: no known peers, aborting election')
  else log(`agent.server: New leader elected: payload=${leader.node}`)
  simulation.changes.tell()
}

/** What `ready` of its service asks. */
async function health(at: AtInstance, config: Config): Promise<SimulatedHealth> {
  const { bootstrap_expect: servers } = config
  const silent = listensAt(at, config.ports.http)
  if (silent !== undefined) return silent
  const leader = await leaderKnownTo(at, config)
  if (leader === '') return unhealthy('no leader')
  const members = await ask(at, config, '/v1/agent/members')
  const alive = members?.body.match(/"role":"consul"[^}]*},"Status":1/g)?.length ?? 0
  if (alive < servers) return unhealthy(`leader ${leader}, only ${alive} of ${servers} servers`)
  const keys = await ask(at, config, '/v1/kv/metis/?keys&consistent')
  return keys?.status === 200 || keys?.status === 404
    ? well(`leader ${leader}, ${alive} of ${servers} servers`)
    : unhealthy(`leader ${leader}, but it does not answer for keys`)
}

const LEADER_SECONDS = 120

/** Until the host's own agent knows a leader. */
const awaitLeader: Effect = async (_, on) => {
  const config = configOf(on, 'consul.json') as Config | undefined
  if (config === undefined) return 1
  if (await waitUntil(on, LEADER_SECONDS, async () => (await leaderKnownTo(on, config)) !== '')) return 0
  const agent = `Consul at ${config.client_addr}:${config.ports.http}`
  on.print(`${agent} has no leader after ${LEADER_SECONDS} s: are all its servers up?`)
  return 1
}

/** All servers of the cluster take it, or the change has failed. */
const changeKey: Effect = async (_, { simulation, machine, secrets, print, sleep }) => {
  await sleep(0.2)
  const server = [...serversOf(simulation)].find(({ address }) => address === machine.address)
  const members = server === undefined ? [] : membersOf(simulation, server)
  if (members.length < (server?.expect ?? 1)) {
    print("Consul's servers have not all taken the change of their key (HTTP 500)")
    return 1
  }
  for (const { gossip } of members) {
    gossip.keys = [secrets(GOSSIP_KEY)]
    gossip.save()
  }
  return 0
}

/** Keys of a snapshot that are not there and are not written from org.yaml. */
const load: Effect = async ({ inputs }, on) => {
  const bytes = await carried(inputs, on)
  if (!Buffer.isBuffer(bytes)) return bytes
  const server = [...serversOf(on.simulation)].find(({ address }) => address === on.machine.address)
  if (server === undefined) return 1
  const text = gunzipSync(bytes).toString()
  // That of a real one is Consul's own to read.
  if (!text.startsWith('{')) return 0
  const { keys } = JSON.parse(text) as Kept
  const isOwn = (key: string) => OWN_KEYS.some((name) => key.endsWith(`/${name}`))
  const back = keys.filter(([key]) => !server.keys.has(key) && !isOwn(key))
  for (const [key, value] of back) putKey(on.simulation, server, key, value)
  on.print(`keys of the snapshot that were put back: ${back.length}`)
  return 0
}

/** Empty: none, or no answer. */
async function leaderKnownTo(at: AtInstance, config: Config): Promise<string> {
  return (await ask(at, config, '/v1/status/leader'))?.body.replaceAll('"', '') ?? ''
}

function ask({ simulation, machine }: AtInstance, { client_addr: address, ports }: Config, path: string) {
  return simulation.network.request(machine.address, { method: 'GET', address, port: ports.http, path })
}

export const rehearsed: Rehearsed = {
  programs: { consul },
  ready: (at) => healthBy<Config>(at, 'consul.json', (config) => health(at, config)),
  effects: { 'consul-leader': awaitLeader, 'gossip-key': changeKey, load },
}
