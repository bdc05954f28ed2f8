import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsulAgent, consulAgent } from './consul-agent.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
const UPLOAD = '/opt/metis/data-8700/data/data_root/rows.csv'

describe.skipIf(isSkipped).sequential('what org.yaml no longer names', () => {
  let lab: Lab
  let acme: Organisation
  let consul: ConsulAgent

  beforeAll(async () => {
    const hosts = ['h1', 'h2', 'h3'].map((name) => ({ name }))
    lab = await bootLab({ name: 'taken', subnet: '10.94.0', hosts })
    await startDataCenter(lab)
    acme = organisationOn(lab)
    consul = consulAgent(lab, '10.94.0.11')
    acme.write(orgYaml(['h1', 'h2', 'h3']))
    const applied = await acme.run(['apply', '--yes', '--accept-new-host-keys'])
    expect(applied.exitCode, applied.all).toBe(0)
    const upload = `echo id,age >${UPLOAD} && chown --reference="$(dirname ${UPLOAD})" ${UPLOAD}`
    await lab.host('h3').exec(upload, { check: true })
  })
  afterAll(async () => {
    acme?.remove()
    await lab?.down()
  })

  /** With three of them, every host has a Consul server, and the last one the data service. */
  function orgYaml(names: readonly string[]): string {
    const entries = names.map((name) => {
      const { address } = lab.host(name)
      return `  ${name}: { address: ${address}, user: ${lab.user}, identityFile: ${lab.keyFile} }\n`
    })
    const isWhole = names.length === 3
    return `organisation: acme
release: metis-0.3.0
hosts:
${entries.join('')}roles:
  consul: ${isWhole ? '[h1, h2, h3]' : 'h1'}
  carrier: { host: h1, externalAddress: 10.94.0.11 }
  admin: h1
  via: { host: h2, externalAddress: 10.94.0.12 }
${isWhole ? '  data: h3\n' : ''}network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`
  }

  test('goes where it can be seen, and a host that is off holds nobody up', async () => {
    await lab.host('h3').unplug()
    acme.write(orgYaml(['h1', 'h2']))
    const { exitCode, all } = await acme.run(['apply', '--yes'])
    expect([exitCode, all]).toEqual([
      0,
      expect.stringContaining('h3 (10.94.0.13) is no longer in org.yaml, and does not answer'),
    ])
    expect(
      (await lab.host('h2').exec('systemctl list-units --all --plain --no-legend metis-consul.service'))
        .stdout,
    ).toBe('')
    const alive = await eventually(
      () => consul.aliveServers(),
      (servers) => servers.length === 1,
    )
    expect(alive).toEqual(['consul_10.94.0.11'])
    expect(await consul.leader()).toContain('10.94.0.11')
    const plan = await acme.run(['plan'])
    expect([plan.exitCode, plan.all]).toEqual([0, expect.stringContaining('record.former-away')])
  })

  test('goes from that host when it is back: stopped, off Consul, its data in a dated folder', async () => {
    await lab.host('h3').plug()
    const plan = await acme.run(['plan'])
    expect([plan.exitCode, plan.all]).toEqual([2, expect.stringContaining('data-8700@h3')])
    const { exitCode, all } = await acme.run(['apply', '--yes'])
    expect(exitCode, all).toBe(0)
    const { stdout } = await lab
      .host('h3')
      .exec(
        "systemctl list-units --all --plain --no-legend 'metis-*'; ps -eo user:32=,args= | grep ^metis-; ls /opt/metis/; cat /opt/metis/.removed/data-8700-*/data/data_root/rows.csv",
      )
    expect(stdout).toBe('id,age')
    expect(Object.keys(await consul.services())).toEqual(['adminService', 'carrierService', 'viaService'])
    const status = await acme.run(['status', '--once'])
    expect([status.exitCode, status.all]).toEqual([
      0,
      expect.stringMatching(
        /data-8700@h3 was removed; its data stays since \d{4}-\S+Z in \/opt\/metis\/\.removed\/data-8700-/,
      ),
    ])
    expect((await acme.run(['plan'])).exitCode).toBe(0)
  })

  test('is no part of destroy only when nothing of it is there', async () => {
    const { exitCode, all } = await acme.run(['destroy', '--confirm', 'acme', '--delete-data'])
    expect([exitCode, all]).toEqual([0, expect.stringContaining('nothing of acme is left')])
    expect(
      (await lab.host('h3').exec('ls -d /opt/metis /var/lib/metis-record 2>/dev/null; true')).stdout,
    ).toBe('')
  })
})
