import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lines, sh } from '../../../src/lib/command.js'
import { consulFunctions } from '../../../src/lib/host-functions.js'
import { fill, show } from '../../../src/lib/text.js'
import { service as consul } from '../../../src/roles/consul/service.js'
import type { ConsulInstance } from '../../../src/roles/consul/settings.js'
import { CONSUL } from '../../../src/roles/consul/settings.js'
import type { Topology } from '../../../src/topology/topology.js'
import { bash } from '../../actions/bash.js'
import { inputFor, topology, unitLines } from '../organisation.js'

const [first] = topology.instances.filter((one) => one.role === 'consul')
const server = (host: string): ConsulInstance => ({ ...(first as ConsulInstance), host })
const three: Topology = {
  ...topology,
  instances: [
    server('h1'),
    server('h2'),
    server('h3'),
    ...topology.instances.filter((one) => one.role !== 'consul'),
  ],
}

const configOf = (input = inputFor(CONSUL)) =>
  JSON.parse(show(consul.config(input)[0]?.content ?? [])) as Record<string, unknown>

test('a single server elects itself, on the ports that the organisation planned', () => {
  expect(configOf()).toEqual({
    datacenter: 'consul_cluster',
    node_name: 'consul_10.0.0.1',
    server: true,
    bootstrap_expect: 1,
    client_addr: '10.0.0.1',
    bind_addr: '10.0.0.1',
    data_dir: '/opt/metis/consul/data',
    encrypt_verify_outgoing: true,
    encrypt_verify_incoming: true,
    log_level: 'INFO',
    ui: true,
    disable_update_check: true,
    performance: { raft_multiplier: 1 },
    ports: { server: 8200, serf_lan: 8300, serf_wan: -1, http: 8500, dns: -1 },
  })
})

test('three servers look for the two others at their serf LAN ports', () => {
  expect(configOf(inputFor(CONSUL, { topology: three, instance: server('h2') }))).toMatchObject({
    node_name: 'consul_10.0.0.2',
    bootstrap_expect: 3,
    retry_join: ['10.0.0.1:8300', '10.0.0.3:8300'],
  })
})

test('the first server writes the keys of the carrier once there is a leader', () => {
  expect(consul.settle(inputFor(CONSUL, { topology: three })).map(({ action }) => action)).toMatchObject([
    { kind: 'run', name: 'consul-leader' },
    {
      kind: 'consul-kv',
      agent: { address: '10.0.0.1', port: 8500 },
      key: 'metis/via_ip_port',
      value: '203.0.113.3_10031',
    },
    { kind: 'consul-kv', key: 'metis/dataCenter_ip_port', value: '198.51.100.9_9090' },
  ])
})

test('the other servers write no keys', () => {
  expect(consul.settle(inputFor(CONSUL, { topology: three, instance: server('h3') }))).toEqual([])
})

test('without a via there is no key that tells of one', () => {
  const small = { ...topology, instances: topology.instances.filter(({ role }) => role !== 'via') }
  const keys = consul
    .settle(inputFor(CONSUL, { topology: small }))
    .flatMap(({ action }) => (action.kind === 'consul-kv' ? [action.key] : []))
  expect(keys).toEqual(['metis/dataCenter_ip_port'])
})

test('a leader is awaited again when a key changes, since writing it needs one', () => {
  const moved = {
    ...topology,
    network: { ...topology.network, dataCenter: { address: '198.51.100.10', port: 9090 } },
  }
  const inputs = [topology, moved].map((one) => {
    const [leader] = consul.settle(inputFor(CONSUL, { topology: one }))
    return leader?.action.kind === 'run' ? leader.action.inputs : undefined
  })
  expect(inputs[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(inputs[0]).not.toBe(inputs[1])
})

test('SIGTERM is an orderly stop although a server answers it with 1', () => {
  expect(unitLines(consul, inputFor(CONSUL))).toEqual(
    expect.arrayContaining([
      'Description=Metis consul of acme',
      'After=network-online.target',
      'ExecStart=/opt/metis/consul/current/consul agent -config-file /opt/metis/consul/config/consul.json',
      'WorkingDirectory=/opt/metis/consul/data',
      'SuccessExitStatus=1',
      'KillMode=control-group',
      'TimeoutStopSec=20',
      'ReadWritePaths=/opt/metis/consul/data /opt/metis/consul/log',
    ]),
  )
})

test.each([
  ['leader', () => consul.settle(inputFor(CONSUL))[0]],
  ['vote', () => consul.rejoins(inputFor(CONSUL))],
])('waiting for a %s ends at once when the server does not run, with its last words', (_, step) => {
  const action = step()?.action
  if (action?.kind !== 'run') throw new Error('no step')
  const ended = sh`http() { return 7; }
systemctl() {
  case "$*" in *ExecMainStatus*) echo 203;; *) printf '%s\\n' MainPID=0 NRestarts=4 ActiveState=activating SubState=auto-restart;; esac
}
journalctl() { echo 'Failed at step EXEC'; }`
  expect(bash(lines(ended, action.command))).toEqual({
    code: 1,
    output: 'its process has ended (203); last log lines of metis-consul.service:\nFailed at step EXEC\n',
  })
})

test('its ring of keys is put there once, for the server alone, and a new key is taken by all of them through the first', () => {
  const [serf, ring] = consul.prepare(inputFor(CONSUL)).map(({ action }) => action)
  expect(serf).toMatchObject({ kind: 'directory', path: '/opt/metis/consul/data/serf', mode: '0700' })
  expect(ring).toEqual({
    kind: 'write-file',
    path: '/opt/metis/consul/data/serf/local.keyring',
    mode: '0600',
    owner: 'metis-consul:metis-consul',
    content: ['["', { secret: 'gossip-key', as: 'plain' }, '"]'],
    keep: true,
  })
  const proofs = (host: string, name: string) =>
    consul.proves(inputFor(CONSUL, { topology: three, instance: server(host) }), name)
  expect(proofs('h1', 'gossip-key')).toMatchObject([
    { action: { name: 'gossip-key', secrets: ['gossip-key'] } },
  ])
  expect([proofs('h2', 'gossip-key'), proofs('h1', 'database-password')]).toEqual([[], []])
})

test('a new key is installed, used, and the only one then; keys that a server shows are never printed', () => {
  const [former, key] = [`${'f'.repeat(43)}=`, `${'+/'.repeat(21)}n=`]
  const [proof] = consul.proves(inputFor(CONSUL), 'gossip-key')
  const script = proof?.action.kind === 'run' ? fill(proof.action.command.script, () => key) : ''
  const keyring = (status: number) => `
http() {
  printf '%s %s\\n' "$1" "\${5-}" >&2
  status=${status} answer='[{"WAN":false,"Keys":{"${former}":3,"${key}":3},"PrimaryKeys":{"${key}":3},"NumNodes":3}]'
  [ ${status} = 200 ]
}
`
  const run = (httpStatus: number) =>
    spawnSync('bash', ['-euo', 'pipefail', '-s'], {
      input: `${keyring(httpStatus)}${show(consulFunctions.script)}
${script}`,
      encoding: 'utf8',
    })
  const { stdout, stderr } = run(200)
  expect(stdout).toBe('')
  expect(stderr.trimEnd().split('\n')).toEqual([
    `POST {"Key":"${key}"}`,
    `PUT {"Key":"${key}"}`,
    'GET ',
    `DELETE {"Key":"${former}"}`,
  ])
  const failed = run(500)
  expect([failed.status, failed.stdout.includes('HTTP 500'), failed.stdout.includes(key)]).toEqual([
    1,
    true,
    false,
  ])
})

test('in its first stage a server understands those without a key, in its second it encrypts all the same', () => {
  const flags = [1, 2, 3].map((stage) => {
    const { encrypt_verify_outgoing: out, encrypt_verify_incoming: incoming } = configOf({
      ...inputFor(CONSUL),
      stage,
    })
    return [out, incoming]
  })
  expect(flags).toEqual([
    [false, false],
    [true, false],
    [true, true],
  ])
})
