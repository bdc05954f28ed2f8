import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { freePorts } from './free-ports.js'
import { end, start } from './started.js'

export type ConsulProof = {
  port: number
  put(key: string, value: string): Promise<void>
  serviceIds(): Promise<string[]>
  register(service: object): Promise<void>
  deregister(id: string): Promise<void>
  /** Resolves with the service's address once its check passes. */
  passing(serviceName: string): Promise<string>
  /** Empties the KV store and takes every registration out. */
  forget(): Promise<void>
  /** A kill -9 and a start with the same data. */
  restart(): Promise<void>
  end(): Promise<void>
}

/** A real Consul agent of one server on loopback, with a leader. */
export async function startConsul(binary: string, folder: string): Promise<ConsulProof> {
  const [server = 0, serfLan = 0, serfWan = 0, http = 0] = await freePorts(4)
  const config = {
    server: true,
    bootstrap_expect: 1,
    client_addr: '127.0.0.1',
    bind_addr: '127.0.0.1',
    data_dir: path.join(folder, 'data'),
    node_name: 'proof',
    ports: { server, serf_lan: serfLan, serf_wan: serfWan, http, dns: -1 },
  }
  const file = path.join(folder, 'consul.json')
  await writeFile(file, JSON.stringify(config))
  const begin = async () => {
    const agent = start({ file: binary, args: ['agent', '-config-file', file] })
    await agent.logged(/Synced node info/)
    return agent
  }
  let agent = await begin()
  const restart = async () => {
    await end(agent)
    agent = await begin()
  }
  return { ...proofOf(http), restart, end: () => end(agent) }
}

function proofOf(port: number): Omit<ConsulProof, 'end' | 'restart'> {
  const ask = async (pathname: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${port}/v1/${pathname}`, init)
    if (!response.ok) throw new Error(`${pathname}: ${response.status} ${await response.text()}`)
    return response
  }
  const serviceIds = async () => Object.keys((await (await ask('agent/services')).json()) as object).sort()
  return {
    port,
    serviceIds,
    register: async (service) =>
      void (await ask('agent/service/register', { method: 'PUT', body: JSON.stringify(service) })),
    deregister: async (id) => void (await ask(`agent/service/deregister/${id}`, { method: 'PUT' })),
    put: async (key, value) => void (await ask(`kv/${key}`, { method: 'PUT', body: value })),
    forget: async () => {
      await ask('kv/?recurse', { method: 'DELETE' })
      for (const id of await serviceIds()) await ask(`agent/service/deregister/${id}`, { method: 'PUT' })
    },
    passing: async (name) => {
      // A blocking query: Consul answers when something changed, so there is nothing to poll.
      for (let index = '0'; ; ) {
        const response = await ask(`health/service/${name}?passing&wait=30s&index=${index}`)
        const [entry] = (await response.json()) as { Service: { Address: string } }[]
        if (entry) return entry.Service.Address
        index = response.headers.get('x-consul-index') ?? '0'
      }
    },
  }
}
