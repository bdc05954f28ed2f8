import { expect, onTestFinished, test } from 'vitest'
import { createChanges } from '../../src/rehearsal/changes.js'
import { createFaultRegister } from '../../src/rehearsal/fault-register.js'
import { createMachine } from '../../src/rehearsal/machine.js'
import { createNetwork } from '../../src/rehearsal/network.js'
import { paceOf } from '../../src/rehearsal/pace.js'
import { createProcess } from '../../src/rehearsal/process.js'
import type { SimulatedProgram, Simulation } from '../../src/rehearsal/simulation.js'
import { rehearsed as admin } from '../../src/roles/admin/rehearsed.js'
import { rehearsed as carrier } from '../../src/roles/carrier/rehearsed.js'
import { rehearsed as consul } from '../../src/roles/consul/rehearsed.js'

const HOST = '10.20.0.11'
const DATA_CENTER = { host: '10.20.0.9', bind: '0.0.0.0', port: 9090 }

/** One host with an agent of Consul, and a data center beside it. */
async function hostWithConsul() {
  const machine = createMachine(HOST)
  const network = createNetwork((address) => address.startsWith('10.20.'))
  onTestFinished(network.close)
  const simulation: Simulation = {
    pace: paceOf('instant'),
    network,
    changes: createChanges(),
    acts: createChanges(),
    faults: createFaultRegister([]),
    rooms: new Map(),
    beganAt: 0,
    machineAt: () => machine,
  }
  const start = async (program: SimulatedProgram | undefined, unit: string, argv: readonly string[]) => {
    if (program === undefined) throw new Error('no such program')
    const ending = new AbortController()
    onTestFinished(() => ending.abort())
    return new Promise<void>((onServing, fail) => {
      const input = {
        ...{ simulation, machine, unit, program: unit, argv, user: 'root' },
        ...{ terminated: ending.signal, onServing },
      }
      program(createProcess(input).process).catch(fail)
    })
  }
  const config = {
    node_name: 'consul_h1',
    bootstrap_expect: 1,
    client_addr: HOST,
    bind_addr: HOST,
    data_dir: '/data',
    ports: { server: 8200, serf_lan: 8300, serf_wan: -1, http: 8500, dns: -1 },
  }
  machine.files.write('/consul.json', JSON.stringify(config), '0600', 'root:root')
  await start(consul.programs.consul, 'metis-consul.service', ['consul', '/consul.json'])
  const ask = (port: number, path: string, method = 'GET', body = '') =>
    network.request(HOST, { method, address: HOST, port, path, body })
  return { machine, network, start, ask }
}

test('a carrier that serves says with its list of identities whether the data center is there', async () => {
  const { machine, network, start, ask } = await hostWithConsul()
  const key = '/v1/kv/metis/dataCenter_ip_port'
  await ask(8500, key, 'PUT', `${DATA_CENTER.host}_${DATA_CENTER.port}`)
  const dataCenter = await network.listen(DATA_CENTER)
  const config = {
    'rpc-host': HOST,
    'grpc-gateway-host': HOST,
    'rpc-port': 10033,
    'grpc-gateway-port': 10034,
    'pprof-port': 10032,
    'p2p-tcp-port': 10036,
    'p2p-udp-port': 10035,
    'p2p-host-ip': HOST,
    'p2p-priv-key': '/key',
    'discovery-server-ip': HOST,
    'discovery-server-port': 8500,
  }
  machine.files.write('/carrier.yml', JSON.stringify(config), '0600', 'root:root')
  machine.files.write('/key', 'ab'.repeat(32), '0600', 'root:root')
  await start(carrier.programs.carrier, 'metis-carrier.service', ['carrier', '/carrier.yml'])

  const identities = async () => (await ask(10034, '/carrier/v1/auth/identityList'))?.status
  expect(await identities()).toBe(200)
  await dataCenter?.()
  expect(await identities()).toBe(500)
  expect((await ask(10034, '/carrier/v1/yarn/nodeInfo'))?.status).toBe(200)
})

test('an admin answers a wrong login with 200 and a status, and nobody while its database is away', async () => {
  const { machine, start, ask } = await hostWithConsul()
  const druid = {
    url: 'jdbc:mysql://127.0.0.1:3306/metis_admin',
    username: 'metis_admin',
    password: 'secret',
  }
  const config = {
    spring: {
      datasource: { druid },
      cloud: { consul: { host: HOST, port: 8500, discovery: { 'health-check-url': `http://${HOST}/` } } },
    },
    server: { address: HOST, port: 9090 },
  }
  const folder = '/opt/metis/admin'
  machine.files.write(`${folder}/config/application-admin.yml`, JSON.stringify(config), '0600', 'root:root')
  const unit = `[Service]\nWorkingDirectory=${folder}\nExecStart=java\n`
  machine.files.write('/etc/systemd/system/metis-admin.service', unit, '0644', 'root:root')
  machine.database.accounts.set('metis_admin', 'secret')
  machine.database.hasTables = true
  const listening = {
    protocol: 'tcp',
    address: '127.0.0.1',
    port: 3306,
    program: 'mariadbd',
    pid: 9,
  } as const
  const database = { ...listening, unit: 'mariadb.service' }
  machine.listeners.add(database)
  await start(admin.programs.java, 'metis-admin.service', ['java'])

  const login = () => ask(9090, '/metis-admin/api/v1/user/login', 'POST', '{"userName":"admin","passwd":"x"}')
  expect(await login()).toMatchObject({ status: 200, body: expect.stringContaining('"status":1016') })
  machine.listeners.delete(database)
  expect(await login()).toBeUndefined()
  expect((await ask(9090, '/metis-admin/health'))?.status).toBe(200)
})
