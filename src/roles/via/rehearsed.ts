import { healthBy, listensAt, unhealthy, well } from '../../rehearsal/health.js'
import type { Rehearsed, SimulatedProgram } from '../../rehearsal/simulation.js'
import { readYamlConfig } from '../../rehearsal/yaml-config.js'
import { agentAt } from '../consul/rehearsed-agent.js'

/** What of `via.yml` matters here. */
interface Config {
  readonly via: { readonly host: string; readonly port: number; readonly id: string }
  readonly consul: { readonly host: string; readonly port: number }
}

/** `via -cnf FILE` */
const via: SimulatedProgram = async (process) => {
  const config = readYamlConfig(process, process.argv.at(-1) ?? '') as Config | undefined
  if (config === undefined) return 1
  const { host, port, id } = config.via
  await process.sleep(1)
  if (!(await process.listen(host, port))) {
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

export const rehearsed: Rehearsed = {
  programs: { via },
  ready: (at) =>
    healthBy<Config>(at, 'via.yml', async ({ via, consul }) => {
      const silent = listensAt(at, via.port)
      if (silent !== undefined) return silent
      if ((await at.simulation.network.dial(at.machine.address, via.host, via.port)) !== 'open')
        return unhealthy(`does not accept on ${via.host}:${via.port}`)
      const wrong = await agentAt(at, consul.host, consul.port).passing(via.id)
      return wrong ?? well('accepts connections, passing in Consul')
    }),
}
