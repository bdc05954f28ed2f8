import type { CarrierConfig } from '../services/carrier-config.js'
import type { Health, HealthInput } from './health.js'
import { configOf, listening, notThere, passingInConsul, unhealthy, unitOf } from './parts.js'

export async function carrierHealth(input: HealthInput): Promise<Health> {
  const config = configOf(input, 'carrier.yml') as CarrierConfig | undefined
  if (config === undefined) return notThere(input)
  const { address } = input.machine
  const rpc = config['rpc-port']
  const rest = config['grpc-gateway-port']
  const agent = { address: config['discovery-server-ip'], port: config['discovery-server-port'] }
  const wrong =
    listening(input, unitOf(input), rpc) ??
    (await passingInConsul(input, agent, `carrierService_${address}_${rpc}`))
  if (wrong !== undefined) return wrong
  const asked = { method: 'GET', address, port: rest, path: '/carrier/v1/yarn/nodeInfo' }
  const answer = await input.world.network.request(address, asked)
  if (answer?.status !== 200) return unhealthy(`REST on port ${rest} does not answer`)
  if (!/"localBootstrapNode": ?"[^"]/.test(answer.body)) {
    return unhealthy('has not joined the p2p network: no bootstrap node of its own')
  }
  return { exitCode: 0, says: 'passing in Consul, nodeInfo answers' }
}
