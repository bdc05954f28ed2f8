import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { peerAddress } from '../../src/roles/carrier/enr.js'
import { LONGEST_TEST_MILLISECONDS } from '../patience.js'
import { askHttp } from './ask-http.js'
import { consoleOf } from './console.js'
import { consulAgent } from './consul-agent.js'
import { hostStates, TRACES } from './host-state.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { IS_LONG, KILLS, laterDaysOf, type Step } from './later-day.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'
import { silencesOf } from './silences.js'

const isSkipped = labRefusal() !== undefined && !process.env.CI
/** Each kill has a way there and a way back. */
const MILLISECONDS = LONGEST_TEST_MILLISECONDS + KILLS * 300_000
const PRESET = fileURLToPath(new URL('../../presets/releases/metis-0.3.0.yaml', import.meta.url))
const MARKER = '/opt/metis/data-8700/data/data_root/rows.csv'

/** Hosts by role. */
interface Places {
  readonly consul: readonly string[]
  readonly carrier: string
  readonly admin: string
  readonly via: string
  readonly data: readonly string[]
  readonly compute: readonly string[]
}
const FIRST: Places = {
  consul: ['h1', 'h2', 'h3'],
  carrier: 'h2',
  admin: 'h1',
  via: 'h3',
  data: ['h3'],
  compute: ['h2'],
}
/** Each role has moved, and h3 has none any more. */
const MOVED: Places = {
  consul: ['h1', 'h2', 'h4'],
  carrier: 'h1',
  admin: 'h2',
  via: 'h4',
  data: ['h4'],
  compute: ['h1'],
}
const GROWN: Places = {
  ...MOVED,
  consul: ['h1', 'h2', 'h4', 'h3', 'h5'],
  data: ['h4', 'h3', 'h6'],
  compute: ['h1', 'h5'],
}

describe.skipIf(isSkipped).sequential('the later days of an organisation', () => {
  let lab: Lab
  let acme: Organisation
  let days: ReturnType<typeof laterDaysOf>
  /** What org.yaml says now. */
  let places = FIRST
  let addresses: Record<string, string> = {}

  beforeAll(async () => {
    const hosts = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => ({ name }))
    lab = await bootLab({ name: 'later-days', subnet: '10.96.0', hosts })
    await startDataCenter(lab)
    acme = organisationOn(lab)
    days = laterDaysOf(acme)
    addresses = Object.fromEntries(Object.values(lab.hosts).map(({ name, address }) => [name, address]))
    const source = join(acme.folder, 'artifacts')
    await lab.run('cp', ['-al', lab.artifacts, source])
    mkdirSync(join(source, '0.3.1'))
    for (const [name, bytes] of Object.entries(otherPrograms(lab.artifacts)))
      writeFileSync(join(source, name), bytes, { mode: 0o755 })
    write(FIRST)
    const applied = await acme.run(['apply', '--yes', '--accept-new-host-keys'])
    expect([applied.exitCode, applied.exitCode === 0 ? '' : applied.all]).toEqual([0, ''])
    await join_()
    const upload = `echo id,age >${MARKER} && chown --reference="$(dirname ${MARKER})" ${MARKER}`
    await on('h3', upload)
    await sql(`CREATE TABLE marker (id INT PRIMARY KEY, note VARCHAR(80)) DEFAULT CHARSET utf8mb4;
      INSERT INTO marker VALUES (1, 'schön; it''s\\n two lines'), (2, '中文');`)
  })
  afterAll(async () => {
    acme?.remove()
    await lab?.down()
  })

  const on = async (host: string, script: string) => (await lab.host(host).exec(script)).stdout.trim()
  const addressOf = (host: string) => addresses[host] ?? ''
  const sql = async (input: string) =>
    (await lab.host(places.admin).exec('mariadb -N metis_admin', { input })).stdout
  const consul = () => consulAgent(lab, addressOf('h1'))

  function write(to: Places) {
    places = to
    const [first = '', ...more] = [...new Set(Object.values(to).flat())].toSorted()
    const hosts = [first, ...more].map(
      (name) =>
        `  ${name}: { address: ${addressOf(name)}, user: ${lab.user}, identityFile: ${lab.keyFile} }\n`,
    )
    const list = (names: readonly string[]) => `[${names.join(', ')}]`
    acme.write(`organisation: acme
release: metis-0.3.0
hosts:
${hosts.join('')}roles:
  consul: ${list(to.consul)}
  carrier: { host: ${to.carrier}, externalAddress: ${addressOf(to.carrier)} }
  admin: ${to.admin}
  via: { host: ${to.via}, externalAddress: ${addressOf(to.via)} }
  data: ${list(to.data)}
  compute: ${list(to.compute)}
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab).replace(`source: ${lab.artifacts}`, `source: ${join(acme.folder, 'artifacts')}`)}`)
  }

  /** Through the console, so that there is an identity that must survive. */
  async function join_() {
    const { login, call } = consoleOf(lab, addressOf(places.admin))
    await login((await acme.run(['secrets', 'show', 'console-password'])).stdout)
    expect(await call('user/applyOrgIdentity', { orgName: 'Acme' })).toMatchObject({ status: 0 })
    await eventually(
      () => call('user/findLocalOrgInfo'),
      ({ data }) => typeof data?.carrierIp === 'string' && data.carrierIp !== '',
    )
    expect(await call('carrier/applyJoinNetwork', {})).toMatchObject({ status: 0, data: { status: 1 } })
  }

  const nodeInfo = () => `http://${addressOf(places.carrier)}:10034/carrier/v1/yarn/nodeInfo`

  /** What must survive every day. */
  async function markers() {
    const { body } = await askHttp(lab, nodeInfo())
    const { nodeId, identityId, localMultiAddr, localBootstrapNode } = JSON.parse(body).information
    const first = places.data[0] ?? ''
    return {
      nodeId,
      identityId,
      peer: String(localMultiAddr).split('/').at(-1),
      // Its port and its key; the address in it is that of its host.
      enr: peerAddress(localBootstrapNode)?.replace(`/${addressOf(places.carrier)}/`, '/its host/'),
      rows: await sql('SELECT * FROM marker; SELECT name, identity_id FROM local_org;'),
      upload: await on(first, `cat ${MARKER}`),
    }
  }

  function expectedServices(): string[] {
    const id = (host: string) => addressOf(host)
    return [
      `adminService-${id(places.admin).replaceAll('.', '-')}-9090`,
      `carrierService_${id(places.carrier)}_10033`,
      `viaService_${id(places.via)}_10031`,
      ...places.data.map((host) => `dataService_${id(host)}_8700`),
      ...places.compute.map((host) => `jobService_${id(host)}_8800`),
    ].toSorted()
  }

  /** Consul knows what org.yaml names, and nothing else; all of it passes. */
  async function expectConsul(): Promise<void> {
    const agent = consul()
    const expected = expectedServices()
    expect
      .soft(
        await eventually(
          () => agent.passing(),
          (now) => now.join() === expected.join(),
        ),
      )
      .toEqual(expected)
    expect
      .soft(
        Object.values(await agent.services())
          .flat()
          .toSorted(),
      )
      .toEqual(expected)
    const servers = places.consul.map(addressOf).toSorted()
    expect.soft(await agent.peers()).toEqual(servers.map((address) => `${address}:8200`))
    expect.soft(await agent.nodes()).toEqual(servers.map((address) => `consul_${address}`))
    expect.soft(await agent.leader()).not.toBe('')
  }

  const state = async () => {
    await expectConsul()
    return { hosts: await hostStates(lab), markers: await markers() }
  }
  const apply = (to: Places, ...more: string[]): Step => ({
    prepare: () => write(to),
    args: ['apply', '--yes', '--accept-new-host-keys', ...more],
    whenCut: onlyOne,
  })

  /** Two with one identity are there at no moment. */
  async function onlyOne(where: string): Promise<void> {
    for (const unit of ['metis-carrier', 'metis-admin', 'metis-via']) {
      const states = await Promise.all(
        Object.keys(lab.hosts).map((host) => on(host, `systemctl is-active ${unit}`)),
      )
      expect.soft(states.filter((state) => state === 'active').length, `${where}: ${unit}`).toBeLessThan(2)
    }
  }

  /** Where every day but the first begins, also when it is the only one. */
  async function settle(): Promise<Awaited<ReturnType<typeof markers>>> {
    if (IS_LONG || places !== MOVED) await days.whole(apply(MOVED))
    return markers()
  }

  test(
    'each role moves to another host, and stays who it is',
    async () => {
      const before = await markers()
      expect(before).toMatchObject({
        enr: expect.stringContaining('/its host/tcp/'),
        upload: 'id,age',
        rows: expect.stringContaining('Acme'),
      })
      expect(before.nodeId).not.toBe('')
      await days.goThrough({ kind: 'moves', there: apply(MOVED), back: apply(FIRST), state, seconds: 40 })
      expect(await markers()).toEqual(before)
      await expectConsul()
      expect(
        await on('h3', "pgrep -af '/opt/[m]etis'; systemctl list-units --all --plain --no-legend 'metis-*'"),
      ).toBe('')
      const left = await on('h2', 'ls -d /opt/metis/carrier /opt/metis/.removed/carrier-*/moved/*/data/p2p')
      expect(left).toMatch(/^\/opt\/metis\/\.removed\/carrier-[0-9TZ]+\/moved\/[0-9TZ]+\/data\/p2p/)
      const database =
        'mariadb -N -e "SHOW DATABASES LIKE \'metis_admin\'"; zcat /opt/metis/.removed/admin-*/moved/metis_admin.sql.gz'
      expect(await on('h1', database)).toMatch(/^(?!metis_admin)[\s\S]*INSERT INTO `local_org`/)
    },
    MILLISECONDS,
  )

  test(
    'grows from three hosts to six, and back to three',
    async () => {
      const before = await settle()
      const back = apply(MOVED, '--delete-removed', '--confirm', 'acme')
      await days.goThrough({ kind: 'growth', there: apply(GROWN), back, state, seconds: 30 })
      expect(await markers()).toEqual(before)
      await expectConsul()
      if (IS_LONG) await days.whole(back)
      else await days.cut({ ...back }, 8, 'growth: back')
      expect(await markers()).toEqual(before)
      await expectConsul()
      for (const host of ['h5', 'h6']) expect(await on(host, TRACES)).toBe('')
    },
    MILLISECONDS,
  )

  // The short run has it in taken-out.test.ts.
  test.runIf(IS_LONG)(
    'a host that is off is taken out, and cleared when it is back',
    async () => {
      const before = await settle()
      const was = await state()
      const cleared = ['--delete-removed', '--confirm', 'acme']
      const off = {
        ...apply(MOVED),
        prepare: async () => {
          await lab.host('h6').unplug()
          write(MOVED)
        },
      }
      const back = { ...apply(MOVED, ...cleared), prepare: () => lab.host('h6').plug() }
      const grow = apply({ ...MOVED, data: ['h4', 'h6'], compute: ['h1', 'h6'] })
      await days.whole(grow)
      const long = { off: await days.whole(off), back: await days.whole(back) }
      expect.soft(await state()).toEqual(was)
      for (let kill = 1; kill <= KILLS; kill++) {
        await days.whole(grow)
        await days.cutSomewhere(off, long.off, `a host that is off: taken out ${kill}`)
        expect(await markers()).toEqual(before)
        const { where } = await days.cutSomewhere(back, long.back, `a host that is off: back ${kill}`)
        expect.soft(await state(), where).toEqual(was)
        expect.soft(await on('h6', TRACES), where).toBe('')
      }
    },
    MILLISECONDS,
  )

  const preset = readFileSync(PRESET, 'utf8')
  /** A release of one's own, and what puts it in the place of the one that runs. */
  const upgrade = (version: string, text: string, more: Partial<Step> = {}): Step => {
    const file = acme.write(text.replace('version: 0.3.0', `version: ${version}`), `ours-${version}.yaml`)
    return { args: ['upgrade', '--to', file, '--no-backup', '--yes'], ...more }
  }
  const ROLLBACK: Step = { args: ['rollback', '--yes'] }
  const programs = () =>
    Promise.all(
      [
        [places.carrier, 'carrier/current/carrier'],
        [places.admin, 'admin/current/admin.jar'],
        [places.data[0] ?? '', 'data-8700/current/wheels/metis.whl'],
      ].map(([host = '', file]) =>
        on(host, `tail -c 12 /opt/metis/${file} | grep -ao 'version.*' || echo first`),
      ),
    )

  test(
    'another release of carrier, admin and data comes under a probe, and goes again',
    async () => {
      const before = await settle()
      const other = preset
        .replace('file: carrier,', 'file: carrier-0.3.1,')
        .replace('file: admin.jar,', 'file: admin-0.3.1.jar,')
        .replace('file: metis_dcv', 'file: 0.3.1/metis_dcv')
      const up = upgrade('0.3.1', other)
      const probed = {
        leader: places.consul.map((host) => `http://${addressOf(host)}:8500/v1/status/leader`),
        carrier: [nodeInfo()],
        admin: [`http://${addressOf(places.admin)}/metis-admin/health`],
        via: [`tcp://${addressOf(places.via)}:10031`],
        data: places.data.map((host) => `tcp://${addressOf(host)}:8700`),
        compute: places.compute.map((host) => `tcp://${addressOf(host)}:8800`),
      }
      const silences = await silencesOf(lab, probed, async () => {
        await days.whole(up)
      })
      console.info(`longest silence in an upgrade, seconds: ${JSON.stringify(silences)}`)
      expect(await programs()).toEqual(['version0.3.1', 'version0.3.1', 'version0.3.1'])
      for (const [role, seconds] of Object.entries(silences))
        expect.soft(seconds, `silence of ${role}`).toBeLessThan(ELECTION_SECONDS)
      expect(await markers()).toEqual(before)
      await days.goThrough({ kind: 'rollback', there: ROLLBACK, back: up, state, seconds: 15 })
      expect(await programs()).toEqual(['first', 'first', 'first'])
      expect(await markers()).toEqual(before)
      await expectConsul()
    },
    MILLISECONDS,
  )

  test(
    'a release whose carrier dies at its start is put back, and rollback makes the file say so',
    async () => {
      await settle()
      const before = await state()
      const broken = upgrade('0.3.2', preset.replace('file: carrier,', 'file: carrier-0.3.2,'), {
        exitCode: 1,
        plan: 2,
      })
      const { exitCode, lines, all } = await acme.json(broken.args)
      const said = lines.find(({ type, code }) => type === 'problem' && code === 'run.put-back')
      expect([exitCode, said], all).toEqual([1, expect.objectContaining({ where: expect.anything() })])
      expect(said?.message.what).toContain(`carrier@${places.carrier}`)
      expect(await programs()).toEqual(['first', 'first', 'first'])
      await expectConsul()
      expect(await markers()).toEqual(before.markers)
      await days.whole(ROLLBACK)
      expect(await state()).toEqual(before)
      if (!IS_LONG) return
      const running = async () => ({ markers: await markers(), programs: await programs() })
      await days.goThrough({ kind: 'put back', there: broken, back: ROLLBACK, state: running, seconds: 30 })
      await days.whole(ROLLBACK)
      expect(await state()).toEqual(before)
    },
    MILLISECONDS,
  )

  test(
    'a host with a Consul server has another address, and the quorum stays',
    async () => {
      const before = await settle()
      const [former, other] = [addressOf('h2'), '10.96.0.22']
      const readdress = (from: string, to: string): Step => ({
        prepare: async () => {
          addresses.h2 = to
          const change = `ip addr del ${from}/24 dev eth0; ip addr add ${to}/24 dev eth0; ip route add default via ${lab.address}; ip addr show dev eth0`
          expect(await on('h2', change)).toContain(to)
        },
        args: ['readdress', 'h2', to, '--yes'],
      })
      const silences = await silencesOf(
        lab,
        { consul: ['h1', 'h4'].map((host) => `http://${addressOf(host)}:8500/v1/status/leader`) },
        () =>
          days.goThrough({
            kind: 'readdress',
            there: readdress(former, other),
            back: readdress(other, former),
            state,
            seconds: 30,
          }),
      )
      console.info(
        `longest time without a leader while a host has another address, seconds: ${silences.consul}`,
      )
      expect.soft(silences.consul).toBeLessThan(ELECTION_SECONDS)
      expect(await markers()).toEqual(before)
      await expectConsul()
      expect(
        await on('h1', `grep -rl '${former}' /opt/metis/*/config /etc/systemd/system/metis-*; true`),
      ).toBe('')
    },
    MILLISECONDS,
  )

  // The short run has it in lost-laptop.test.ts.
  test.runIf(IS_LONG)(
    'a backup brings all back onto hosts that were wiped and have new host keys',
    async () => {
      const before = await settle()
      const kept = join(acme.environment.HOME ?? '', 'kept')
      const backup: Step = { args: ['backup', kept, '--with-data', '--yes'] }
      const seconds = await days.whole(backup)
      for (let kill = 1; kill <= KILLS; kill++) {
        await days.cutSomewhere(backup, seconds, `backup ${kill}`)
        expect(await markers()).toEqual(before)
      }
      const path = join(kept, readdirSync(kept).toSorted().at(-1) ?? '')
      expect((await acme.run(['backup', 'verify', path])).exitCode).toBe(0)
      const wipe: Step = { args: ['destroy', '--confirm', 'acme', '--delete-data'], plan: 2 }
      const restore: Step = {
        prepare: async () => {
          for (const { exec } of Object.values(lab.hosts))
            await exec('rm -f /etc/ssh/ssh_host_*; ssh-keygen -A >/dev/null; systemctl restart ssh')
        },
        args: ['restore', path, '--confirm', 'acme', '--yes', '--accept-new-host-keys'],
      }
      const isThere = async () =>
        (await on('h1', 'ls /opt/metis 2>/dev/null; true')) === '' ? hostStates(lab) : state()
      await days.goThrough({ kind: 'restore', there: wipe, back: restore, state: isThere, seconds: 10 })
      await days.cut(restore, 12, 'restore')
      expect(await markers()).toEqual(before)
      await expectConsul()
      for (const host of ['h1', 'h2', 'h4'])
        expect(await on(host, 'ls -A /opt/metis')).not.toContain('.backup')
    },
    MILLISECONDS,
  )

  test('destroy leaves nothing of all that', async () => {
    const { exitCode, all } = await acme.run(['destroy', '--confirm', 'acme', '--delete-data'])
    expect([exitCode, all]).toEqual([0, expect.stringContaining('nothing of acme is left')])
    for (const { name } of Object.values(lab.hosts)) {
      expect(await on(name, TRACES)).toBe('')
      expect(
        await on(
          name,
          "systemctl list-units --all --plain --no-legend 'metis-*' 'former-*'; pgrep -a consul",
        ),
      ).toBe('')
      const named = "find / -xdev -iname '*metis*' ! -path '/proc/*' ! -path '/sys/*' ! -path '/var/log/*'"
      expect(await on(name, named)).toBe('')
      expect(await on(name, 'cat /proc/sys/net/ipv4/ip_local_reserved_ports')).toBe('')
      const databases = `command -v mariadb >/dev/null && mariadb -N -e "SHOW DATABASES LIKE 'metis%'; SELECT user FROM mysql.user WHERE user LIKE 'metis%'"`
      expect(await on(name, databases)).toBe('')
    }
  })
})

/** An election of Consul 1.8 takes as long as two of its heartbeats may be late, and a vote. */
const ELECTION_SECONDS = 15

/** Program files of other bytes that do the same, as archives may end with a remark; and a carrier that dies at its start. */
function otherPrograms(artifacts: string): Readonly<Record<string, Buffer | string>> {
  const remark = Buffer.from('version0.3.1')
  const remarked = (name: string) => {
    const bytes = readFileSync(join(artifacts, name))
    bytes.writeUInt16LE(remark.length, bytes.length - 2)
    return Buffer.concat([bytes, remark])
  }
  return {
    'carrier-0.3.1': remarked('carrier'),
    'admin-0.3.1.jar': remarked('admin.jar'),
    '0.3.1/metis_dcv-0.9.1-py3-none-any.whl': remarked('metis_dcv-0.9.1-py3-none-any.whl'),
    'carrier-0.3.2': '#!/bin/sh\necho "this is no carrier"\nexit 1\n',
  }
}
