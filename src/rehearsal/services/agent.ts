import type { Process } from '../process.js'
import type { Registration } from './consul-server.js'

/** The Consul agent that a service was told of, as the service sees it. */
export interface Agent {
  readonly register: (registration: Registration) => Promise<boolean>
  readonly deregister: (id: string) => Promise<void>
  readonly services: () => Promise<readonly Registration[] | undefined>
  /** Undefined: no answer; empty: no such key. */
  readonly key: (name: string) => Promise<{ readonly status: number; readonly value: string } | undefined>
}

export function agentAt({ world, machine }: Process, address: string, port: number): Agent {
  const ask = (method: string, path: string, body = '') =>
    world.network.request(machine.address, { method, address, port, path, body })
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
      if (answer === undefined) return undefined
      if (answer.status !== 200) return { status: answer.status, value: '' }
      const [entry] = JSON.parse(answer.body) as { Value: string }[]
      return { status: 200, value: Buffer.from(entry?.Value ?? '', 'base64').toString('utf8') }
    },
  }
}
