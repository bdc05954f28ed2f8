import { posix } from 'node:path'
import { healthBy, listensAt, roleOf, well } from '../../rehearsal/health.js'
import type { Process, Rehearsed, SimulatedProgram } from '../../rehearsal/simulation.js'
import { readYamlConfig } from '../../rehearsal/yaml-config.js'
import { agentAt } from '../consul/rehearsed-agent.js'

/** What of `data.yml` and `compute.yml` matters here. */
interface Config {
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
const fighter: SimulatedProgram = async (process) => {
  const { argv, machine, log, simulation } = process
  const module = argv[argv.indexOf('-m') + 1] ?? ''
  const release = posix.dirname(posix.dirname(posix.dirname(argv[0] ?? '')))
  if (!machine.files.exists(`${release}/site-packages`)) {
    log(`ModuleNotFoundError: No module named '${module.split('.')[0]}'`)
    return 1
  }
  const config = readYamlConfig(process, argv.at(-1) ?? '') as Config | undefined
  if (config === undefined) return 1
  const { bind_ip: address, port, consul } = config
  await process.sleep(2)
  const agent = agentAt(process, consul.service_ip, consul.service_port)
  const id = idOf(config)
  const registration = { ID: id, Name: consul.name, Tags: [consul.tag], Address: address, Port: port }
  if (!(await agent.register(registration))) {
    log(
      `Traceback (most recent call last): ConnectionError: ${consul.service_ip}:${consul.service_port}: Connection refused`,
    )
    return 1
  }
  await listenOrHang(process, config)
  await agent.deregister(id)
  await simulation.pace.sleep(1)
  return 0
}

async function listenOrHang(process: Process, { port, consul }: Config): Promise<void> {
  await process.sleep(1)
  if (await process.listen('0.0.0.0', port)) {
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

function idOf({ bind_ip, port, consul }: Config): string {
  return `${consul.name}_${bind_ip}_${port}`
}

export const rehearsed: Rehearsed = {
  programs: { python3: fighter },
  ready: (at) =>
    healthBy<Config>(at, `${roleOf(at)}.yml`, async (config) => {
      const { service_ip, service_port } = config.consul
      const agent = agentAt(at, service_ip, service_port)
      const wrong = listensAt(at, config.port) ?? (await agent.passing(idOf(config)))
      return wrong ?? well('listens, passing in Consul')
    }),
  effects: {
    'python-packages': async ({ path = '' }, { machine, print, sleep }) => {
      const release = posix.dirname(path)
      if (!machine.files.exists(`${release}/python/bin/python3`)) {
        print(`${release}/python/bin/python3: No such file or directory`)
        return 127
      }
      await sleep(12)
      machine.files.unpack(`${release}/site-packages`, 640e6, 'root:root')
      return 0
    },
  },
}
