import type { FighterConfig } from '../services/fighter.js'
import type { Health, HealthInput } from './health.js'
import { configOf, listening, notThere, passingInConsul, unitOf } from './parts.js'

/** Registered and alive is not enough: with its port taken it hangs alive, registered, without a listener. */
export async function fighterHealth(input: HealthInput): Promise<Health> {
  const role = input.instance.replace(/-\d+$/, '')
  const config = configOf(input, `${role}.yml`) as FighterConfig | undefined
  if (config === undefined) return notThere(input)
  const { bind_ip: address, port, consul } = config
  const agent = { address: consul.service_ip, port: consul.service_port }
  const wrong =
    listening(input, unitOf(input), port) ??
    (await passingInConsul(input, agent, `${consul.name}_${address}_${port}`))
  return wrong ?? { exitCode: 0, says: 'listens, passing in Consul' }
}
