import type { RequestListener } from 'node:http'
import { sha256 } from '../../lib/digest.js'
import { healthBy, listensAt, unhealthy, well } from '../../rehearsal/health.js'
import type { AtInstance, Process, Rehearsed, SimulatedProgram } from '../../rehearsal/simulation.js'
import { configOf, readYamlConfig } from '../../rehearsal/yaml-config.js'
import { type Agent, agentAt } from '../consul/rehearsed-agent.js'

/** What of `carrier.yml` matters here. */
interface Config {
  readonly 'rpc-host': string
  readonly 'rpc-port': number
  readonly datadir: string
  readonly 'grpc-gateway-host': string
  readonly 'grpc-gateway-port': number
  readonly 'pprof-port': number
  readonly 'p2p-tcp-port': number
  readonly 'p2p-udp-port': number
  readonly 'p2p-host-ip': string
  readonly 'p2p-priv-key': string
  readonly 'discovery-server-ip': string
  readonly 'discovery-server-port': number
}

/**
 * `carrier --config-file FILE`. Its ports are open before it has looked for its data center, without which it ends;
 * once it serves it goes on without. It refuses to be the second carrier of an agent, and exits with 0 when its own
 * files are at fault.
 */
const carrier: SimulatedProgram = async (process) => {
  const { log, machine, simulation } = process
  const config = readYamlConfig(process, process.argv.at(-1) ?? '') as Config | undefined
  if (config === undefined) return 0
  const agent = agentAt(process, config['discovery-server-ip'], config['discovery-server-port'])
  await takeOffEarlier(process, agent)
  const key = machine.files.read(config['p2p-priv-key'])
  if (key === undefined || !isKey(key)) {
    log(`level=error msg="p2p-priv-key ${config['p2p-priv-key']} is not usable"`)
    return 0
  }
  keepWhereItBegan(process, config)
  await process.sleep(2)
  let dataCenter: string | undefined
  const isDataCenterThere = async () => {
    dataCenter ??= await agent.key(DATA_CENTER)
    const [address = '', port] = dataCenter?.split('_') ?? []
    if (port === undefined || simulation.faults.lasts('carrier-dies', machine.address)) return false
    return (await simulation.network.dial(machine.address, address, Number(port))) === 'open'
  }
  if (!(await openPorts(process, config, restApi(nodeInformation(config, key), isDataCenterThere)))) return 0
  const reason = await whyNot(process, agent, isDataCenterThere)
  if (reason !== undefined) {
    log(`level=fatal msg="${reason}"`)
    return 1
  }
  const id = idOf(machine.address, config)
  await process.sleep(2)
  const registration = { ID: id, Name: 'carrierService', Tags: ['carrier'], Address: machine.address }
  await agent.register({ ...registration, Port: config['rpc-port'] })
  log('level=info msg="Succeed init Services with discoveryCenter"')
  await process.serve()
  await agent.deregister(id)
  await simulation.pace.sleep(2)
  return 0
}

/** Its databases are made at its first start; a carrier without them is another one for whoever knows it. */
function keepWhereItBegan({ machine, user }: Process, { datadir }: Config): void {
  const file = `${datadir}/metaData`
  if (machine.files.exists(file)) return
  machine.files.write(file, `began on ${machine.address}`, '0600', `${user}:${user}`)
}

const DATA_CENTER = 'metis/dataCenter_ip_port'

/** The script before each of its starts. */
async function takeOffEarlier({ log }: Process, agent: Agent): Promise<void> {
  for (const { ID } of (await agent.services()) ?? []) {
    if (!ID.startsWith('carrierService_')) continue
    log(`taking ${ID} off Consul: it is from before this start`)
    await agent.deregister(ID)
  }
}

async function openPorts(process: Process, config: Config, rest: RequestListener): Promise<boolean> {
  const { log } = process
  const inUse = (at: string) => `listen ${at}: bind: address already in use`
  if (!(await process.listen('0.0.0.0', config['p2p-tcp-port']))) {
    log(`level=error msg="Failed to create p2p host: ${inUse(`tcp4 0.0.0.0:${config['p2p-tcp-port']}`)}"`)
    return false
  }
  process.listenUdp('0.0.0.0', config['p2p-udp-port'])
  for (const [bind, port, answer] of [
    [config['rpc-host'], config['rpc-port']],
    [config['grpc-gateway-host'], config['grpc-gateway-port'], rest],
    ['127.0.0.1', config['pprof-port']],
  ] as const) {
    // It only says so, and stays up without that port.
    if (!(await process.listen(bind, port, answer)))
      log(`level=error msg="Could not listen to port: ${inUse(`tcp ${bind}:${port}`)}"`)
  }
  return true
}

/** Why it can't go on, in its own words. */
async function whyNot(
  { sleep }: Process,
  agent: Agent,
  isDataCenterThere: () => Promise<boolean>,
): Promise<string | undefined> {
  const dataCenter = await agent.key(DATA_CENTER)
  if (dataCenter === undefined) return 'discover the dataCenter failed: Consul: connection refused'
  const [address, port] = dataCenter.split('_')
  if (port === undefined) return `discover the dataCenter failed: ${DATA_CENTER} is not found`
  await sleep(2)
  if (!(await isDataCenterThere()))
    return `connot setConfig of carrierDB, dial grpc server failed: dial tcp ${address}:${port}: connect: connection refused`
  const others = (await agent.services()) ?? []
  return others.some(({ Tags }) => Tags.includes('carrier'))
    ? 'Alerady exits carrier service on this Consul'
    : undefined
}

/** `information` of an organisation that has not joined the network yet; its place in the network comes from its key. */
function nodeInformation(config: Config, key: string): Readonly<Record<string, unknown>> {
  const id = sha256(`node ${key}`)
  const record = Buffer.from(`${id}${id}${id}`, 'hex').toString('base64url')
  return {
    nodeType: 'NodeType_YarnNode',
    nodeId: '',
    identityId: '',
    name: '',
    state: 'YarnNodeState_Active',
    relatePeers: SEEDS,
    localBootstrapNode: `enr:-Jy4Q${record}`,
    localMultiAddr: `/ip4/${config['p2p-host-ip']}/udp/${config['p2p-udp-port']}/p2p/16Uiu2HAm${id.slice(0, 45)}`,
  }
}

const SEEDS = 3

/**
 * The calls of its REST gateway that anybody here uses. It finds fighters only once it has joined; `identityList` asks the
 * data center each time.
 */
function restApi(
  information: Readonly<Record<string, unknown>>,
  isDataCenterThere: () => Promise<boolean>,
): RequestListener {
  const done = { status: 0, msg: 'success' }
  const seeds = Array.from({ length: SEEDS }, (_, i) => ({
    addr: `enr:-Jy4Q${sha256(`seed ${i}`)}`,
    isDefault: true,
    connState: 'ConnState_Connected',
  }))
  const answers: Readonly<Record<string, unknown>> = {
    '/carrier/v1/yarn/nodeInfo': { ...done, information },
    '/carrier/v1/yarn/seedList': { ...done, nodes: seeds },
    '/carrier/v1/yarn/dataNodeList': { ...done, nodes: [] },
    '/carrier/v1/yarn/jobNodeList': { ...done, nodes: [] },
    '/carrier/v1/auth/identityList': { ...done, memberList: [] },
  }
  return async ({ url = '' }, response) => {
    const path = url.replace(/\?.*/, '')
    const isUnable = path.endsWith('/identityList') && !(await isDataCenterThere())
    const answer = isUnable ? { code: 13, message: 'Failed to get all identity list' } : answers[path]
    const status = isUnable ? 500 : answer === undefined ? 404 : 200
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { code: 5, message: 'Not Found' }))
  }
}

function isKey(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text)
}

function idOf(address: string, config: Config): string {
  return `carrierService_${address}_${config['rpc-port']}`
}

function ask({ simulation, machine: { address } }: AtInstance, config: Config, call: string) {
  const port = config['grpc-gateway-port']
  return simulation.network.request(address, { method: 'GET', address, port, path: `/carrier/v1/${call}` })
}

const FILE = 'carrier.yml'

export const rehearsed: Rehearsed = {
  programs: { carrier },
  ready: (at) =>
    healthBy<Config>(at, FILE, async (config) => {
      const { address } = at.machine
      const agent = agentAt(at, config['discovery-server-ip'], config['discovery-server-port'])
      const wrong = listensAt(at, config['rpc-port']) ?? (await agent.passing(idOf(address, config)))
      if (wrong !== undefined) return wrong
      const answer = await ask(at, config, 'yarn/nodeInfo')
      if (answer?.status !== 200)
        return unhealthy(`REST on port ${config['grpc-gateway-port']} does not answer`)
      return /"localBootstrapNode": ?"[^"]/.test(answer.body)
        ? well('passing in Consul, nodeInfo answers')
        : unhealthy('has not joined the p2p network: no bootstrap node of its own')
    }),
  works: async (at) => {
    const answer = await ask(at, configOf(at, FILE) as Config, 'auth/identityList')
    if (answer?.status === 200) return undefined
    return `its data center does not answer: no list of the organisations (HTTP ${answer?.status ?? '000'})`
  },
  effects: {
    'p2p-key': async ({ inputs: path }, { machine, print, sleep }) => {
      await sleep(0.05)
      if (isKey(machine.files.read(path) ?? '')) return 0
      print(`${path} is not a p2p key: exactly 64 hex characters and nothing else.`)
      return 1
    },
  },
}
