import { type HealthPart, unhealthy } from '../../rehearsal/health.js'
import type { AtInstance } from '../../rehearsal/simulation.js'

export interface Registration {
  readonly ID: string
  readonly Name: string
  readonly Tags: readonly string[]
  readonly Address: string
  readonly Port: number
  /** Path that is asked over HTTP; absent: the port has to take connections. */
  readonly CheckPath?: string
}

/** The Consul agent that a service was told of, as the service sees it. */
export interface Agent {
  readonly register: (registration: Registration) => Promise<boolean>
  readonly deregister: (id: string) => Promise<void>
  readonly services: () => Promise<readonly Registration[] | undefined>
  /** Undefined: no answer; empty: no such key. */
  readonly key: (name: string) => Promise<string | undefined>
  /** As `passingInConsul` of `src/roles/health.ts` asks. */
  readonly passing: (id: string) => Promise<HealthPart>
}

export function agentAt(
  { simulation, machine }: Pick<AtInstance, 'simulation' | 'machine'>,
  address: string,
  port: number,
): Agent {
  const ask = (method: string, path: string, body = '') =>
    simulation.network.request(machine.address, { method, address, port, path, body })
  return {
    register: async (registration) =>
      (await ask('PUT', '/v1/agent/service/register', JSON.stringify(registration)))?.status === 200,
    deregister: async (id) => {
      await ask('PUT', `/v1/agent/service/deregister/${id}`)
    },
    services: async () => {
      const answer = await ask('GET', '/v1/agent/services')
      if (answer?.status !== 200) return undefined
      return Object.values(JSON.parse(answer.body) as Record<string, Registration>)
    },
    key: async (name) => {
      const answer = await ask('GET', `/v1/kv/${name}`)
      if (answer?.status !== 200) return answer === undefined ? undefined : ''
      const [entry] = JSON.parse(answer.body) as { Value: string }[]
      return Buffer.from(entry?.Value ?? '', 'base64').toString('utf8')
    },
    passing: async (id) => {
      const status = (await ask('GET', `/v1/agent/health/service/id/${id}`))?.status
      if (status === 200) return undefined
      if (status === 404) return { exitCode: 3, says: `runs, but Consul does not know ${id}` }
      return unhealthy(
        status === 503 ? 'Consul says critical' : `Consul at ${address}:${port} does not answer`,
      )
    },
  }
}
