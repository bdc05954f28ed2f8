import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consulAgent } from './consul-agent.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const KEY = '/opt/metis/carrier/data/p2p/p2p_priv_key'

describe.skipIf(isSkipped).sequential('an organisation on its bad days', () => {
  let lab: Lab
  let operator: Organisation
  let dataCenter: Awaited<ReturnType<typeof startDataCenter>>

  beforeAll(async () => {
    lab = await bootLab({ name: 'bad-days', subnet: '10.83.0', hosts: [{ name: 'h1' }, { name: 'h2' }] })
    operator = organisationOn(lab)
    dataCenter = await startDataCenter(lab)
    const host = (number: number) =>
      `{ address: 10.83.0.1${number}, user: ${lab.user}, identityFile: ${lab.keyFile}, hostKey: '${lab.host(`h${number}`).fingerprint}' }`
    operator.write(`
organisation: acme
release: metis-0.3.0
hosts:
  h1: ${host(1)}
  h2: ${host(2)}
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 10.83.0.11 }
  admin: h1
  via: { host: h2, externalAddress: 10.83.0.12 }
  data: h1
  compute: h2
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`)
  })
  afterAll(async () => {
    operator?.remove()
    await lab?.down()
  })

  const on = async (host: string, script: string) => (await lab.host(host).exec(script)).stdout.trim()
  const passing = () => consulAgent(lab, '10.83.0.11').passing()
  const ALL = [
    'adminService-10-83-0-11-9090',
    'carrierService_10.83.0.11_10033',
    'dataService_10.83.0.11_8700',
    'jobService_10.83.0.12_8800',
    'viaService_10.83.0.12_10031',
  ]
  const started = async () => {
    const { lines, exitCode } = await operator.json(['plan'])
    const ids = lines.flatMap((line) =>
      line.type === 'plan' ? line.nodes.map(({ id }: { id: string }) => id) : [],
    )
    const units = ids.flatMap((id: string) => / unit:(.*)$/.exec(id)?.[1] ?? [])
    return { exitCode, units }
  }

  test('installs although a host has variables that would lead its services astray', async () => {
    await on('h1', 'systemctl set-environment CONSUL_HTTP_ADDR=127.0.0.1:1 PYTHONHOME=/nowhere')
    await on('h2', 'systemctl set-environment CONSUL_HTTP_ADDR=127.0.0.1:1 PYTHONHOME=/nowhere')
    const { exitCode, all } = await operator.run(['apply', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(await passing()).toEqual(ALL)
  })

  test('the kernel keeps the planned ports for the services', async () => {
    const reserved = await on('h2', 'cat /proc/sys/net/ipv4/ip_local_reserved_ports')
    expect(reserved.split(',')).toEqual(expect.arrayContaining(['8800', '10031', '41000-41100']))
  })

  test('Consul listens on its own address only', async () => {
    const addresses = await on('h1', "ss -Hltn 'sport = :8500 or sport = :8300' | awk '{print $4}' | sort")
    expect(addresses).toBe('10.83.0.11:8300\n10.83.0.11:8500')
  })

  test('a data service, which hands out every file that it can read, does not see the key of the carrier', async () => {
    const pid = await on('h1', 'systemctl show -p MainPID --value metis-data-8700')
    const { exitCode, stdout } = await lab.host('h1').exec(`cat /proc/${pid}/root${KEY}`)
    expect([exitCode, stdout]).toEqual([1, ''])
    expect(await on('h1', `wc -c < ${KEY}`)).toBe('64')
  })

  test('a killed Consul comes back by itself, and plan knows who must be started again with it', async () => {
    const before = await on('h1', 'systemctl show -p MainPID --value metis-consul')
    await on('h1', `kill -9 ${before}`)
    const back = await eventually(passing, (now) => now.length === ALL.length)
    expect(back).toEqual(ALL)
    expect(await on('h1', 'systemctl show -p MainPID --value metis-consul')).not.toBe(before)
    expect(await started()).toEqual({
      exitCode: 2,
      units: ['metis-data-8700.service', 'metis-compute-8800.service'],
    })
    expect((await operator.run(['apply', '--yes'])).exitCode).toBe(0)
    expect(await started()).toEqual({ exitCode: 0, units: [] })
  })

  test('a carrier whose config was spoilt exits with 0, is started again and again, and apply puts it right', async () => {
    await on(
      'h1',
      'echo \'rpc-port: "10033"\' >> /opt/metis/carrier/config/carrier.yml; systemctl restart metis-carrier',
    )
    const restarts = await eventually(
      () => on('h1', 'systemctl show -p NRestarts --value metis-carrier'),
      (count) => Number(count) > 1,
    )
    expect(Number(restarts)).toBeGreaterThan(1)
    expect(await on('h1', 'systemctl show -p ExecMainStatus --value metis-carrier')).toBe('0')
    const { exitCode, stdout } = await operator.run(['status'])
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('carrier')])
    const { exitCode: applied, all } = await operator.run(['apply', '--yes'])
    expect([applied, applied === 0 ? '' : all]).toEqual([0, ''])
    expect(await passing()).toEqual(ALL)
  })

  test('a carrier without its data center says so, and recovers by itself when that is back', async () => {
    await dataCenter.stop()
    const problemOf = async (...words: string[]) => {
      const { exitCode, lines } = await operator.json([...words, '--yes'])
      return [exitCode, lines.find(({ type }) => type === 'problem')?.code]
    }
    expect(await problemOf('restart', 'carrier')).toEqual([1, 'run.would-not-start'])
    expect((await operator.run(['stop', 'carrier', '--yes'])).exitCode).toBe(0)
    expect(await problemOf('start', 'carrier')).toEqual([1, 'run.data-center-unreachable'])
    dataCenter = await startDataCenter(lab)
    expect(await eventually(passing, (now) => now.length === ALL.length)).toEqual(ALL)
    expect((await operator.run(['status'])).exitCode).toBe(0)
  })

  const LIBRARY = '/usr/lib/x86_64-linux-gnu/libc.so.6'
  const due = async () => {
    const { lines } = await operator.json(['status'])
    return lines.flatMap(({ type, instance, host, restartDue }) =>
      type === 'instance' && restartDue !== undefined ? [[`${instance}@${host}`, restartDue.what]] : [],
    )
  }

  test('an updated library restarts nothing, and status says whose restart is due', async () => {
    expect(await due()).toEqual([])
    await on('h2', `cp -a ${LIBRARY} /usr/lib/updated && mv /usr/lib/updated ${LIBRARY}`)
    const libc = { package: 'libc6' }
    expect(await due()).toEqual([
      ['via@h2', libc],
      ['compute-8800@h2', libc],
    ])
  })

  test('a host is rebooted by maintain, and all of it works again', async () => {
    const boot = () => on('h2', 'cat /proc/sys/kernel/random/boot_id')
    const before = await boot()
    const { exitCode, all } = await operator.run(['maintain', 'h2', '--reboot', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(await boot()).not.toBe(before)
    expect(await passing()).toEqual(ALL)
    expect(await due()).toEqual([])
    expect(await started()).toEqual({ exitCode: 0, units: [] })
  })
})
