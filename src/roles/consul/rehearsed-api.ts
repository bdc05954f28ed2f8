import type { IncomingMessage, RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Machine } from '../../rehearsal/machine.js'
import type { Simulation } from '../../rehearsal/simulation.js'
import type { Registration } from './rehearsed-agent.js'
import { type ConsulServer, leaderOf, membersOf, putKey } from './rehearsed-cluster.js'

type Answer = readonly [status: number, body: unknown]

/** The calls of an agent's HTTP API that anybody here uses. */
export function consulApi(simulation: Simulation, server: ConsulServer, machine: Machine): RequestListener {
  return (request, response) => {
    answer(simulation, server, machine, request).then(
      ([status, body]) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(typeof body === 'string' ? body : JSON.stringify(body))
      },
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    )
  }
}

async function answer(
  simulation: Simulation,
  server: ConsulServer,
  machine: Machine,
  request: IncomingMessage,
): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://agent')
  const body = await text(request)
  const call = `${request.method} ${pathname}`
  const lastWord = decodeURIComponent(pathname.split('/').at(-1) ?? '')
  if (call === 'GET /v1/status/leader') return [200, JSON.stringify(leaderAddress(simulation, server))]
  if (call === 'GET /v1/agent/members') return [200, members(simulation, server)]
  if (call === 'GET /v1/agent/services') return [200, Object.fromEntries(server.services)]
  if (call === 'GET /v1/agent/checks') return [200, await checks(simulation, server, machine)]
  if (call.startsWith('GET /v1/agent/health/service/id/'))
    return health(simulation, server, machine, lastWord)
  if (call === 'PUT /v1/agent/service/register') {
    const registration = JSON.parse(body) as Registration
    server.services.set(registration.ID, registration)
    server.save()
    return [200, '']
  }
  if (call.startsWith('PUT /v1/agent/service/deregister/')) {
    const isKnown = server.services.delete(lastWord)
    server.save()
    return isKnown ? [200, ''] : [404, `Unknown service ID "${lastWord}"`]
  }
  if (!pathname.startsWith('/v1/kv/')) return [404, '']
  if (leaderOf(simulation, server) === undefined) return [500, 'No cluster leader']
  const key = decodeURIComponent(pathname.slice('/v1/kv/'.length))
  if (request.method === 'PUT') {
    putKey(simulation, server, key, body)
    return [200, 'true']
  }
  return readKeys(
    server,
    key,
    searchParams.has('keys') ? 'keys' : searchParams.has('recurse') ? 'below' : 'one',
  )
}

function leaderAddress(simulation: Simulation, server: ConsulServer): string {
  const leader = leaderOf(simulation, server)
  return leader === undefined ? '' : `${leader.address}:${leader.ports.server}`
}

function members(simulation: Simulation, server: ConsulServer) {
  return membersOf(simulation, server).map(({ node, address, ports, expect }) => ({
    Name: node,
    Addr: address,
    Port: ports.serf,
    Tags: {
      build: '1.10.4',
      dc: 'consul_cluster',
      expect: String(expect),
      port: String(ports.server),
      role: 'consul',
    },
    Status: 1,
  }))
}

async function checks(simulation: Simulation, server: ConsulServer, machine: Machine) {
  const all = await Promise.all(
    [...server.services.values()].map(async (service) => {
      const check = `service:${service.ID}`
      const Status = (await passes(simulation, machine, service)) ? 'passing' : 'critical'
      return [check, { CheckID: check, ServiceID: service.ID, ServiceName: service.Name, Status }] as const
    }),
  )
  return Object.fromEntries(all)
}

async function health(
  simulation: Simulation,
  server: ConsulServer,
  machine: Machine,
  id: string,
): Promise<Answer> {
  const service = server.services.get(id)
  if (service === undefined) return [404, `ServiceId ${id} not found`]
  const isPassing = await passes(simulation, machine, service)
  return [isPassing ? 200 : 503, { AggregatedStatus: isPassing ? 'passing' : 'critical' }]
}

/** Asked when somebody wants to know, not every few seconds. */
async function passes(
  { network }: Simulation,
  { address: from }: Machine,
  service: Registration,
): Promise<boolean> {
  const { Address, Port, CheckUrl } = service
  if (CheckUrl === undefined) return (await network.dial(from, Address, Port)) === 'open'
  const { hostname: address, port, pathname: path } = new URL(CheckUrl)
  const asked = { method: 'GET', address, port: Number(port || 80), path }
  return (await network.request(from, asked))?.status === 200
}

function readKeys({ keys }: ConsulServer, key: string, what: 'keys' | 'below' | 'one'): Answer {
  const found = [...keys].filter(([name]) => (what === 'one' ? name === key : name.startsWith(key)))
  if (found.length === 0) return [404, '']
  if (what === 'keys') return [200, found.map(([name]) => name)]
  return [200, found.map(([Key, value]) => ({ Key, Value: Buffer.from(value).toString('base64') }))]
}
