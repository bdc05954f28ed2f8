import type { ViaConfig } from '../services/via.js'
import type { Health, HealthInput } from './health.js'
import { configOf, listening, notThere, passingInConsul, unhealthy, unitOf } from './parts.js'

export async function viaHealth(input: HealthInput): Promise<Health> {
  const config = configOf(input, 'via.yml') as ViaConfig | undefined
  if (config === undefined) return notThere(input)
  const { host, port, id } = config.via
  const silent = listening(input, unitOf(input), port)
  if (silent !== undefined) return silent
  if ((await input.world.network.dial(input.machine.address, host, port)) !== 'open') {
    return unhealthy(`does not accept on ${host}:${port}`)
  }
  const agent = { address: config.consul.host, port: config.consul.port }
  const wrong = await passingInConsul(input, agent, id)
  return wrong ?? { exitCode: 0, says: 'accepts connections, passing in Consul' }
}
