import type { Health, HealthInput } from './health.js'
import { configOf, listening, notThere, unhealthy, unitOf } from './parts.js'

interface Config {
  readonly client_addr: string
  readonly bootstrap_expect: number
  readonly ports: { readonly http: number }
}

export async function consulHealth(input: HealthInput): Promise<Health> {
  const config = configOf(input, 'consul.json') as Config | undefined
  if (config === undefined) return notThere(input)
  const { client_addr: address, ports, bootstrap_expect: servers } = config
  const ask = (path: string) =>
    input.world.network.request(input.machine.address, { method: 'GET', address, port: ports.http, path })
  const silent = listening(input, unitOf(input), ports.http)
  if (silent !== undefined) return silent
  const leader = (await ask('/v1/status/leader'))?.body.replaceAll('"', '') ?? ''
  if (leader === '') return unhealthy('no leader')
  const members = await ask('/v1/agent/members')
  const alive = members?.body.match(/"role":"consul"[^}]*},"Status":1/g)?.length ?? 0
  if (alive < servers) return unhealthy(`leader ${leader}, only ${alive} of ${servers} servers`)
  const keys = await ask('/v1/kv/metis/?keys&consistent')
  if (keys?.status !== 200 && keys?.status !== 404) {
    return unhealthy(`leader ${leader}, but it does not answer for keys`)
  }
  return { exitCode: 0, says: `leader ${leader}, ${alive} of ${servers} servers` }
}
