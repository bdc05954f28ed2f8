import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fill } from '../../src/lib/text.js'
import { consolePassword } from '../../src/roles/admin/database-accounts.js'
import { ADMIN } from '../../src/roles/admin/settings.js'
import { inputFor } from '../roles/organisation.js'
import { buildStandIns } from '../stand-ins/build.js'
import * as configs from '../stand-ins/proof/configs.js'
import { type ConsulProof, startConsul } from '../stand-ins/proof/consul.js'
import { type DatabaseProof, startDatabase } from '../stand-ins/proof/database.js'
import { type FighterSite, installFighter } from '../stand-ins/proof/fighter-site.js'
import { freePorts, occupy } from '../stand-ins/proof/free-ports.js'
import { end, type Started, start } from '../stand-ins/proof/started.js'
import { ARTIFACTS } from './cache.js'
import { CONSUL } from './consul.js'
import { eventually } from './organisation.js'
import { PACKAGE_SOURCE } from './package-source.js'

const FIGHTERS = ['metis_dcv', 'channel_sdk', 'latticex_rosetta']
// In CI a machine that is not prepared is a failure, never a skip.
const isSkipped = !existsSync(CONSUL) && !process.env.CI

describe.skipIf(isSkipped)('a stand-in', () => {
  let software: string
  let folder: string
  let consul: ConsulProof
  let fighter: FighterSite
  let launched: Started[] = []

  beforeAll(async () => {
    software = await mkdtemp(path.join(tmpdir(), 'stand-ins-'))
    await buildStandIns(ARTIFACTS)
    consul = await startConsul(CONSUL, software)
    fighter = await installFighter(ARTIFACTS, path.join(software, 'fighter'))
    expect(await fighter.pip(FIGHTERS, fighter.site)).toBe(0)
  })
  afterAll(async () => {
    await consul?.end()
    await rm(software, { recursive: true, force: true })
  })
  beforeEach(async () => {
    folder = await mkdtemp(path.join(software, 'test-'))
  })
  afterEach(async () => {
    await Promise.all(launched.map(end))
    launched = []
    await consul.forget()
  })

  function launch(name: string, args: string[]): Started {
    const started = start({ file: path.join(ARTIFACTS, name), args })
    launched.push(started)
    return started
  }

  async function launchCarrier(changes: configs.Values = {}, name = 'carrier.yml'): Promise<Started> {
    const values = { ...(await configs.carrierConfig(folder, consul.port)), ...changes }
    return launch('carrier', ['--config-file', await configs.writeConfig(folder, name, values)])
  }

  /** Comes back with what it knew when it is started again on the same port. */
  async function startDataCenter(agents = [consul], known?: number): Promise<[Started, port: number]> {
    const [free = 0] = await freePorts(1)
    const port = known ?? free
    const store = path.join(folder, 'data-center.json')
    const started = launch('metis-data-center', [
      ...['--host', '127.0.0.1', '--port', `${port}`],
      ...['--store', store],
    ])
    await started.logged(/listening/)
    for (const agent of agents) await agent.put('metis/dataCenter_ip_port', `127.0.0.1_${port}`)
    return [started, port]
  }

  async function launchReady(values: configs.Values, name?: string): Promise<Started> {
    const carrier = await launchCarrier(values, name)
    await carrier.logged(/Succeed init Services/)
    return carrier
  }

  async function stopped(started: Started): Promise<number | NodeJS.Signals | null> {
    started.signal('SIGTERM')
    return started.ended
  }

  async function launchData(values: configs.Values, env: NodeJS.ProcessEnv = {}): Promise<Started> {
    const file = await configs.writeConfig(folder, 'data.yml', values)
    const started = start({
      file: fighter.python,
      args: ['-u', '-m', 'metis.data_svc.main', file],
      env: { PYTHONPATH: fighter.site, ...env },
    })
    launched.push(started)
    return started
  }

  describe('of the carrier', () => {
    test.each<[string, configs.Values]>([
      ['a quoted port', { 'rpc-port': '10033' }],
      ['a key without a value', { 'p2p-host-ip': null }],
      ['a bare number for a text', { datadir: 7 }],
      ['one bootstrap node that is not in a list', { 'bootstrap-node': 'enr:abc' }],
      ['an unknown verbosity', { verbosity: 'loud' }],
      ['a key file that is not there', { 'p2p-priv-key': '/nowhere' }],
      ['two ways to announce an address', { 'p2p-host-ip': '10.0.0.1', 'p2p-host-dns': 'h1' }],
    ])('exits with 0 on %s', async (_, changes) => {
      const carrier = await launchCarrier(changes)
      expect(await carrier.ended).toBe(0)
      expect(carrier.log()).toContain('ERROR')
    })

    test.each([
      ['a config that is not there', ['--config-file', '/nowhere.yml']],
      ['a flag that it does not know', ['--no-such-flag']],
    ])('exits with 0 on %s', async (_, args) => {
      expect(await launch('carrier', args).ended).toBe(0)
    })

    test('exits with 0 on a key file that ends with a newline', async () => {
      const key = path.join(folder, 'key')
      await writeFile(key, `${'11'.repeat(32)}\n`)
      expect(await (await launchCarrier({ 'p2p-priv-key': key })).ended).toBe(0)
    })

    test('exits with 1 without the data center in KV', async () => {
      const carrier = await launchCarrier()
      expect(await carrier.ended).toBe(1)
      expect(carrier.log()).toMatch(/gRPC server listening[\s\S]*dataCenter_ip_port.*not found/)
    })

    test.each([
      ['127.0.0.1_9090\n', 1],
      ['127.0.0.1:9090', 1],
      ['a_b_9090', 1],
      ['_9090', 2],
      ['127.0.0.1_0', 2],
    ])('takes %j in KV as a failure with %i', async (value, code) => {
      await consul.put('metis/dataCenter_ip_port', value)
      expect(await (await launchCarrier()).ended).toBe(code)
    })

    test('exits with 1 where nobody, or no gRPC server, answers as the data center', async () => {
      const [unused = 0, mute = 0] = await freePorts(2)
      await using silent = await occupied(mute)
      for (const port of [unused, silent.port]) {
        await consul.put('metis/dataCenter_ip_port', `127.0.0.1_${port}`)
        const carrier = await launchCarrier()
        expect(await carrier.ended).toBe(1)
        expect(carrier.log()).toContain('connot setConfig of carrierDB, dial grpc server failed')
      }
    })

    test('has its ports open for two seconds before a missing data center ends it', async () => {
      const [unused] = await freePorts(1)
      await consul.put('metis/dataCenter_ip_port', `127.0.0.1_${unused}`)
      const values = await configs.carrierConfig(folder, consul.port)
      const carrier = await launchCarrier(values)
      await carrier.logged(/Starting gRPC gateway/)
      const caller = connect(values['rpc-port'] as number, '127.0.0.1')
      await once(caller, 'connect')
      caller.destroy()
      expect(await nodeInfo(values)).toMatchObject({ information: { nodeId: '' } })
      expect(await carrier.ended).toBe(1)
    })

    test('does not miss a data center that goes away, but can not be started again without it', async () => {
      const [dataCenter, port] = await startDataCenter()
      const values = await configs.carrierConfig(folder, consul.port)
      const carrier = await launchReady(values)
      await rest(values, 'auth/applyIdentity', { member: { nodeName: 'org', identityId: 'identity:1' } })
      const members = {
        memberList: [{ nodeName: 'org', identityId: 'identity:1', status: 'CommonStatus_Normal' }],
      }
      expect(await rest(values, 'auth/identityList')).toMatchObject(members)

      await end(dataCenter)
      await expect(rest(values, 'auth/identityList')).rejects.toThrow('500')
      expect(await nodeInfo(values)).toMatchObject({ information: { identityId: 'identity:1' } })
      expect(await consul.passing('carrierService')).toBeTruthy()

      expect(await stopped(carrier)).toBe(0)
      for (const _ of [1, 2]) expect(await (await launchCarrier(values)).ended).toBe(1)
      await startDataCenter([consul], port)
      await launchReady(values)
      expect(await rest(values, 'auth/identityList')).toMatchObject(members)
    })

    test('can not be started again after a kill until its own registration is taken off', async () => {
      await startDataCenter()
      const values = await configs.carrierConfig(folder, consul.port)
      await end(await launchReady(values))
      const second = await launchCarrier(values)
      expect([await second.ended, second.log()]).toEqual([1, expect.stringContaining('Alerady exits')])
      for (const id of await consul.serviceIds()) await consul.deregister(id)
      await launchReady(values)
    })

    test('exits with 1 on a bootstrap node without an address', async () => {
      const carrier = await launchCarrier({ 'bootstrap-node': [WITHOUT_ADDRESS] })
      expect(await carrier.ended).toBe(1)
      expect(carrier.log()).toContain('missing IP address')
    })

    test('passes in Consul with all in place, keeps others out, and deregisters when stopped', async () => {
      await startDataCenter()
      const values = await configs.carrierConfig(folder, consul.port)
      const carrier = await launchCarrier(values)
      const address = await consul.passing('carrierService')
      expect(await consul.serviceIds()).toEqual([`carrierService_${address}_${values['rpc-port']}`])
      const { information } = await nodeInfo(values)
      expect(information).toMatchObject({ nodeId: '', localBootstrapNode: expect.stringMatching(/^enr:-/) })

      const sameFolder = await launchCarrier({}, 'same.yml')
      expect([await sameFolder.ended, sameFolder.log()]).toEqual([0, expect.stringContaining('database')])
      const second = await launchCarrier({ datadir: path.join(folder, 'second') }, 'second.yml')
      expect([await second.ended, second.log()]).toEqual([1, expect.stringContaining('Alerady exits')])

      carrier.signal('SIGTERM')
      expect(await carrier.ended).toBe(0)
      expect(await consul.serviceIds()).toEqual([])
    })

    test('stays up without its rpc port, and then answers nothing over REST', async () => {
      await startDataCenter()
      const values = await configs.carrierConfig(folder, consul.port)
      await using _taken = await occupied(values['rpc-port'] as number)
      const carrier = await launchCarrier(values)
      await carrier.logged(/Succeed init Services/)
      expect(carrier.isRunning()).toBe(true)
      await expect(nodeInfo(values)).rejects.toThrow('503')
    })

    describe('with others', () => {
      let agents: ConsulProof[] = []

      beforeAll(async () => {
        for (const name of ['second', 'third']) {
          const place = path.join(software, name)
          await mkdir(place)
          agents.push(await startConsul(CONSUL, place))
        }
      })
      afterAll(async () => {
        await Promise.all(agents.map((agent) => agent.end()))
        agents = []
      })
      afterEach(async () => {
        await Promise.all(agents.map((agent) => agent.forget()))
      })

      const connState = async (values: configs.Values) =>
        ((await rest(values, 'yarn/seedList')) as { nodes: object[] }).nodes

      test('dials bootstrap nodes once, and peers for ever', async () => {
        const [second, third] = agents as [ConsulProof, ConsulProof]
        await startDataCenter([consul, second, third])
        const values = await configs.carrierConfig(folder, consul.port)
        let partner = await launchReady(values)
        const { localBootstrapNode: enr, localMultiAddr } = (await nodeInfo(values)).information
        const peerId = localMultiAddr.split('/').at(-1)
        expect(localMultiAddr).toBe(`/ip4/127.0.0.1/udp/${values['p2p-udp-port']}/p2p/${peerId}`)

        const bootstrap = { 'bootstrap-node': [enr] }
        const once = { ...(await configs.carrierConfig(folder, second.port, '22')), ...bootstrap }
        const peer = [`/ip4/127.0.0.1/tcp/${values['p2p-tcp-port']}/p2p/${peerId}`]
        const forEver = { ...(await configs.carrierConfig(folder, third.port, '33')), ...bootstrap, peer }
        const [first, other] = [
          await launchReady(once, 'once.yml'),
          await launchReady(forEver, 'for-ever.yml'),
        ]
        const connected = [{ addr: enr, isDefault: true, connState: 'ConnState_Connected' }]
        const alone = [{ addr: enr, isDefault: true, connState: 'ConnState_UnConnected' }]
        for (const [carrier, of] of [
          [first, once],
          [other, forEver],
        ] as const) {
          await carrier.logged(/Connected with peer/)
          expect([(await nodeInfo(of)).information.relatePeers, await connState(of)]).toEqual([1, connected])
        }
        await partner.logged(/(Connected with peer direction=inbound[\s\S]*){2}/)
        expect((await nodeInfo(values)).information.relatePeers).toBe(2)

        // By the second time the peer is back, more than one of its beats has passed for the other one as well.
        for (const times of [2, 3]) {
          await stopped(partner)
          await first.logged(/Disconnected/)
          expect([(await nodeInfo(once)).information.relatePeers, await connState(once)]).toEqual([0, alone])
          partner = await launchReady(values)
          await other.logged(new RegExp(`(Connected with peer[\\s\\S]*){${times}}`))
          const again = () => connState(forEver)
          expect(await eventually(again, (nodes) => isDeepStrictEqual(nodes, connected))).toEqual(connected)
        }
        expect([(await nodeInfo(once)).information.relatePeers, await connState(once)]).toEqual([0, alone])
      })

      test('does not stay with who has another key, and complains of a peer that is written as a record', async () => {
        const [second] = agents as [ConsulProof]
        await startDataCenter([consul, second])
        const values = await configs.carrierConfig(folder, consul.port)
        await launchReady(values)
        const { localBootstrapNode: enr } = (await nodeInfo(values)).information
        const wrong = `/ip4/127.0.0.1/tcp/${values['p2p-tcp-port']}/p2p/${OTHER_PEER}`
        const own = { ...(await configs.carrierConfig(folder, second.port, '22')), peer: [wrong, enr] }
        const carrier = await launchReady(own, 'own.yml')
        await carrier.logged(/peer id mismatch/)
        await carrier.logged(/Could not make peer/)
        expect((await nodeInfo(own)).information.relatePeers).toBe(1)
      })
    })

    test('finds fighters only once it has an identity and the via address', async () => {
      await startDataCenter()
      const data = await configs.dataConfig(consul.port)
      await (await launchData(data)).logged(/ready for action/)
      const values = await configs.carrierConfig(folder, consul.port)
      const carrier = await launchCarrier(values)
      await carrier.logged(/Succeed init Services/)
      expect(await rest(values, 'yarn/dataNodeList')).toMatchObject({ nodes: [] })
      const member = { nodeName: 'org', identityId: 'identity:1' }
      await rest(values, 'auth/applyIdentity', { member })
      await carrier.logged(/(metis\/via_ip_port failed[\s\S]*){2}/)
      expect(await rest(values, 'yarn/dataNodeList')).toMatchObject({ nodes: [] })
      await consul.put('metis/via_ip_port', '203.0.113.1_10031')
      await carrier.logged(/New fighter/)
      const connState = 'ConnState_Connected'
      const node = { id: `dataService_127.0.0.1_${data.port}`, externalIp: '203.0.113.1', connState }
      expect(await rest(values, 'yarn/dataNodeList')).toMatchObject({ nodes: [{ nodeDetail: node }] })
    })
  })

  describe('of a fighter', () => {
    test('passes in Consul, and deregisters on TERM with exit code 0', async () => {
      const data = await launchData(await configs.dataConfig(consul.port))
      await data.logged(/Data Service ready for action\./)
      expect(await consul.passing('dataService')).toBe('127.0.0.1')
      data.signal('SIGTERM')
      expect(await data.ended).toBe(0)
      expect(await consul.serviceIds()).toEqual([])
    })

    test('hangs on a busy port: alive, registered, not listening', async () => {
      const values = await configs.dataConfig(consul.port)
      await using _taken = await occupied(values.port)
      const data = await launchData(values)
      await data.logged(/RuntimeError: Failed to bind/)
      expect(data.isRunning()).toBe(true)
      expect(await consul.serviceIds()).toEqual([`dataService_127.0.0.1_${values.port}`])
    })

    test('listens on every interface, whatever it announces', async () => {
      const values = await configs.dataConfig(consul.port)
      await (await launchData(values)).logged(/ready for action/)
      const caller = connect(values.port, '127.0.0.2')
      await once(caller, 'connect')
      caller.destroy()
    })

    test('is deaf to the carrier once its Consul agent was restarted, looks healthy, and a restart heals it', async () => {
      await startDataCenter()
      await consul.put('metis/via_ip_port', '203.0.113.1_10031')
      const values = await configs.carrierConfig(folder, consul.port)
      const carrier = await launchReady(values)
      await rest(values, 'auth/applyIdentity', { member: { nodeName: 'org', identityId: 'identity:1' } })
      const dataValues = await configs.dataConfig(consul.port)
      const data = await launchData(dataValues)
      const states = () => carrier.log().match(/(?<=dataService_\S+ is ConnState_)\w+/g)
      await carrier.logged(/is ConnState_Connected/)

      await consul.restart()
      await data.logged(/the thread that looks for the carrier ends/)
      await carrier.logged(/is ConnState_UnConnected/)
      expect(await consul.passing('dataService')).toBe('127.0.0.1')
      expect(await consul.passing('carrierService')).toBeTruthy()
      expect(data.isRunning()).toBe(true)

      expect(await stopped(data)).toBe(0)
      await launchData(dataValues)
      await carrier.logged(/UnConnected[\s\S]*is ConnState_Connected/)
      expect(states()).toEqual(['Connected', 'UnConnected', 'Connected'])
    })

    test('is deaf as well once its agent knows two carriers', async () => {
      const data = await launchData(await configs.dataConfig(consul.port))
      await data.logged(/ready for action/)
      for (const port of [1, 2])
        await consul.register({
          ID: `carrier-${port}`,
          Name: 'carrierService',
          Tags: ['carrier'],
          Port: port,
        })
      await data.logged(/more than one carrier[\s\S]*$/)
      expect(data.log()).toContain('the thread that looks for the carrier ends')
      expect(await consul.passing('dataService')).toBe('127.0.0.1')
      expect(data.isRunning()).toBe(true)
    })

    test('never registers a second time, though it goes on to ask Consul', async () => {
      const values = await configs.dataConfig(consul.port)
      const data = await launchData(values)
      await data.logged(/ready for action/)
      await consul.deregister(`dataService_127.0.0.1_${values.port}`)
      await consul.register({
        ID: 'c',
        Name: 'carrierService',
        Tags: ['carrier'],
        Address: '192.0.2.1',
        Port: 1,
      })
      await data.logged(/carrier service address: 192\.0\.2\.1:1/)
      expect(await consul.serviceIds()).toEqual(['c'])
    })

    test('hangs without a thread pool size', async () => {
      const data = await launchData({
        ...(await configs.dataConfig(consul.port)),
        thread_pool_size: undefined,
      })
      await data.logged(/KeyError: 'thread_pool_size'/)
      expect(data.isRunning()).toBe(true)
    })

    test('hangs on an interrupt', async () => {
      const data = await launchData(await configs.dataConfig(consul.port))
      await data.logged(/ready for action/)
      data.signal('SIGINT')
      await data.logged(/KeyboardInterrupt\n/)
      expect(data.isRunning()).toBe(true)
    })

    test.each<[string, configs.Values]>([
      ['an address of every interface', { bind_ip: '0.0.0.0' }],
      ['a host name', { bind_ip: 'h1' }],
      ['an address with a leading zero', { bind_ip: '10.0.0.01' }],
      ['a privileged port', { port: 700 }],
      ['a quoted port', { port: '8700' }],
      ['no consul section', { consul: undefined }],
    ])('exits with 1 on %s', async (_, changes) => {
      const data = await launchData({ ...(await configs.dataConfig(consul.port)), ...changes })
      expect(await data.ended).toBe(1)
      expect(data.log()).toContain('Traceback')
    })

    test.each<[string, configs.Values]>([
      ['a wrong service name', { name: 'dataservice' }],
      ['a number of seconds', { interval: 3 }],
      ['a duration that Consul can not read', { interval: '3 seconds' }],
      ['a Consul that is not there', { service_port: 1 }],
    ])('exits with 1 on %s', async (_, changes) => {
      const values = await configs.dataConfig(consul.port)
      const data = await launchData({
        ...values,
        consul: { ...(values.consul as configs.Values), ...changes },
      })
      expect(await data.ended).toBe(1)
    })

    test('lets CONSUL_HTTP_ADDR override its config', async () => {
      const data = await launchData(await configs.dataConfig(consul.port), {
        CONSUL_HTTP_ADDR: '127.0.0.1:1',
      })
      expect(await data.ended).toBe(1)
    })

    test('can not be installed from an incomplete wheelhouse, nor run without channel_sdk', async () => {
      await rename(path.join(fighter.wheels, 'hpack-4.0.0-py3-none-any.whl'), path.join(folder, 'hpack.whl'))
      expect(await fighter.pip(FIGHTERS, path.join(folder, 'site'))).not.toBe(0)
      await rename(path.join(fighter.site, 'channel_sdk'), path.join(folder, 'channel_sdk'))
      const data = await launchData(await configs.dataConfig(consul.port))
      expect(await data.ended).toBe(1)
      await rename(path.join(folder, 'channel_sdk'), path.join(fighter.site, 'channel_sdk'))
    })
  })

  describe('of via', () => {
    test('passes in Consul, needs its own port, and stops gracefully', async () => {
      const file = await configs.writeConfig(folder, 'via.yml', await configs.viaConfig(folder, consul.port))
      const via = launch('via', ['-cnf', file])
      expect(await consul.passing('viaService')).toBe('127.0.0.1')
      expect(await launch('via', ['-cnf', file]).ended).toBe(1)
      via.signal('SIGTERM')
      expect(await via.ended).toBe(0)
      expect(await consul.serviceIds()).toEqual([])
    })
  })

  describe('of the admin', () => {
    let database: DatabaseProof

    beforeAll(async () => {
      database = await startDatabase(PACKAGE_SOURCE, software)
    })
    afterAll(() => database?.stop())
    beforeEach(async () => {
      await database.sql(await readFile(path.join(ARTIFACTS, 'admin.sql'), 'utf8'))
    })

    async function launchAdmin(
      values: configs.Values,
      args = ['--spring.profiles.active=admin'],
      env: NodeJS.ProcessEnv = {},
    ): Promise<Started> {
      const config = path.join(folder, 'config')
      await mkdir(config)
      await configs.writeConfig(config, 'application-admin.yml', values)
      const admin = start({
        file: '/usr/bin/java',
        args: [`-Djava.io.tmpdir=${folder}`, '-jar', path.join(ARTIFACTS, 'admin.jar'), ...args],
        cwd: folder,
        env,
      })
      launched.push(admin)
      return admin
    }

    function consoleAt({ port }: { port: number }) {
      let cookie = ''
      const ask = async (name: string, body?: object) => {
        const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
        const response = await fetch(`http://127.0.0.1:${port}/metis-admin/${name}`, {
          ...init,
          headers: { cookie },
        })
        expect(response.status).toBe(200)
        cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
        return response
      }
      const call = async (name: string, body?: object) =>
        (await (await ask(`api/v1/${name}`, body)).json()) as {
          status: number
          data: Record<string, unknown>
        }
      return {
        health: async () => (await ask('health')).text(),
        call,
        login: async (passwd: string) => (await call('user/login', { userName: 'admin', passwd })).status,
      }
    }

    test.each<[string, string[], configs.Values, string]>([
      ['the profile argument', [], {}, "'LocalCarrierStatusRefreshTask.fixedDelay'"],
      [
        'a required key',
        ['--spring.profiles.active=admin'],
        { 'grpc-client-timeout': undefined },
        "'grpc-client-timeout'",
      ],
      ['its database', ['--spring.profiles.active=admin'], {}, 'init datasource error'],
    ])('exits with 1 without %s, before it registers', async (_, args, changes, reason) => {
      const [unused = 0] = await freePorts(1)
      const admin = await launchAdmin(
        { ...(await configs.adminConfig(consul.port, unused)), ...changes },
        args,
      )
      expect(await admin.ended).toBe(1)
      expect(admin.log()).toContain(reason)
      expect(await consul.serviceIds()).toEqual([])
    })

    test('exits with 1 without Consul, at the end of its boot', async () => {
      const [unused = 0] = await freePorts(1)
      const admin = await launchAdmin(await configs.adminConfig(unused, database.port))
      expect(await admin.ended).toBe(1)
      expect(admin.log()).toMatch(/Tomcat started[\s\S]*Error registering service/)
    })

    test('answers for its health, and is registered, before it has started', async () => {
      const values = await configs.adminConfig(consul.port, database.port)
      const admin = await launchAdmin(values, undefined, { STAND_IN_BOOT_SECONDS: '1' })
      await admin.logged(/Bean 3 is ready[\s\S]*Tomcat started[\s\S]*Registered service/)
      expect(await consoleAt(values).health()).toBe('Hello, Metis-Admin')
      expect(await consul.serviceIds()).toEqual([`adminService-127-0-0-1-${values.port}`])
      expect(admin.log()).not.toContain('Started MetisAdminApplication')
      await admin.logged(/Started MetisAdminApplication/)
      expect([await stopped(admin), await consul.serviceIds()]).toEqual([143, []])
    })

    test('compares passwords without regard to case, unless the column says otherwise', async () => {
      const values = await configs.adminConfig(consul.port, database.port)
      await (await launchAdmin(values)).logged(/Tomcat started/)
      const { login } = consoleAt(values)
      expect([await login('admin'), await login('ADMIN'), await login('other')]).toEqual([0, 0, 1016])
      const { action } = consolePassword(inputFor(ADMIN))
      const statements = action.kind === 'sql' ? fill(action.statements, () => "It's_1") : ''
      // Done again it is the same.
      for (const _ of [1, 2]) await database.sql(statements)
      expect(await Promise.all(["It's_1", "it's_1", "IT'S_1", 'admin'].map(login))).toEqual([
        0, 1016, 1016, 1016,
      ])
    })

    test('is healthy without its database, while a login hangs until that is back', async () => {
      const values = await configs.adminConfig(consul.port, database.port)
      await (await launchAdmin(values)).logged(/Started/)
      const { health, login } = consoleAt(values)
      await database.stop()
      let hasAnswered = false
      const answer = login('admin').finally(() => {
        hasAnswered = true
      })
      for (let i = 0; i < 20; i += 1) expect(await health()).toBe('Hello, Metis-Admin')
      expect(await consul.passing('adminService')).toBeTruthy()
      expect(hasAnswered).toBe(false)
      await database.start()
      expect(await answer).toBe(0)
    })

    test('leads into the network, step by step', async () => {
      const values = await configs.adminConfig(consul.port, database.port)
      await (await launchAdmin(values)).logged(/Started/)
      const { call, login } = consoleAt(values)
      const status = async (name: string, body?: object) => (await call(name, body)).status
      expect(await status('user/findLocalOrgInfo')).toBe(1000)
      expect(await login('admin')).toBe(0)
      expect(await status('user/findLocalOrgInfo')).toBe(1005)
      for (const orgName of ['', 'two words', 'a-b', 'x'.repeat(13), '组'.repeat(13), 7])
        expect(await status('user/applyOrgIdentity', { orgName })).not.toBe(0)
      expect(await status('carrier/applyJoinNetwork', {})).toBe(1005)
      expect(await status('user/applyOrgIdentity', { orgName: '组织Org1' })).toBe(0)
      expect(await status('carrier/applyJoinNetwork', {})).toBe(1013)

      await startDataCenter()
      const carrier = await configs.carrierConfig(folder, consul.port)
      await launchReady(carrier)
      const org = async () => (await call('user/findLocalOrgInfo')).data
      const { carrierIp, identityId } = await eventually(org, (found) => found.carrierIp !== null)
      expect(carrierIp).toBe(await consul.passing('carrierService'))
      expect(identityId).toMatch(/^identity:[0-9a-f]{32}$/)
      await expect(rest(carrier, 'auth/getIdentity')).rejects.toThrow('500')

      expect(await call('carrier/applyJoinNetwork', {})).toMatchObject({ status: 0, data: { status: 1 } })
      const joined = { nodeName: '组织Org1', identityId }
      expect(await rest(carrier, 'auth/getIdentity')).toMatchObject({ owner: joined })
      expect(await rest(carrier, 'auth/identityList')).toMatchObject({ memberList: [joined] })
      expect(await nodeInfo(carrier)).toMatchObject({ information: { name: '组织Org1' } })
    })

    test('writes kilobytes of stack traces until it has joined, in its file and to its output', async () => {
      const file = path.join(folder, 'log', 'metis-admin.log')
      const values = await configs.adminConfig(consul.port, database.port)
      const admin = await launchAdmin({ ...values, logging: { file: { name: file } } })
      await admin.logged(/(BizException: 1005[\s\S]*){7}/)
      const traces = (log: string) => log.split('BizException: 1005').slice(1, 7)
      for (const log of [admin.log(), await readFile(file, 'utf8')])
        expect(traces(log).map((trace) => trace.length > 3000)).toEqual(Array(6).fill(true))
      await database.sql(
        "INSERT INTO metis_admin.local_org (name, identity_id, status) VALUES ('org', 'identity:1', 1)",
      )
      expect(await consoleAt(values).login('admin')).toBe(0)
    })

    test.each([
      ['in clear at INFO', { root: 'INFO', 'com.platon': 'INFO' }, true],
      ['not at all where that logger warns only', { 'com.platon.metis.admin.aop': 'WARN' }, false],
    ])('writes the password of a login into its log %s', async (_, level, isThere) => {
      const values = await configs.adminConfig(consul.port, database.port)
      const admin = await launchAdmin({ ...values, logging: { level } })
      await admin.logged(/Started/)
      expect(await consoleAt(values).login('not-THE-password')).toBe(1016)
      expect(admin.log().includes('not-THE-password')).toBe(isThere)
    })
  })
})

/** Of the key 2, without an address, as a carrier has it that was told none. */
const WITHOUT_ADDRESS =
  'enr:-JS4QPICO5ehGlAoSFeaptO0WbN-f31Paevv3MlM5MCBsAnYOvw6j88N_d1nQeOTF100KycRkE7yhyLPmnopE0ole3IBh2F0dG5ldHOIAAAAAAAAAACCaWSCdjSJc2VjcDI1NmsxoQLGBH-UQe19bTBFQG6VwHzYXHeOS4zvPKerrAm5XHCe5YN0Y3CCJzSDdWRwgicz'
const OTHER_PEER = '16Uiu2HAm8kegYGp6XeybmZAuNcnLosyjsRwZ44yLgfEuqLqYL9zt'

type NodeInfo = {
  information: { nodeId: string; localBootstrapNode: string; localMultiAddr: string; relatePeers: number }
}

async function nodeInfo(values: configs.Values): Promise<NodeInfo> {
  return (await rest(values, 'yarn/nodeInfo')) as NodeInfo
}

async function rest(values: configs.Values, name: string, body?: object): Promise<unknown> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(`http://127.0.0.1:${values['grpc-gateway-port']}/carrier/v1/${name}`, init)
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return response.json()
}

async function occupied(port: number): Promise<AsyncDisposable & { port: number }> {
  const server = await occupy(port)
  return { port, [Symbol.asyncDispose]: async () => void server.close() }
}
