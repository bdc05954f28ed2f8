import type { AdminConfig } from '../services/admin.js'
import type { Health, HealthInput } from './health.js'
import { configOf, listening, notThere, passingInConsul, unhealthy, unitOf } from './parts.js'

export async function adminHealth(input: HealthInput): Promise<Health> {
  const config = configOf(input, 'application-admin.yml') as AdminConfig | undefined
  if (config === undefined) return notThere(input)
  const { port } = config.server
  const { host, port: agentPort } = config.spring.cloud.consul
  const { address } = input.machine
  const silent = listening(input, unitOf(input), port)
  if (silent !== undefined) return silent
  const hello = await ask(input, '127.0.0.1', port, '/metis-admin/health')
  if (hello?.status !== 200 || hello.body === '') return unhealthy('its health page does not answer')
  const id = `adminService_${address}_${port}`.replaceAll(/[^A-Za-z0-9]+/g, '-')
  const wrong =
    (await passingInConsul(input, { address: host, port: agentPort }, id)) ?? (await console(input))
  return wrong ?? { exitCode: 0, says: 'health page answers, passing in Consul, console served by nginx' }
}

/** Its site in nginx, as it was written: the console's pages, or the way to TLS. */
async function console(input: HealthInput): Promise<Health | undefined> {
  const site =
    input.machine.files.read(`/etc/nginx/sites-enabled/${unitOf(input).replace('.service', '')}`) ?? ''
  const [http = 80, https] = [...site.matchAll(/^\s*listen [\d.]+:(\d+)/gm)].map(([, port]) => Number(port))
  const { address } = input.machine
  const silent = listening(input, 'nginx.service', http)
  if (silent !== undefined) return silent
  const page = await ask(input, address, http, '/')
  if (page?.status !== (https === undefined ? 200 : 301)) {
    return unhealthy(`nginx answers ${page?.status ?? '000'} for its page`)
  }
  if (https !== undefined) return listening(input, 'nginx.service', https)
  const behind = await ask(input, address, http, '/metis-admin/health')
  if (behind?.status === 200) return undefined
  return unhealthy(`nginx answers ${behind?.status ?? '000'} for the admin behind it`)
}

function ask({ world, machine }: HealthInput, address: string, port: number, path: string) {
  return world.network.request(machine.address, { method: 'GET', address, port, path })
}
