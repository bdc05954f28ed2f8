import type { ConsulKv } from '../../actions/action.js'
import type { Context } from './context.js'

export async function consulKv({ agent, key, value }: ConsulKv, context: Context): Promise<number> {
  const { world, machine, print } = context
  await context.sleep(0.05)
  const path = `/v1/kv/${key}`
  const answer = await world.network.request(machine.address, { method: 'PUT', ...agent, path, body: value })
  if (answer?.body === 'true') return 0
  print(`Consul answered: ${answer?.body ?? ''}`)
  return 1
}
