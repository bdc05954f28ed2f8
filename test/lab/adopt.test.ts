import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consoleOf } from './console.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { layOutOld, type OldInstallation } from './old-installation.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'

// The long run: it installs a database server and Java as the playbooks do.
const isSkipped = process.env.OLD === undefined || labRefusal() !== undefined
const [H1, H2, H3] = ['10.94.0.11', '10.94.0.12', '10.94.0.13']

describe.skipIf(isSkipped).sequential('three hosts of the old playbooks', () => {
  let lab: Lab
  let operator: Organisation
  let old: OldInstallation

  beforeAll(async () => {
    lab = await bootLab({
      name: 'old',
      subnet: '10.94.0',
      hosts: [{ name: 'h1' }, { name: 'h2' }, { name: 'h3' }],
    })
    operator = organisationOn(lab)
    await startDataCenter(lab)
    old = await layOutOld(lab, {
      h1: ['consul', 'carrier'],
      h2: ['consul', 'admin', 'via'],
      h3: ['consul', 'data', 'compute'],
    })
    await old.start()
    const { login, call } = consoleOf(lab, `${H2}:9090`)
    await login('admin')
    await call('user/applyOrgIdentity', { orgName: 'Acme' })
    await eventually(
      () => call('user/findLocalOrgInfo'),
      ({ data }) => data?.carrierIp !== null,
    )
    await call('carrier/applyJoinNetwork', {})
  })
  afterAll(async () => {
    operator?.remove()
    await lab?.down()
  })

  const errors = async (args: readonly string[]) => {
    const { exitCode, lines, all } = await operator.json(args)
    const found = lines.filter(({ type, severity }) => type === 'problem' && severity === 'error')
    return { exitCode, lines, all, codes: found.map(({ code }) => code) }
  }

  test('import makes of their inventory an organisation without a key of its own', async () => {
    mkdirSync(join(operator.folder, 'old'))
    const groups = { via: [H2], carrier: [H1], admin: [H2], data: [H3], compute: [H3], consul: [H1, H2, H3] }
    const inventory = [
      ...Object.entries(groups).flatMap(([group, hosts]) => [`[${group}]`, ...hosts]),
      ...['[all:vars]', 'cluster_name = acme', `ansible_user = ${lab.user}`],
      ...[
        `ansible_ssh_private_key_file = ${lab.keyFile}`,
        `carrier_external_ip = ${H1}`,
        `via_external_ip = ${H2}`,
      ],
      ...[`storage_ip = ${lab.address}`, 'storage_port = 9090', 'mysql_root_password = old-root'],
    ]
    writeFileSync(join(operator.folder, 'old/inventory.ini'), inventory.join('\n'))
    const { exitCode, all } = await operator.run(['import', 'old', '--into', '.'])
    expect(exitCode, all).toBe(0)
    const { secrets } = JSON.parse(readFileSync(join(operator.folder, 'secrets.json'), 'utf8')) as {
      secrets: object
    }
    expect(Object.keys(secrets)).not.toContain('carrier-key')
    operator.write(`${readFileSync(join(operator.folder, 'org.yaml'), 'utf8')}${artifactsOf(lab)}`)
  })

  test('nothing is installed over them, and no key is made', async () => {
    expect(await errors(['check', '--accept-new-host-keys'])).toMatchObject({
      exitCode: 1,
      codes: ['preflight.old-installation'],
    })
    expect(await errors(['apply', '--yes'])).toMatchObject({
      exitCode: 1,
      codes: ['preflight.old-installation'],
    })
    expect(readFileSync(join(operator.folder, 'secrets.json'), 'utf8')).not.toContain('carrier-key')
  })

  test('adopt --plan sees one identity in key, carrier and database, and shows no secret', async () => {
    const { exitCode, lines, all, codes } = await errors(['adopt', '--plan'])
    expect([exitCode, codes], all).toEqual([2, []])
    const [identity] = lines.filter(({ type }) => type === 'old-identity')
    expect(identity).toMatchObject({
      peer: expect.stringMatching(/^16Uiu2HA/),
      identity: expect.stringMatching(/./),
    })
    expect(lines.filter(({ type }) => type === 'old-service')).toHaveLength(8)
    expect(lines.filter(({ type }) => type === 'old-file').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['consul', 'carrier', 'keytool', 'via', 'admin.jar', 'admin.sql']),
    )
    for (const secret of [old.key, 'old-admin']) expect(all).not.toContain(secret)
  })

  test('what is in doubt is told, and stops', async () => {
    const onH1 = (script: string) => lab.host('h1').exec(script, { check: true })
    await onH1(`cd ${old.folder}/carrier/p2p_priv_key; mv p2p_priv_key true; : >p2p_priv_key`)
    expect(await errors(['adopt', '--plan'])).toMatchObject({ exitCode: 1, codes: ['adopt.key-damaged'] })
    await onH1(
      `cd ${old.folder}/carrier; mv p2p_priv_key/true p2p_priv_key/p2p_priv_key; sed -i 's/10036/10046/' config/carrier.yml`,
    )
    expect(await errors(['adopt', '--plan'])).toMatchObject({ exitCode: 1, codes: ['adopt.differs'] })
    await old.stop()
    expect((await errors(['adopt', '--plan'])).codes).toEqual(['adopt.carrier-silent', 'adopt.differs'])
    expect(await errors(['apply', '--yes'])).toMatchObject({ exitCode: 1, codes: ['preflight.old-stopped'] })
  })
})
