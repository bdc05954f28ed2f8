import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exposures, pairsThatReach } from './accounts.js'
import { askHttp } from './ask-http.js'
import { consoleOf } from './console.js'
import { consulAgent } from './consul-agent.js'
import { buildFormerProgram } from './former-program.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'
import { silencesOf } from './silences.js'

/** `npm run carried-over`: which commit of this repository has installed the organisation. */
const FORMER = process.env.FORMER
const isSkipped = FORMER === undefined || labRefusal() !== undefined
const HOSTS = ['h1', 'h2', 'h3']
const [H1, H2] = ['10.97.0.11', '10.97.0.12']
const ROWS = '/opt/metis/data-8700/data/data_root/rows.csv'
const P2P_KEY = '/opt/metis/carrier/data/p2p/p2p_priv_key'

describe.skipIf(isSkipped).sequential('an organisation that a former version has installed', () => {
  let lab: Lab
  let acme: Organisation
  let former = { folder: '', program: '' }
  let before: unknown

  beforeAll(async () => {
    former = await buildFormerProgram(FORMER ?? '')
    lab = await bootLab({ name: 'carried', subnet: '10.97.0', hosts: HOSTS.map((name) => ({ name })) })
    await startDataCenter(lab)
    acme = organisationOn(lab)
    const hosts = HOSTS.map((name) => {
      const { address, fingerprint } = lab.host(name)
      return `  ${name}: { address: ${address}, user: ${lab.user}, identityFile: ${lab.keyFile}, hostKey: '${fingerprint}' }\n`
    })
    acme.write(`organisation: acme
release: metis-0.3.0
hosts:
${hosts.join('')}roles: { consul: [h1, h2, h3], carrier: { host: h1, externalAddress: ${H1} }, admin: h1, via: { host: h2, externalAddress: ${H2} }, data: h2, compute: [h1, h2] }
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab)}`)
  })
  afterAll(async () => {
    acme?.remove()
    if (former.folder !== '') rmSync(former.folder, { recursive: true, force: true })
    await lab?.down()
  })

  const on = async (host: string, script: string) => (await lab.host(host).exec(script)).stdout.trim()
  const carrier = async (path: string) =>
    JSON.parse((await askHttp(lab, `http://${H1}:10034/carrier/v1/${path}`)).body) as Record<string, unknown>
  const secret = (name: string) => {
    const file = JSON.parse(readFileSync(join(acme.folder, 'secrets.json'), 'utf8')) as {
      secrets: Record<string, { value: string }>
    }
    return file.secrets[name]?.value ?? ''
  }
  /** All of it that must be the same afterwards. */
  const kept = async () => ({
    key: await on('h1', `cat ${P2P_KEY}`),
    identity: (await carrier('auth/getIdentity')).owner,
    network: (await carrier('auth/identityList?pageSize=100')).memberList,
    console: (await consoleOf(lab, H1).login(secret('console-password'))).status,
    database: await on('h1', 'mariadb -N metis_admin -e "SELECT identity_id, name, status FROM local_org"'),
    rows: await on('h2', `cat ${ROWS}`),
    services: (await consulAgent(lab, H1).passing()).toSorted(),
    keys: await consulAgent(lab, H1).keys(),
  })

  test('is joined to its network, with rows of its own', async () => {
    const { program } = former
    const { exitCode, all } = await acme.run(['apply', '--yes'], { program })
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect(
      await on('h1', 'stat -c %U /opt/metis/carrier/data; systemctl show -p User --value metis-carrier'),
    ).toBe('metis\nmetis')
    const { call, login } = consoleOf(lab, H1)
    // As it was: capitals make no difference.
    expect(await login(secret('console-password').toUpperCase())).toMatchObject({ status: 0 })
    expect(await call('user/applyOrgIdentity', { orgName: 'Acme' })).toMatchObject({ status: 0 })
    await eventually(
      () => call('user/findLocalOrgInfo'),
      ({ data }) => data?.carrierIp !== null,
    )
    expect(await call('carrier/applyJoinNetwork', {})).toMatchObject({ status: 0, data: { status: 1 } })
    await on('h2', `echo 1,2 >${ROWS}; chown metis:metis ${ROWS}`)
    before = await kept()
    expect(before).toMatchObject({ identity: { nodeName: 'Acme' }, console: 0, rows: '1,2' })
  })

  test('is carried over by apply with all that it had', async () => {
    expect((await acme.run(['plan'])).exitCode).toBe(2)
    const pids = await on('h1', RESTARTS)
    const begun = Date.now()
    const silences = await silencesOf(lab, asked(), async () => {
      const { exitCode, all } = await acme.run(['apply', '--yes'])
      expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    })
    const seconds = (Date.now() - begun) / 1000
    console.info(`carried over from ${FORMER} in ${seconds} s, silences ${JSON.stringify(silences)}`)
    expect((await acme.run(['plan'])).exitCode).toBe(0)
    expect((await acme.run(['status'])).exitCode).toBe(0)
    expect(await kept()).toEqual(before)
    expect(await on('h1', RESTARTS)).not.toBe(pids)
  })

  test('has an account for every instance, and nothing of the former one', async () => {
    for (const host of HOSTS) {
      expect(await on(host, 'find /opt/metis -nouser; getent passwd metis; getent group metis')).toBe('')
      expect(await pairsThatReach(lab.host(host))).toBe('')
      for (const score of Object.values(await exposures(lab.host(host))))
        expect(score).toBeLessThanOrEqual(1.4)
    }
    expect(await on('h2', `stat -c %U:%G ${ROWS}`)).toBe('metis-data-8700:metis-data-8700')
  })

  test('has a console that compares exactly, logs no password and is behind nginx', async () => {
    const password = secret('console-password')
    expect(await consoleOf(lab, H1).login(password.toUpperCase())).toMatchObject({ status: 1016 })
    const told = await on('h1', `systemctl show -p ActiveEnterTimestamp --value metis-admin`)
    const log = await on(
      'h1',
      `journalctl -q --no-pager -o cat -u metis-admin --since '${told.split(' ').slice(1, 3).join(' ')}'`,
    )
    expect(log).not.toContain(password)
    expect(log).not.toContain(password.toUpperCase())
    expect(await on('h2', `timeout 2 bash -c '</dev/tcp/${H1}/9090' 2>&1 || echo closed`)).toContain('closed')
  })

  test('closes its ports once org.yaml asks for it, and still works', async () => {
    const closed = readFileSync(join(acme.folder, 'org.yaml'), 'utf8')
    acme.write(`${closed}\nfirewall: managed\n`)
    const { exitCode, all } = await acme.run(['apply', '--yes'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    expect((await acme.run(['status'])).exitCode).toBe(0)
    expect(await on('h1', 'nft list tables')).toContain('metis-acme')
  })

  test('goes with what it left', async () => {
    const { exitCode, all } = await acme.run(['destroy', '--delete-data', '--confirm', 'acme'])
    expect([exitCode, exitCode === 0 ? '' : all]).toEqual([0, ''])
    for (const host of HOSTS) expect(await on(host, LEFT)).toBe('')
  })
})

const RESTARTS = "systemctl show -p MainPID --value 'metis-*.service'"
const LEFT = `ls -d /opt/metis /etc/systemd/system/metis-* /etc/nginx/sites-*/metis-* /var/lib/metis-record 2>/dev/null
getent passwd | grep ^metis; nft list tables 2>/dev/null; true`

function asked(): Readonly<Record<string, readonly string[]>> {
  return {
    leader: HOSTS.map((_, at) => `http://10.97.0.${11 + at}:8500/v1/status/leader`),
    carrier: [`http://${H1}:10034/carrier/v1/yarn/nodeInfo`],
    admin: [`http://${H1}/metis-admin/health`],
    via: [`tcp://${H2}:10031`],
    data: [`tcp://${H2}:8700`],
    compute: [`tcp://${H1}:8800`, `tcp://${H2}:8800`],
  }
}
