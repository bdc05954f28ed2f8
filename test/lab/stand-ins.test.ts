import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildStandIns } from '../stand-ins/build.js'
import * as configs from '../stand-ins/proof/configs.js'
import { type ConsulProof, startConsul } from '../stand-ins/proof/consul.js'
import { type FighterSite, installFighter } from '../stand-ins/proof/fighter-site.js'
import { freePorts, occupy } from '../stand-ins/proof/free-ports.js'
import { end, type Started, start } from '../stand-ins/proof/started.js'
import { ARTIFACTS } from './cache.js'
import { CONSUL } from './consul.js'

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

  async function startDataCenter(agents = [consul]): Promise<void> {
    const [port] = await freePorts(1)
    await launch('metis-data-center', ['--host', '127.0.0.1', '--port', `${port}`]).logged(/listening/)
    for (const agent of agents) await agent.put('metis/dataCenter_ip_port', `127.0.0.1_${port}`)
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

    test('counts a bootstrap node that it reached as a peer', async () => {
      await mkdir(path.join(folder, 'other'))
      const other = await startConsul(CONSUL, path.join(folder, 'other'))
      try {
        await startDataCenter([consul, other])
        const first = await configs.carrierConfig(folder, consul.port)
        await (await launchCarrier(first)).logged(/Succeed init Services/)
        const enr = (await nodeInfo(first)).information.localBootstrapNode
        const second = { ...(await configs.carrierConfig(folder, other.port)), 'bootstrap-node': [enr] }
        const datadir = path.join(folder, 'second')
        await (await launchCarrier({ ...second, datadir }, 'second.yml')).logged(/Connected with peer/)
        expect((await nodeInfo(second)).information.relatePeers).toBe(1)
      } finally {
        await other.end()
      }
    })

    test('finds fighters only once it has an identity and the via address', async () => {
      await startDataCenter()
      await consul.put('metis/via_ip_port', '203.0.113.1_10031')
      const data = await configs.dataConfig(consul.port)
      await (await launchData(data)).logged(/ready for action/)
      const values = await configs.carrierConfig(folder, consul.port)
      const carrier = await launchCarrier(values)
      await carrier.logged(/Succeed init Services/)
      expect(await rest(values, 'yarn/dataNodeList')).toMatchObject({ nodes: [] })
      const member = { nodeName: 'org', identityId: 'identity:1' }
      await rest(values, 'auth/applyIdentity', { member })
      await carrier.logged(/New fighter/)
      const node = { id: `dataService_127.0.0.1_${data.port}`, externalIp: '203.0.113.1' }
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
    async function launchAdmin(values: configs.Values, args: string[]): Promise<Started> {
      const config = path.join(folder, 'config')
      await mkdir(config)
      await configs.writeConfig(config, 'application-admin.yml', values)
      const admin = start({
        file: '/usr/bin/java',
        args: ['-jar', path.join(ARTIFACTS, 'admin.jar'), ...args],
        cwd: folder,
      })
      launched.push(admin)
      return admin
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
    ])('exits with 1 without %s', async (_, args, changes, reason) => {
      const admin = await launchAdmin({ ...(await configs.adminConfig(consul.port)), ...changes }, args)
      expect(await admin.ended).toBe(1)
      expect(admin.log()).toContain(reason)
    })
  })
})

type NodeInfo = { information: { nodeId: string; localBootstrapNode: string; relatePeers: number } }

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
