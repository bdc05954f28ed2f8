import { type HealthPart, unhealthy } from '../../rehearsal/health.js'
import type { OnHost } from '../../rehearsal/simulation.js'

export interface Registration {
  readonly ID: string
  readonly Name: string
  readonly Tags: readonly string[]
  readonly Address: string
  readonly Port: number
  /** Asked over HTTP; absent: the port has to take connections. */
  readonly CheckUrl?: string
}

/** The Consul agent that a service was told of, as the service sees it. */
export type Agent = ReturnType<typeof agentAt>

export function agentAt({ simulation, machine }: OnHost, address: string, port: number) {
  const ask = (method: string, path: string, body = '') =>
    simulation.network.request(machine.address, { method, address, port, path, body })
  return {
    register: async (registration: Registration) =>
      (await ask('PUT', '/v1/agent/service/register', JSON.stringify(registration)))?.status === 200,
    deregister: async (id: string) => {
      await ask('PUT', `/v1/agent/service/deregister/${id}`)
    },
    services: async () => {
      const answer = await ask('GET', '/v1/agent/services')
      if (answer?.status !== 200) return undefined
      return Object.values(JSON.parse(answer.body) as Record<string, Registration>)
    },
    /** Undefined: no answer; empty: no such key. */
    key: async (name: string) => {
      const answer = await ask('GET', `/v1/kv/${name}`)
      if (answer?.status !== 200) return answer === undefined ? undefined : ''
      const [entry] = JSON.parse(answer.body) as { Value: string }[]
      return Buffer.from(entry?.Value ?? '', 'base64').toString('utf8')
    },
    /** As `passingInConsul` of `src/roles/health.ts` asks. */
    passing: async (id: string): Promise<HealthPart> => {
      const status = (await ask('GET', `/v1/agent/health/service/id/${id}`))?.status
      if (status === 200) return undefined
      if (status === 404) return { exitCode: 3, says: `runs, but Consul does not know ${id}` }
      return unhealthy(
        status === 503 ? 'Consul says critical' : `Consul at ${address}:${port} does not answer`,
      )
    },
  }
}
