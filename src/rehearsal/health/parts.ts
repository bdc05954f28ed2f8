import { parse } from 'yaml'
import { listensAs } from '../machine.js'
import type { Health, HealthInput } from './health.js'

/** Parts of health commands, as in `src/services/health.ts`: undefined when all is well, else what is wrong. */
export type Part = Health | undefined

export function listening({ machine }: Pick<HealthInput, 'machine'>, unit: string, port: number): Part {
  if (listensAs(machine, unit, port)) return undefined
  return { exitCode: 1, says: `${unit} does not listen on port ${port}` }
}

export async function passingInConsul(
  { world, machine }: HealthInput,
  agent: { readonly address: string; readonly port: number },
  id: string,
): Promise<Part> {
  const path = `/v1/agent/health/service/id/${id}`
  const answer = await world.network.request(machine.address, { method: 'GET', ...agent, path })
  if (answer?.status === 200) return undefined
  if (answer?.status === 404) return { exitCode: 3, says: `runs, but Consul does not know ${id}` }
  if (answer?.status === 503) return { exitCode: 1, says: 'Consul says critical' }
  return { exitCode: 1, says: `Consul at ${agent.address}:${agent.port} does not answer` }
}

/** The configuration that an instance was given; undefined where it has none yet. */
export function configOf({ machine, instance, installDirectory }: HealthInput, file: string): unknown {
  const path = `${installDirectory}/${instance}/config/${file}`
  const text = machine.files.read(path)
  if (text === undefined) return undefined
  const known = machine.parsed.get(path)
  if (known?.text === text) return known.value
  const value: unknown = parse(text)
  machine.parsed.set(path, { text, value })
  return value
}

export function unitOf({ instance }: HealthInput): string {
  return `metis-${instance}.service`
}

export function unhealthy(says: string): Health {
  return { exitCode: 1, says }
}

/** Of an instance that was never given anything to run from. */
export function notThere(input: HealthInput): Health {
  return unhealthy(`${unitOf(input)} has no configuration`)
}
