import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { consulFunctions } from '../../src/lib/host-functions.js'
import { fill, show, type Text } from '../../src/lib/text.js'
import { leaveCluster } from '../../src/roles/consul/leave.js'
import { service as consul } from '../../src/roles/consul/service.js'
import { CONSUL } from '../../src/roles/consul/settings.js'
import { ROOMS } from '../../src/roles/index.js'
import { signOff } from '../../src/roles/sign-off.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { inputFor, topology } from './organisation.js'

/** Runs a script where `http` and `systemctl` say what they were asked, and what `stubs` have them say. */
function told(script: Text, stubs: string): { code: number | null; lines: string[] } {
  const { status, stdout } = spawnSync('bash', ['-s'], {
    input: `set -e\n${stubs}\n${show(consulFunctions.script)}\n${fill(script, () => '')}`,
    encoding: 'utf8',
  })
  return { code: status, lines: stdout.trimEnd().split('\n') }
}

const LISTED = JSON.stringify({
  a: { ID: 'viaService_10.0.0.2_10031', Service: 'viaService' },
  b: { ID: 'viaService_10.0.0.21_10031', Service: 'viaService' },
  c: { ID: 'dataService_10.0.0.2_8700', Service: 'dataService' },
})
const AGENT = `http() { case "$1 $4" in 'GET /v1/agent/services') answer='${LISTED}';; *) echo "$1 $2 $3 $4"; answer='';; esac; }`

test('what is gone is taken off Consul by its id, and by the beginning of it', () => {
  const ids = (id: string) =>
    told(signOff(topology, id, '/nowhere').command.script, AGENT).lines.filter((line) =>
      line.startsWith('PUT'),
    )
  const put = 'PUT 10.0.0.1 8500 /v1/agent/service/deregister'
  expect(ids('viaService_10.0.0.2_*')).toEqual([`${put}/viaService_10.0.0.2_10031`])
  expect(ids('dataService_10.0.0.2_8700')).toEqual([`${put}/dataService_10.0.0.2_8700`])
  expect(ids('dataService_10.0.0.2_870')).toEqual([])
})

test('an agent that does not answer holds nobody up', () => {
  expect(told(signOff(topology, 'x', '/nowhere').command.script, 'http() { status=000; return 7; }')).toEqual(
    {
      code: 0,
      lines: ['Consul at 10.0.0.1:8500 does not answer (HTTP 000)'],
    },
  )
})

test('every service that registers says by which id, and the ids are those that it registers with', () => {
  const of = (role: string, name = role) =>
    ROOMS.find(({ id }) => id === role)?.service.registeredAs?.({ name, host: 'h2' }, '10.0.0.2')
  expect([of('consul'), of('carrier'), of('admin'), of('via')]).toEqual([
    undefined,
    'carrierService_10.0.0.2_*',
    'adminService-10-0-0-2-*',
    'viaService_10.0.0.2_*',
  ])
  expect([of('data', 'data-8700'), of('compute', 'compute-8801')]).toEqual([
    'dataService_10.0.0.2_8700',
    'jobService_10.0.0.2_8801',
  ])
})

/** A server whose process ends when it is asked to leave; those that stay count it until they are told the second time. */
function leaving(stubs: string, returnsAt?: string) {
  const installDirectory = temporaryFolder()
  mkdirSync(join(installDirectory, 'consul', 'config'), { recursive: true })
  const config = show(consul.config(inputFor(CONSUL))[0]?.content ?? []).replace('8500', '8555')
  writeFileSync(join(installDirectory, 'consul', 'config', 'consul.json'), config)
  const { action } = leaveCluster({
    topology: { ...topology, installDirectory },
    name: 'consul',
    host: 'h2',
    address: '10.0.0.2',
    ...(returnsAt === undefined ? {} : { returnsAt }),
  })
  const data = join(installDirectory, 'consul', 'data')
  for (const one of ['raft', 'serf', 'services']) mkdirSync(join(data, one), { recursive: true })
  for (const one of ['node-id', 'serf/local.snapshot', 'serf/local.keyring'])
    writeFileSync(join(data, one), '')
  const said = action.kind === 'run' ? told(action.command.script, stubs) : undefined
  return { ...said, data: [...readdirSync(data), ...readdirSync(join(data, 'serf'))] }
}

const member = (place: number, status: number) =>
  `{"Name":"consul_10.0.0.${place}","Addr":"10.0.0.${place}","Port":8300,"Tags":{"build":"1.8.7","role":"consul","vsn":"2"},"Status":${status},"ProtocolMin":1}`
const MEMBERS = `[${member(1, 1)},${member(3, 4)},${member(2, 1)}]`

test('a server leaves its cluster by the port of its own config, and is stopped before systemd starts it again', () => {
  const stubs = `
sleep 30 & server=$!
systemctl() { case $1 in show) echo "$server";; *) echo "systemctl $*";; esac; }
asked=0
http() {
  echo "$1 $2 $3 $4"
  case $4 in
  /v1/agent/members) answer='${MEMBERS}';;
  /v1/agent/leave) kill "$server"; wait "$server" || :; return 7;;
  /v1/status/peers) asked=$((asked + 1)); [ "$asked" -gt 2 ] && answer='["10.0.0.1:8200"]' || answer='["10.0.0.1:8200","10.0.0.2:8200"]';;
  esac
}`
  expect(leaving(stubs)).toEqual({
    code: 0,
    lines: [
      'GET 10.0.0.2 8555 /v1/agent/members',
      'consul_10.0.0.3 is dead: it leaves first',
      'PUT 10.0.0.2 8555 /v1/agent/force-leave/consul_10.0.0.3',
      'GET 10.0.0.2 8555 /v1/status/peers',
      'PUT 10.0.0.2 8555 /v1/agent/leave',
      'systemctl stop metis-consul.service',
      'GET 10.0.0.1 8500 /v1/status/peers',
      'PUT 10.0.0.1 8500 /v1/agent/force-leave/consul_10.0.0.2',
      'GET 10.0.0.1 8500 /v1/status/peers',
    ],
    data: ['node-id', 'raft', 'serf', 'services', 'local.keyring', 'local.snapshot'],
  })
})

test('one that comes back under another address begins anew, once, and keeps what is registered with it', () => {
  const stubs = (peers: string) => `
systemctl() { :; }
http() { case $4 in /v1/status/peers) answer='[${peers}]';; *) return 7;; esac; }`
  expect(leaving(stubs('"10.0.0.1:8200"'), '10.0.0.77').data).toEqual(['serf', 'services', 'local.keyring'])
  const isBack = leaving(stubs('"10.0.0.1:8200","10.0.0.77:8200"'), '10.0.0.77')
  expect(isBack.data).toEqual(['node-id', 'raft', 'serf', 'services', 'local.keyring', 'local.snapshot'])
})
