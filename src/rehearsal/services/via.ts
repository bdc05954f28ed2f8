import { opens, type Program } from '../process.js'
import { agentAt } from './agent.js'
import { readYamlConfig } from './read-yaml-config.js'

export interface ViaConfig {
  readonly via: { readonly host: string; readonly port: number; readonly id: string }
  readonly consul: { readonly host: string; readonly port: number }
}

/** `via -cnf FILE` */
export const via: Program = async (process) => {
  const config = readYamlConfig(process, process.argv.at(-1) ?? '') as ViaConfig | undefined
  if (config === undefined) return 1
  const { host, port, id } = config.via
  await process.sleep(1)
  if (!(await opens(process.listen(host, port)))) {
    process.log(`listen tcp ${host}:${port}: bind: address already in use`)
    return 1
  }
  const agent = agentAt(process, config.consul.host, config.consul.port)
  const isKnown = await agent.register({
    ID: id,
    Name: 'viaService',
    Tags: ['via'],
    Address: host,
    Port: port,
  })
  process.log(isKnown ? `via serves at ${host}:${port}` : 'Consul does not answer; serving without it')
  await process.serve()
  await agent.deregister(id)
  return 0
}
