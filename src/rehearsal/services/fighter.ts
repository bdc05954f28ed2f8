import { posix } from 'node:path'
import { opens, type Process, type Program } from '../process.js'
import { agentAt } from './agent.js'
import { readYamlConfig } from './read-yaml-config.js'

export interface FighterConfig {
  readonly bind_ip: string
  readonly port: number
  readonly consul: {
    readonly service_ip: string
    readonly service_port: number
    readonly name: string
    readonly tag: string
  }
}

/**
 * `python3 -u -m metis.data_svc.main FILE`. It registers before it listens, ends without Consul, and with its port
 * taken it hangs: alive, registered, and without a listener.
 */
export const fighter: Program = async (process) => {
  const { argv, machine, log, world } = process
  const module = argv[argv.indexOf('-m') + 1] ?? ''
  const release = posix.dirname(posix.dirname(posix.dirname(argv[0] ?? '')))
  if (!machine.files.exists(`${release}/site-packages`)) {
    log(`ModuleNotFoundError: No module named '${module.split('.')[0]}'`)
    return 1
  }
  const config = readYamlConfig(process, argv.at(-1) ?? '') as FighterConfig | undefined
  if (config === undefined) return 1
  const { bind_ip: address, port, consul } = config
  await process.sleep(2)
  const agent = agentAt(process, consul.service_ip, consul.service_port)
  const id = `${consul.name}_${address}_${port}`
  const registration = { ID: id, Name: consul.name, Tags: [consul.tag], Address: address, Port: port }
  if (!(await agent.register(registration))) {
    log(
      `Traceback (most recent call last): ConnectionError: ${consul.service_ip}:${consul.service_port}: Connection refused`,
    )
    return 1
  }
  await listenOrHang(process, config)
  await agent.deregister(id)
  await world.pace.sleep(1)
  return 0
}

async function listenOrHang(process: Process, { port, consul }: FighterConfig): Promise<void> {
  await process.sleep(1)
  if (await opens(process.listen('0.0.0.0', port))) {
    process.log(
      consul.tag === 'data' ? 'Data Service ready for action.' : `Compute Service work on port ${port}.`,
    )
  } else {
    process.log(
      `RuntimeError: Failed to bind to address [::]:${port}; set GRPC_VERBOSITY=debug to see detailed error message.`,
    )
  }
  await process.serve()
}
