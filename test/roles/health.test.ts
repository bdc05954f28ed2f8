import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { type Command, sh } from '../../src/lib/command.js'
import { consulFunctions } from '../../src/lib/host-functions.js'
import { show } from '../../src/lib/text.js'
import { service as adminService } from '../../src/roles/admin/service.js'
import { ADMIN } from '../../src/roles/admin/settings.js'
import { service as carrierService } from '../../src/roles/carrier/service.js'
import { CARRIER } from '../../src/roles/carrier/settings.js'
import { service as consulService } from '../../src/roles/consul/service.js'
import { CONSUL } from '../../src/roles/consul/settings.js'
import { service as dataService } from '../../src/roles/data/service.js'
import { DATA } from '../../src/roles/data/settings.js'
import { healthOf } from '../../src/roles/health.js'
import { service as viaService } from '../../src/roles/via/service.js'
import { VIA } from '../../src/roles/via/settings.js'
import { inputFor } from './organisation.js'

/** What the host would answer: bodies and status codes by `ADDRESS PORT PATH`, listeners by `UNIT PORT`. */
interface Answers {
  readonly listeners?: readonly string[]
  readonly bodies?: Readonly<Record<string, string>>
  readonly statuses?: Readonly<Record<string, number>>
}

function ask(health: Command, { listeners = [], bodies = {}, statuses = {} }: Answers) {
  const answers = [
    ...Object.entries(bodies).map(([asked, body]) => `'${asked}') answer='${body}' status=200;;`),
    ...Object.entries(statuses).map(([asked, status]) => `'${asked}') status=${status};;`),
  ]
  const script = `
http() {
  answer='' status=000
  case "$2 $3 $4" in
${answers.join('\n')}
*) return 7;;
  esac
  [ "$status" = 200 ] || return 22
}
tcp_open() { true; }
${show(consulFunctions.script)}
listens_as() { case "$1 $2" in ${listeners.map((one) => `'${one}') return 0;;`).join(' ')} esac; return 1; }
(${show(health.script)}
); echo "exit $?"`
  const lines = execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n')
  return [Number(lines.pop()?.replace('exit ', '')), ...lines]
}

const member = (status: number) =>
  `{"Name":"consul_10.0.0.1","Addr":"10.0.0.1","Port":8300,"Tags":{"build":"1.8.7","role":"consul","vsn":"2"},"Status":${status},"ProtocolMin":1}`

const consul = consulService.ready(inputFor(CONSUL))
const consulAnswers = {
  listeners: ['metis-consul.service 8500'],
  bodies: {
    '10.0.0.1 8500 /v1/status/leader': '"10.0.0.1:8200"',
    '10.0.0.1 8500 /v1/agent/members': `[${member(1)}]`,
  },
  statuses: { '10.0.0.1 8500 /v1/kv/metis/?keys&consistent': 404 },
}

test('consul is healthy with a leader, all servers and an answer for keys', () => {
  expect(ask(consul, consulAnswers)).toEqual([0, 'leader 10.0.0.1:8200, 1 of 1 servers'])
})

test('consul without a leader, without a server or without keys is not', () => {
  const { listeners, bodies, statuses } = consulAnswers
  const leaderless = { ...bodies, '10.0.0.1 8500 /v1/status/leader': '""' }
  const failed = { ...bodies, '10.0.0.1 8500 /v1/agent/members': `[${member(4)}]` }
  expect(ask(consul, { listeners, bodies: leaderless, statuses })).toEqual([1, 'no leader'])
  expect(ask(consul, { listeners, bodies: failed, statuses })).toEqual([
    1,
    'leader 10.0.0.1:8200, only 0 of 1 servers',
  ])
  expect(ask(consul, { listeners, bodies })).toEqual([
    1,
    'leader 10.0.0.1:8200, but it does not answer for keys',
  ])
})

const carrier = carrierService.ready(inputFor(CARRIER))
const check = '10.0.0.1 8500 /v1/agent/health/service/id/carrierService_10.0.0.1_10033'
const node = '10.0.0.1 10034 /carrier/v1/yarn/nodeInfo'
const listeners = ['metis-carrier.service 10033']

test('the carrier is healthy when Consul says so and its node has an address', () => {
  const bodies = { [node]: '{"information":{"localBootstrapNode":"enr:-x"}}' }
  expect(ask(carrier, { listeners, bodies, statuses: { [check]: 200 } })).toEqual([
    0,
    'passing in Consul, nodeInfo answers',
  ])
})

test.each([
  [{ statuses: { [check]: 200 } }, 1, 'metis-carrier.service does not listen on port 10033'],
  [{ listeners, statuses: { [check]: 503 } }, 1, 'Consul says critical'],
  [
    { listeners, statuses: { [check]: 403 } },
    1,
    'Consul at 10.0.0.1:8500 refuses the token in /opt/metis/carrier/config/consul.env: apply gives it a new one',
  ],
  [{ listeners, statuses: { [check]: 429 } }, 1, 'Consul says warning'],
  [
    { listeners, statuses: { [check]: 404 } },
    3,
    'runs, but Consul does not know carrierService_10.0.0.1_10033',
  ],
  [{ listeners }, 1, 'Consul at 10.0.0.1:8500 does not answer'],
  [{ listeners, statuses: { [check]: 200 } }, 1, 'REST on port 10034 does not answer'],
  [
    {
      listeners,
      statuses: { [check]: 200 },
      bodies: { [node]: '{"information":{"localBootstrapNode":"","localMultiAddr":"/ip4"}}' },
    },
    1,
    'has not joined the p2p network: no bootstrap node of its own',
  ],
])('the carrier with %j ends with %i and says why', (answers, code, says) => {
  expect(ask(carrier, answers)).toEqual([code, says])
})

const admin = adminService.ready(inputFor(ADMIN))
const adminAnswers = {
  listeners: ['metis-admin.service 9090', 'nginx.service 80'],
  bodies: { '127.0.0.1 9090 /metis-admin/health': 'Hello, Metis-Admin' },
  statuses: {
    '10.0.0.1 8500 /v1/agent/health/service/id/adminService-10-0-0-2-9090': 200,
    '10.0.0.2 80 /': 200,
    '10.0.0.2 80 /metis-admin/health': 200,
  },
}

test('the admin is healthy when it answers itself, in Consul and through nginx', () => {
  expect(ask(admin, adminAnswers)).toEqual([
    0,
    'health page answers, passing in Consul, console served by nginx',
  ])
})

test('a page that nginx may not read shows', () => {
  const statuses = { ...adminAnswers.statuses, '10.0.0.2 80 /': 403 }
  expect(ask(admin, { ...adminAnswers, statuses })).toEqual([1, 'nginx answers 403 for its page'])
})

test("a fighter whose port is somebody else's is not healthy, although Consul says passing", () => {
  const data = dataService.ready(inputFor(DATA))
  const statuses = { '10.0.0.1 8500 /v1/agent/health/service/id/dataService_10.0.0.3_8700': 200 }
  expect(ask(data, { listeners: ['metis-data-8701.service 8700'], statuses })).toEqual([
    1,
    'metis-data-8700.service does not listen on port 8700',
  ])
  expect(ask(data, { listeners: ['metis-data-8700.service 8700'], statuses })).toEqual([
    0,
    'listens, passing in Consul',
  ])
})

test('via is asked on its own address and in Consul', () => {
  const via = viaService.ready(inputFor(VIA))
  const statuses = { '10.0.0.1 8500 /v1/agent/health/service/id/viaService_10.0.0.3_10031': 200 }
  expect(ask(via, { listeners: ['metis-via.service 10031'], statuses })).toEqual([
    0,
    'accepts connections, passing in Consul',
  ])
})

const list = '10.0.0.1 10034 /carrier/v1/auth/identityList'

test('the carrier works when its data center lists the organisations, and is only ready without', () => {
  const health = healthOf(carrierService, inputFor(CARRIER))
  const bodies = { [node]: '{"information":{"localBootstrapNode":"enr:-x"}}' }
  const well = { listeners, bodies, statuses: { [check]: 200, [list]: 200 } }
  expect(ask(health, well)).toEqual([0, 'passing in Consul, nodeInfo answers'])
  expect(ask(health, { ...well, statuses: { [check]: 200, [list]: 500 } }).at(0)).toBe(4)
  expect(ask(health, { ...well, statuses: { [check]: 200, [list]: 500 } }).at(-1)).toBe(
    'its data center does not answer: no list of the organisations (HTTP 500)',
  )
  expect(ask(health, { ...well, listeners: [] }).at(0)).toBe(1)
})

test('the admin works when a login is refused, and not when it gets no answer', () => {
  const login = '127.0.0.1 9090 /metis-admin/api/v1/user/login'
  const works = adminService.works?.(inputFor(ADMIN)) ?? sh`false`
  expect(ask(works, { bodies: { [login]: '{"status":1016,"msg":"wrong"}' } })).toEqual([0])
  expect(ask(works, {})).toEqual([1, 'a login gets no answer (HTTP 000): its database is away'])
})

test('a data service works when the carrier is connected to it, once the organisation has joined', () => {
  const works = dataService.works?.(inputFor(DATA)) ?? sh`false`
  const nodes = '10.0.0.1 10034 /carrier/v1/yarn/dataNodeList'
  const { host, instance } = inputFor(DATA)
  const id = `dataService_${host.address}_${instance.ports.grpc}`
  const listed = (state: string) =>
    `{"nodes":[{"nodeDetail":{"id":"${id}","internalIp":"10.0.0.3","connState":"${state}"}}]}`
  const joined = '{"information":{"identityId":"identity:1","localBootstrapNode":"enr:-x"}}'
  expect(ask(works, { bodies: { [node]: '{"information":{"identityId":""}}' } })).toEqual([0])
  expect(ask(works, { bodies: { [node]: joined, [nodes]: listed('ConnState_Connected') } })).toEqual([0])
  const deaf = { [node]: joined, [nodes]: listed('ConnState_UnConnected') }
  expect(ask(works, { bodies: deaf })).toEqual([1, 'the carrier is not connected to it'])
  expect(ask(works, {})).toEqual([1, 'the carrier does not answer'])
})
