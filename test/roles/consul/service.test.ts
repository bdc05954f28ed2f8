import { expect, test } from 'vitest'
import { lines, sh } from '../../../src/lib/command.js'
import { show } from '../../../src/lib/text.js'
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
