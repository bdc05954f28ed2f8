import { opens, type Process, type Program } from '../process.js'
import { type Agent, agentAt } from './agent.js'
import { carrierApi, nodeInformation } from './carrier-api.js'
import type { CarrierConfig } from './carrier-config.js'
import { readYamlConfig } from './read-yaml-config.js'

/**
 * `carrier --config-file FILE`. Its ports are open before it has looked for its data center, without which it ends;
 * it refuses to be the second carrier of an agent, and exits with 0 when its own files are at fault.
 */
export const carrier: Program = async (process) => {
  const { log, machine, world } = process
  const config = readYamlConfig(process, process.argv.at(-1) ?? '') as CarrierConfig | undefined
  if (config === undefined) return 0
  const agent = agentAt(process, config['discovery-server-ip'], config['discovery-server-port'])
  await takeOffEarlier(process, agent)
  const key = machine.files.read(config['p2p-priv-key'])
  if (key === undefined || !/^[0-9a-f]{64}$/i.test(key)) {
    log(`level=error msg="p2p-priv-key ${config['p2p-priv-key']} is not usable"`)
    return 0
  }
  await process.sleep(2)
  if (!(await openPorts(process, config, key))) return 0
  const reason = await whyNot(process, agent)
  if (reason !== undefined) {
    log(`level=fatal msg="${reason}"`)
    return 1
  }
  const id = `carrierService_${machine.address}_${config['rpc-port']}`
  await process.sleep(2)
  const registration = { ID: id, Name: 'carrierService', Tags: ['carrier'], Address: machine.address }
  await agent.register({ ...registration, Port: config['rpc-port'] })
  log('level=info msg="Succeed init Services with discoveryCenter"')
  await process.serve()
  await agent.deregister(id)
  await world.pace.sleep(2)
  return 0
}

/** The script before each of its starts. */
async function takeOffEarlier({ log }: Process, agent: Agent): Promise<void> {
  for (const { ID } of (await agent.services()) ?? []) {
    if (!ID.startsWith('carrierService_')) continue
    log(`taking ${ID} off Consul: it is from before this start`)
    await agent.deregister(ID)
  }
}

async function openPorts(process: Process, config: CarrierConfig, key: string): Promise<boolean> {
  const { log } = process
  if (!(await opens(process.listen('0.0.0.0', config['p2p-tcp-port'])))) {
    log(
      `level=error msg="Failed to create p2p host: listen tcp4 0.0.0.0:${config['p2p-tcp-port']}: bind: address already in use"`,
    )
    return false
  }
  process.listenUdp('0.0.0.0', config['p2p-udp-port'])
  const rest = config['grpc-gateway-port']
  for (const [bind, port] of [
    ['0.0.0.0', config['rpc-port']],
    ['0.0.0.0', rest],
    ['127.0.0.1', config['pprof-port']],
  ] as const) {
    const isOpen = await opens(
      process.listen(bind, port, port === rest ? carrierApi(nodeInformation(config, key)) : undefined),
    )
    // It only says so, and stays up without that port.
    if (!isOpen)
      log(
        `level=error msg="Could not listen to port: listen tcp ${bind}:${port}: bind: address already in use"`,
      )
  }
  return true
}

/** Why it can't go on, in its own words. */
async function whyNot({ world, machine, sleep }: Process, agent: Agent): Promise<string | undefined> {
  const dataCenter = await agent.key('metis/dataCenter_ip_port')
  if (dataCenter === undefined) return 'discover the dataCenter failed: Consul: connection refused'
  const [address, port] = dataCenter.value.split('_')
  if (address === undefined || port === undefined)
    return 'discover the dataCenter failed: metis/dataCenter_ip_port is not found'
  await sleep(2)
  const isAway = world.faults.carrierDies(machine.address)
  if (isAway || (await world.network.dial(machine.address, address, Number(port))) !== 'open')
    return `connot setConfig of carrierDB, dial grpc server failed: dial tcp ${address}:${port}: connect: connection refused`
  const others = (await agent.services()) ?? []
  return others.some(({ Tags }) => Tags.includes('carrier'))
    ? 'Alerady exits carrier service on this Consul'
    : undefined
}
