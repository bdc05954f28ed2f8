import { opens, type Process, type Program } from '../process.js'
import { consulApi } from './consul-api.js'
import { leaderOf, membersOf } from './consul-cluster.js'
import type { ConsulServer, Registration } from './consul-server.js'

interface Config {
  readonly node_name: string
  readonly bootstrap_expect: number
  readonly retry_join?: readonly string[]
  readonly client_addr: string
  readonly bind_addr: string
  readonly data_dir: string
  readonly ports: {
    readonly server: number
    readonly serf_lan: number
    readonly serf_wan: number
    readonly http: number
    readonly dns: number
  }
}

const ELECTION_SECONDS = 5

/** `consul agent -config-file FILE`: the HTTP port opens before there is a leader. */
export const consul: Program = async (process) => {
  const { world, log, argv } = process
  const config = readConfig(process, argv.at(-1) ?? '')
  if (config === undefined) return 1
  await process.sleep(1)
  log(`==> Starting Consul agent... Node name: '${config.node_name}', Version: '1.10.4'`)
  if (!(await openPorts(process, config))) return 1
  const server = serverOf(process, config)
  if (
    !(await opens(
      process.listen(config.client_addr, config.ports.http, consulApi(world, server, process.machine)),
    ))
  ) {
    log(
      `==> failed to setup HTTP server: listen tcp ${config.client_addr}:${config.ports.http}: bind: address already in use`,
    )
    return 1
  }
  world.consuls.add(server)
  try {
    log(
      `agent: Starting server: address=${config.client_addr}:${config.ports.http} network=tcp protocol=http`,
    )
    await joinAndVote(process, server)
    await process.serve()
    log('agent: Caught: signal=terminated')
    await world.pace.sleep(1)
    return 1
  } finally {
    world.consuls.delete(server)
    world.changes.tell()
  }
}

function readConfig({ machine, log }: Process, path: string): Config | undefined {
  const text = machine.files.read(path)
  if (text === undefined) {
    log(`==> Error reading ${path}: open ${path}: no such file or directory`)
    return undefined
  }
  try {
    return JSON.parse(text) as Config
  } catch (error) {
    log(`==> failed to parse ${path}: ${error instanceof Error ? error.message : error}`)
    return undefined
  }
}

async function openPorts(
  process: Process,
  { bind_addr: address, ports, client_addr }: Config,
): Promise<boolean> {
  const tcp = [ports.server, ports.serf_lan, ports.serf_wan].map((port) => ({ address, port }))
  for (const one of [...tcp, { address: client_addr, port: ports.dns }]) {
    if (await opens(process.listen(one.address, one.port))) continue
    process.log(
      `==> Error starting agent: listen tcp ${one.address}:${one.port}: bind: address already in use`,
    )
    return false
  }
  for (const port of [ports.serf_lan, ports.serf_wan, ports.dns]) process.listenUdp(address, port)
  return true
}

/** What it has kept of an earlier life. */
interface Kept {
  readonly keys: readonly [string, string][]
  readonly services: readonly Registration[]
}

function serverOf({ machine }: Process, config: Config): ConsulServer {
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
    isVoter: false,
    hasData: text !== undefined,
    keys: new Map(kept.keys),
    services: new Map(kept.services.map((one) => [one.ID, one])),
    save: () => {
      const now: Kept = { keys: [...server.keys], services: [...server.services.values()] }
      files.write(path, JSON.stringify(now), '0600', 'metis:metis')
    },
  }
  return server
}

/** A server that comes back takes over what the others know by now. */
async function joinAndVote(process: Process, server: ConsulServer): Promise<void> {
  const { world, log } = process
  await process.sleep(ELECTION_SECONDS)
  const before = membersOf(world, server).find((one) => one.isVoter && leaderOf(world, one) !== undefined)
  for (const [key, value] of before?.keys ?? []) server.keys.set(key, value)
  server.isVoter = true
  const leader = leaderOf(world, server)
  if (leader === undefined) log('agent.server.raft: no known peers, aborting election')
  else log(`agent.server: New leader elected: payload=${leader.node}`)
  world.changes.tell()
}
