import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { execaSync } from 'execa'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readBackup } from '../../src/backup/read-backup.js'
import { readSecretsFile } from '../../src/state/secrets-file.js'
import { askHttp } from './ask-http.js'
import { type ConsulAgent, consulAgent, operatorAt } from './consul-agent.js'
import { TRACES } from './host-state.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  eventually,
  type JsonLine,
  type Organisation,
  organisationOn,
  type Running,
  type Said,
  startDataCenter,
} from './organisation.js'
import { forwardFromOutside } from './public-address.js'
import { restarted, unitStates } from './units.js'
import { watchCommandLines } from './watch-command-lines.js'

// In CI a lab that can't run is a failure, never a skip.
const isSkipped = labRefusal() !== undefined && !process.env.CI

const HOSTS = ['h1', 'h2', 'h3']
const VIA_FROM_OUTSIDE = '172.30.0.7'
const SERVICES = [
  'adminService-10-78-0-11-9090',
  'carrierService_10.78.0.12_10033',
  'dataService_10.78.0.13_8700',
  'dataService_10.78.0.13_8701',
  'jobService_10.78.0.12_8800',
  'viaService_10.78.0.13_10031',
]
const KEYS = {
  'metis/dataCenter_ip_port': '10.78.0.1_9090',
  'metis/via_ip_port': `${VIA_FROM_OUTSIDE}_10031`,
}
const KEY_FILE = '/opt/metis/carrier/data/p2p/p2p_priv_key'
/** Writes keys through the second server, twice a second, and notes those that are kept. */
const WRITES = `touch /run/writes-go-on
cat >/run/writes.sh <<'END'
for ((i = 1; i < 2000; i++)); do
  [ -e /run/writes-go-on ] || exit 0
  answer=$(exec 3<>/dev/tcp/10.78.0.12/8500 && printf 'PUT /v1/kv/load/%s HTTP/1.0\\r\\nContent-Length: 1\\r\\n\\r\\nx' $i >&3 && timeout 5 cat <&3) 2>/dev/null
  case $answer in *true*) echo load/$i >>/run/kept;; esac
  sleep 0.5
done
END
systemd-run -q --unit writes bash /run/writes.sh`
/** Prints all that an installation is made of, but for data and logs: kind, mode, owner, path, and the sums of configs without tokens. */
const END_STATE = `
find /opt/metis /etc/systemd/system/metis-* /etc/nginx/sites-*/metis-* /etc/mysql/*/*metis* /etc/sysctl.d/*metis* \\
  -path '/opt/metis/*/data/*' -prune -o -path '/opt/metis/*/log/*' -prune -o -printf '%M %u:%g %p %l\\n' 2> /dev/null | sort
for file in /opt/metis/*/config/* /etc/systemd/system/metis-* /etc/nginx/sites-available/metis-* /etc/sysctl.d/*metis*; do
  [ ! -f "$file" ] || echo "$(sed -E 's/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/TOKEN/g' "$file" | sha256sum) $file"
done`
const UNITS = [
  'metis-admin@h1',
  'metis-carrier@h2',
  'metis-compute-8800@h2',
  'metis-consul@h1',
  'metis-consul@h2',
  'metis-consul@h3',
  'metis-data-8700@h3',
  'metis-data-8701@h3',
  'metis-via@h3',
]

describe.skipIf(isSkipped).sequential('an organisation on three hosts', () => {
  let lab: Lab
  let acme: Organisation
  let consul: ConsulAgent
  /** All that the program has printed, to look for secrets in. */
  let printed = ''
  let p2pKey = ''
  let afterTheKills: readonly string[] = []
  const watchers: { seen: () => Promise<string> }[] = []

  beforeAll(async () => {
    lab = await bootLab({
      name: 'story',
      subnet: '10.78.0',
      hosts: [{ name: 'h1' }, { name: 'h2' }, { name: 'h3' }],
    })
    acme = organisationOn(lab)
    acme.write(orgYaml({ via: 10031 }))
    consul = consulAgent(lab, '10.78.0.11')
  })
  afterAll(async () => {
    acme?.remove()
    await lab?.down()
  })

  /** What calls Consul on a host as that instance, or what we do on a host of Consul. */
  async function tokenAt(host: string, instance: string): Promise<string | undefined> {
    const file = await onHost(host, `cat /opt/metis/${instance}/config/consul.env 2>/dev/null || true`)
    return /^CONSUL_HTTP_TOKEN=(.+)$/.exec(file)?.[1]
  }

  function orgYaml({ via, acl = 'on' }: { via: number; acl?: 'on' | 'off' }): string {
    const hosts = Object.values(lab.hosts).map(
      ({ name, address, fingerprint }) =>
        `  ${name}: { address: ${address}, user: ${lab.user}, identityFile: ${lab.keyFile}, hostKey: '${fingerprint}' }\n`,
    )
    return `organisation: acme
release: metis-0.3.0
hosts:
${hosts.join('')}roles:
  consul: [h1, h2, h3]
  carrier: { host: h2, externalAddress: 10.78.0.12 }
  admin: h1
  via: { host: h3, externalAddress: ${VIA_FROM_OUTSIDE} }
  data: [h3, { host: h3, port: 8701, taskPorts: 31101-31200 }]
  compute: h2
ports: { via: ${via} }
consul: { acl: ${acl} }
network:
  dataCenter: 10.78.0.1:9090
  bootstrapNodes: []
${artifactsOf(lab)}`
  }

  async function run(...args: string[]): Promise<Said> {
    const said = await acme.run(args)
    printed += said.all
    return said
  }

  async function json(...args: string[]) {
    const said = await acme.json(args)
    printed += said.all
    return said
  }

  /** Starts an apply, waits for a line of it, and lets `then` happen while it goes on. */
  async function applyUntil(
    isMeant: (line: JsonLine, nodes: readonly Node[]) => boolean,
    then: (apply: Running) => unknown,
  ) {
    const apply = acme.start(['apply', '--yes'])
    const { nodes } = (await apply.line(({ type }) => type === 'run-started')) as unknown as { nodes: Node[] }
    await apply.line((line) => isMeant(line, nodes))
    await then(apply)
    const said = await apply.end()
    printed += said.all
    return said
  }

  async function onHost(host: string, script: string): Promise<string> {
    return (await lab.host(host).exec(script)).stdout
  }

  function secrets(): Readonly<Record<string, string>> {
    const file = JSON.parse(readFileSync(join(acme.folder, 'secrets.json'), 'utf8')) as SecretsFile
    return Object.fromEntries(Object.entries(file.secrets).map(([name, { value }]) => [name, value]))
  }

  const onAllHosts = async (script: string) => Promise.all(HOSTS.map((host) => onHost(host, script)))
  const mainPid = (unit: string) => `$(systemctl show -p MainPID --value ${unit})`

  describe('check', () => {
    test('finds three planted faults and says how to repair each', async () => {
      const squat =
        'import socket, time; s = socket.socket(); s.bind(("", 10033)); s.listen(); time.sleep(9999)'
      await lab
        .host('h2')
        .exec(`systemd-run --quiet --unit=old-carrier python3 -c '${squat}'`, { check: true })

      const { exitCode, stdout } = await run('check')
      expect(exitCode).toBe(1)
      const cards = errorCards(stdout)
      const expected = [
        [
          'error: Port 10033/tcp on h2, planned for carrier, is taken by python3',
          'old-carrier.service',
          '1. Stop the other program',
        ],
        [
          'error: h2 cannot reach the data center 10.78.0.1:9090 (refused).',
          '1. Allow outgoing TCP to 10.78.0.1:9090 from h2.',
        ],
        ...['h2', 'h3'].map((from) => [
          `error: ${from} cannot reach via at its external address 172.30.0.7:10031`,
          '1. On the router, forward 172.30.0.7:10031 to h3',
        ]),
      ]
      expect(cards.length).toBe(expected.length)
      cards.forEach((card, i) => {
        for (const words of expected[i] ?? []) expect(card).toContain(words)
      })
      expect(stdout).toContain('An installation would fail: 4 errors.')
    })

    test('is content when they are repaired as it said, and has changed nothing', async () => {
      await lab.host('h2').exec('systemctl stop old-carrier', { check: true })
      await startDataCenter(lab)
      await forwardFromOutside(lab, { address: VIA_FROM_OUTSIDE, ports: [10031, 10131], to: '10.78.0.13' })

      const { exitCode, stdout } = await run('check')
      expect([exitCode, errorCards(stdout)]).toEqual([0, []])
      expect(stdout).toContain('Nothing stands in the way of an installation.')
      expect(await onAllHosts(TRACES)).toEqual(['', '', ''])
    })
  })

  describe('the first installation', () => {
    test('is shown by plan, which changes nothing', async () => {
      const { exitCode, stdout } = await run('plan')
      expect(exitCode).toBe(2)
      expect(stdout).toMatch(/^h1: \d+ changes, \d+\.\d MB to send$/m)
      expect(stdout).toMatch(/mariadb-server/)
      expect(stdout).toMatch(/metis-carrier\.service/)
      const machine = await json('plan')
      expect(machine.exitCode).toBe(2)
      expect(await onAllHosts(TRACES)).toEqual(['', '', ''])
      expect(readdirSync(acme.folder)).not.toContain('runs')
    })

    test('is not begun without a yes, and nothing waits for one', async () => {
      const { exitCode, stderr } = await run('apply')
      expect(exitCode).toBe(3)
      expect(stderr).toContain('--yes')
      expect(await onAllHosts(TRACES)).toEqual(['', '', ''])
    })

    test('is cut off by a kill -9 in the middle of every phase, and goes on', async () => {
      watchers.push(...(await Promise.all(HOSTS.map((host) => watchCommandLines(lab.host(host))))))
      const left = new Map(Object.entries(MOMENTS))
      while (left.size > 0) {
        let moment = ''
        const { exitCode, lines } = await applyUntil(
          (line, nodes) => {
            const node = nodes.find(({ id }) => line.type === 'started' && id === line.node)
            moment = node === undefined ? '' : ([...left].find(([, isIn]) => isIn(node))?.[0] ?? '')
            return moment !== ''
          },
          (apply) => apply.kill(),
        )
        expect([exitCode, lines.some(({ type }) => type === 'run-finished')]).toEqual([undefined, false])
        left.delete(moment)
        p2pKey ||= secrets()['carrier-key'] ?? ''
        expect(secrets()['carrier-key']).toBe(p2pKey)
      }
    })

    test('is complete after the next apply', async () => {
      const { exitCode, lines } = await json('apply', '--yes')
      expect([exitCode, lines.filter(({ severity }) => severity === 'error')]).toEqual([0, []])
    })

    test('leaves an empty plan', async () => {
      const { exitCode, stdout } = await run('plan')
      expect([exitCode, stdout.split('\n').at(-1)]).toEqual([
        0,
        'Nothing to do: every host is as org.yaml says.',
      ])
    })

    test('is not repeated: another apply takes no action and restarts no unit', async () => {
      const before = await unitStates(lab)
      const { exitCode, lines } = await json('apply', '--yes')
      // Beside that, it tells when it began, what it looked at, and how it ended.
      const about = ['begun', 'stage', 'ended', 'problem']
      expect([exitCode, lines.filter(({ type }) => !about.includes(type))]).toEqual([
        0,
        [{ type: 'nothing-to-do' }],
      ])
      expect(restarted(before, await unitStates(lab))).toEqual([])
    })
  })

  describe('what runs then', () => {
    test('three Consul servers have a leader and know every service as passing', async () => {
      expect(await consul.aliveServers()).toEqual([
        'consul_10.78.0.11',
        'consul_10.78.0.12',
        'consul_10.78.0.13',
      ])
      expect(await consul.leader()).toMatch(/^10\.78\.0\.1[123]:8200$/)
      expect(await consul.passing()).toEqual(SERVICES)
      expect(await consul.keys()).toEqual(KEYS)
    })

    test('every unit is active, enabled, and runs as an account of its own', async () => {
      const units = Object.entries(await unitStates(lab)).filter(([name]) => name.startsWith('metis-'))
      expect(units.map(([name, { active }]) => `${name} ${active}`)).toEqual(
        UNITS.map((name) => `${name} active`),
      )
      for (const [name] of units) {
        const [unit = '', host = ''] = name.split('@')
        const script = `systemctl is-enabled ${unit}; ps -o user:32= -p ${mainPid(unit)}`
        expect([name, await onHost(host, script)]).toEqual([name, `enabled\n${unit.replace('.service', '')}`])
      }
    })

    test('the console answers through nginx, and only to its own password', async () => {
      const console = 'http://10.78.0.11'
      const page = await askHttp(lab, `${console}/`)
      expect([page.status, page.body]).toEqual([200, expect.stringContaining('<html')])
      expect(await askHttp(lab, `${console}/metis-admin/health`)).toEqual({
        status: 200,
        body: 'Hello, Metis-Admin',
      })
      const login = async (passwd: string) =>
        JSON.parse(
          (await askHttp(lab, `${console}/metis-admin/api/v1/user/login`, { userName: 'admin', passwd }))
            .body,
        ) as { status: number }
      expect((await login('admin')).status).toBe(1016)
      expect((await login(secrets()['console-password'] ?? '')).status).toBe(0)
    })

    test('database and pprof are for the host itself', async () => {
      expect(await onHost('h1', "ss -Hltn 'sport = :3306' | awk '{print $4}'")).toBe('127.0.0.1:3306')
      expect(await onHost('h2', "ss -Hltn 'sport = :10032' | awk '{print $4}'")).toBe('127.0.0.1:10032')
    })

    test('configs and keys are readable by the service alone', async () => {
      const modes = await onAllHosts(
        "cd /opt/metis && find */config */data/p2p -type f ! -name before-start.sh ! -name start.sh -printf '%m %u %p\\n' | sort",
      )
      expect(modes.join('\n').split('\n')).toEqual([
        '600 metis-admin admin/config/application-admin.yml',
        '600 metis-consul consul/config/consul.json',
        '600 root admin/config/consul.env',
        '600 root consul/config/consul.env',
        '600 metis-carrier carrier/config/carrier.yml',
        '600 metis-carrier carrier/data/p2p/p2p_priv_key',
        '600 metis-compute-8800 compute-8800/config/compute.yml',
        '600 metis-consul consul/config/consul.json',
        '600 root carrier/config/consul.env',
        '600 root compute-8800/config/consul.env',
        '600 root consul/config/consul.env',
        '600 metis-consul consul/config/consul.json',
        '600 metis-data-8700 data-8700/config/data.yml',
        '600 metis-data-8701 data-8701/config/data.yml',
        '600 metis-via via/config/via.yml',
        '600 root consul/config/consul.env',
        '600 root data-8700/config/consul.env',
        '600 root data-8701/config/consul.env',
        '600 root via/config/consul.env',
      ])
    })

    test('the p2p key is still the one of the first run that was cut off', async () => {
      expect(p2pKey).toMatch(/^[0-9a-f]{64}$/)
      expect(secrets()['carrier-key']).toBe(p2pKey)
      expect(await onHost('h2', `cat ${KEY_FILE}`)).toBe(p2pKey)
    })

    test('without a token nobody changes anything in Consul, and a fighter can rewrite neither keys nor registrations of others', async () => {
      const call = async (method: string, path: string, json: object, token?: string) => {
        const { status } = await askHttp(lab, `http://10.78.0.11:8500/v1${path}`, json, {
          method,
          ...(token === undefined ? {} : { token }),
        })
        return `${path} ${status}`
      }
      const carrier = 'carrierService_10.78.0.12_10033'
      const another = { ID: carrier, Name: 'carrierService', Address: '10.78.0.13', Port: 1 }
      const attacks = [
        ['PUT', '/kv/metis/via_ip_port', {}],
        ['DELETE', '/kv/metis/?recurse', {}],
        ['PUT', '/agent/service/register', another],
        ['PUT', `/agent/service/deregister/${carrier}`, {}],
        ['PUT', '/catalog/register', { Node: 'h9', Address: '10.78.0.99' }],
        ['PUT', '/session/create', {}],
        ['PUT', '/agent/force-leave/consul_10.78.0.13', {}],
        ['PUT', '/acl/policy', { Name: 'mine' }],
      ] as const
      const all = async (token?: string) =>
        Promise.all(attacks.map(([method, path, json]) => call(method, path, json, token)))
      const refused = attacks.map(([, path]) => `${path} 403`)
      expect(await all()).toEqual(refused)
      for (const [host, fighter] of [
        ['h3', 'data-8700'],
        ['h2', 'compute-8800'],
      ] as const) {
        const token = await tokenAt(host, fighter)
        expect(token).toMatch(/^[0-9a-f-]{36}$/)
        expect(await all(token)).toEqual(refused)
      }
      expect(await all('01234567-89ab-4cde-8f01-23456789abcd')).toEqual(refused)
      const { body } = await askHttp(lab, 'http://10.78.0.11:8500/v1/agent/services')
      expect(Object.keys(JSON.parse(body))).toEqual([carrier])
      expect(await consul.passing()).toEqual(SERVICES)
      expect(await consul.keys()).toEqual(KEYS)
    })

    test('nothing half written is left of the runs that were cut off', async () => {
      afterTheKills = await onAllHosts(END_STATE)
      expect(afterTheKills.join('\n')).not.toMatch(/incoming|metis-old|schema-loading/)
    })
  })

  describe('servers that talk in clear and answer everybody, as a former version has left them', () => {
    const servers = HOSTS.map((host, i) => ({ host, address: `10.78.0.${11 + i}` }))
    /** How each server talks: encrypted, to whom, and what it takes; undefined: it has just been started. */
    const gossip = () =>
      Promise.all(
        servers.map(async ({ address }) => {
          const { status, body } = await askHttp(
            lab,
            `http://${address}:8500/v1/agent/self`,
            undefined,
            await operator(),
          )
          if (status !== 200) return
          const { DebugConfig: config, Stats: stats } = JSON.parse(body)
          return [stats.serf_lan.encrypted, config.EncryptVerifyOutgoing, config.EncryptVerifyIncoming]
        }),
      )
    const operator = () => operatorAt(lab, '10.78.0.11')
    const policies = () =>
      onAllHosts(
        'sed -n \'s/.*"default_policy": "\\([a-z]*\\)".*/\\1/p\' /opt/metis/consul/config/consul.json',
      )
    const ENCRYPTED = servers.map(() => ['true', true, true])

    test('answer everybody where ACLs are turned off', async () => {
      acme.write(orgYaml({ via: 10031, acl: 'off' }))
      const applied = await run('apply', '--yes', '--hold', '1')
      expect([applied.exitCode, applied.exitCode === 0 ? '' : applied.all]).toEqual([0, ''])
      expect(await policies()).toEqual(['', '', ''])
      await onAllHosts('rm /opt/metis/*/config/consul.env')
      expect(await consul.passing()).toEqual(SERVICES)
    })

    test('have come to a key without losing a write, cut off by a kill -9 and gone on', async () => {
      await onAllHosts(`systemctl stop metis-consul
        cd /opt/metis && rm consul/data/serf/local.keyring
        sed -i '/"encrypt_verify/d; s/"serf_wan": -1/"serf_wan": 8400/; s/"dns": -1/"dns": 8600/' consul/config/consul.json
        grep -lE '"id":"(run:consul/gossip-stage|file:[^"]*/local.keyring|directory:[^"]*/serf)"' .installed/*.json | xargs rm`)
      await onAllHosts('systemctl start metis-consul')
      await eventually(
        () => consul.aliveServers(),
        ({ length }) => length === 3,
      )
      await eventually(
        () => consul.leader(),
        (leader) => leader !== '',
      )
      expect(await gossip()).toEqual(servers.map(() => ['false', true, true]))
      expect((await onHost('h1', 'ss -Hlnt')).match(/:(8400|8600) /g)).toHaveLength(2)
      // Writes go on all the while; one counts when a server has said that it is kept.
      await onHost('h3', WRITES)
      const cut = await applyUntil(
        ({ type, node }) => type === 'started' && node === 'h2 ready:consul stage 2',
        (apply) => apply.kill(),
      )
      expect(cut.exitCode).toBe(undefined)
      const halfWay = await eventually(gossip, (servers) => servers.every((one) => one !== undefined))
      expect(halfWay).not.toContain(undefined)
      expect(new Set(halfWay.map(String)).size).toBeLessThan(3)
      acme.write(orgYaml({ via: 10031 }))
      const cutAgain = await applyUntil(
        ({ type, node }) => type === 'started' && node === 'h2 ready:consul stage 4',
        (apply) => apply.kill(),
      )
      expect(cutAgain.exitCode).toBe(undefined)
      const applied = await run('apply', '--yes', '--hold', '1')
      expect([applied.exitCode, applied.exitCode === 0 ? '' : applied.all]).toEqual([0, ''])
      expect(await gossip()).toEqual(ENCRYPTED)
      expect(await policies()).toEqual(['deny', 'deny', 'deny'])
      expect((await onHost('h1', 'ss -Hlntu')).match(/:(8400|8600) /g)).toBe(null)
      const kept = (await onHost('h3', 'rm /run/writes-go-on; sleep 6; cat /run/kept')).split('\n')
      expect(kept.length).toBeGreaterThan(20)
      const { body } = await askHttp(
        lab,
        'http://10.78.0.12:8500/v1/kv/load/?keys',
        undefined,
        await operator(),
      )
      expect(kept.filter((key) => !(JSON.parse(body) as string[]).includes(key))).toEqual([])
      expect(await consul.passing()).toHaveLength(SERVICES.length)
      expect((await run('plan')).exitCode).toBe(0)
    })

    test('take another key, and nobody is restarted', async () => {
      const ring = () => onAllHosts('tr -d " \n" </opt/metis/consul/data/serf/local.keyring')
      const [former, before] = [await ring(), await unitStates(lab)]
      expect(new Set(former)).toEqual(new Set([`["${secrets()['gossip-key']}"]`]))
      const rotated = await run('secrets', 'rotate', 'gossip-key', '--yes')
      expect([rotated.exitCode, rotated.exitCode === 0 ? '' : rotated.all]).toEqual([0, ''])
      expect(new Set(await ring())).toEqual(new Set([`["${secrets()['gossip-key']}"]`]))
      expect(await ring()).not.toEqual(former)
      expect(restarted(before, await unitStates(lab))).toEqual([])
      expect(await gossip()).toEqual(ENCRYPTED)
      expect((await run('plan')).exitCode).toBe(0)
    })

    test('know everybody by another token once these are rotated, and the former open nothing', async () => {
      const former = await Promise.all([tokenAt('h1', 'consul'), tokenAt('h3', 'data-8700')])
      const rotated = await run('secrets', 'rotate', 'consul-tokens', '--yes', '--hold', '1')
      expect([rotated.exitCode, rotated.exitCode === 0 ? '' : rotated.all]).toEqual([0, ''])
      for (const token of former) {
        expect(token).toBeDefined()
        const by = token === undefined ? {} : { token }
        expect(await askHttp(lab, 'http://10.78.0.11:8500/v1/acl/token/self', undefined, by)).toMatchObject({
          status: 403,
        })
      }
      expect(await consul.passing()).toEqual(SERVICES)
      expect((await run('plan')).exitCode).toBe(0)
    })
  })

  describe('a changed port', () => {
    test('restarts via, corrects its key in Consul, and nothing else', async () => {
      acme.write(orgYaml({ via: 10131 }))
      const planned = await run('plan')
      expect(planned.exitCode).toBe(2)
      expect(planned.stdout).toMatch(/^ +- {2}port: 10031\n.*\n +\+ {2}port: 10131$/m)
      const before = await unitStates(lab)
      expect((await run('apply', '--yes')).exitCode).toBe(0)
      expect(restarted(before, await unitStates(lab))).toEqual(['metis-via@h3'])
      expect(await consul.keys()).toEqual({ ...KEYS, 'metis/via_ip_port': `${VIA_FROM_OUTSIDE}_10131` })
      expect(await consul.services()).toMatchObject({ viaService: ['viaService_10.78.0.13_10131'] })
      expect((await run('plan')).exitCode).toBe(0)
    })
  })

  describe('a kill -9', () => {
    test.for([
      ['metis-carrier', 'h2', 'carrierService_10.78.0.12_10033'],
      ['metis-data-8701', 'h3', 'dataService_10.78.0.13_8701'],
    ] as const)(
      'of %s@%s is answered by systemd, and Consul sees it pass again',
      async ([unit, host, id]) => {
        const before = (await unitStates(lab))[`${unit}@${host}`]
        const startsSeen = `journalctl --no-pager -o cat -u ${unit} | grep -c 'Started ${unit}'`
        // A pid of 0 would be this very process group.
        await lab.host(host).exec(`pid=${mainPid(unit)}; [ "$pid" -gt 1 ] && kill -9 "$pid"`, { check: true })
        const isBack = async () => {
          const now = (await unitStates(lab))[`${unit}@${host}`]
          return now?.active === 'active' && now.pid !== 0 && now.pid !== before?.pid
        }
        expect(await eventually(isBack, Boolean)).toBe(true)
        expect(
          await eventually(
            () => consul.passing(),
            (ids) => ids.includes(id),
          ),
        ).toContain(id)
        expect(
          await eventually(
            async () => (await run('status')).exitCode,
            (code) => code === 0,
          ),
        ).toBe(0)
        expect(Number(await onHost(host, startsSeen))).toBeGreaterThan(1)
      },
    )

    test('leaves no registration in the way of the next carrier', async () => {
      expect(await onHost('h2', 'journalctl --no-pager -o cat -u metis-carrier')).toContain(
        'taking carrierService_10.78.0.12_10033 off Consul: it is from before this start',
      )
      expect(await consul.services()).toMatchObject({ carrierService: ['carrierService_10.78.0.12_10033'] })
    })
  })

  describe('on an ordinary day', () => {
    test('stop, status, start and restart do what they are asked', async () => {
      expect((await run('stop', 'data', '--yes')).exitCode).toBe(0)
      const { exitCode, stdout } = await run('status')
      expect(exitCode).toBe(1)
      expect(stdout).toMatch(/^data-8700 +h3 +stopped /m)
      expect(stdout).toMatch(/^data-8701 +h3 +stopped /m)
      expect(stdout).toContain('2 of 9 instances are not healthy.')

      const before = await unitStates(lab)
      expect((await run('start')).exitCode).toBe(0)
      expect((await run('restart', 'via', '--yes')).exitCode).toBe(0)
      expect(restarted(before, await unitStates(lab))).toEqual([
        'metis-data-8700@h3',
        'metis-data-8701@h3',
        'metis-via@h3',
      ])
      const after = await run('status')
      expect([after.exitCode, after.stdout]).toEqual([
        0,
        expect.stringContaining('All instances are healthy: 9.'),
      ])
    })

    test('logs shows the last lines of one instance', async () => {
      const { exitCode, stdout } = await run('logs', 'carrier@h2', '-n', '20')
      const shown = stdout.trimEnd().split('\n')
      expect([exitCode, shown.length]).toEqual([0, 20])
      for (const line of shown) expect(line).toMatch(/^carrier@h2 {2}\d{4}-\d\d-\d\dT[\d:]{8}Z {2}/)
      const { lines } = await json('logs', 'carrier@h2', '-n', '20')
      const own = (await onHost('h2', 'journalctl --no-pager -o cat -u metis-carrier -n 20')).split('\n')
      expect(
        lines
          .map(({ message }) => message)
          .join('\n')
          .split('\n'),
      ).toEqual(own)
    })
  })

  describe('a host that is unplugged', () => {
    afterEach(() => lab.host('h3').plug())

    test('is named, with what is the matter and what to do', async () => {
      await lab.host('h3').unplug()
      const [{ exitCode, lines }, status] = await Promise.all([json('apply', '--yes'), run('status')])
      expect(exitCode).toBe(1)
      expect(lines.filter(({ severity }) => severity === 'error')).toEqual([
        expect.objectContaining({
          where: { host: 'h3' },
          code: expect.stringMatching(/^connection\.(no-route|timed-out)$/),
          message: expect.objectContaining({
            what: expect.stringMatching(/\bhost h3\b/i),
            fix: expect.stringContaining('10.78.0.13'),
          }),
        }),
      ])
      expect(status.exitCode).toBe(1)
      expect(status.stdout).toMatch(/^via +h3 +unreachable /m)
    })

    test('in the middle of an apply fails what waits for it, and the next apply heals that', async () => {
      // Consul's servers find each other again only some time after the cable is back.
      const health = await eventually(
        () => run('status'),
        ({ exitCode }) => exitCode === 0,
      )
      expect(health.stdout).not.toContain('unreachable')
      acme.write(orgYaml({ via: 10031 }))
      const { exitCode, lines } = await applyUntil(
        ({ type, node }) => type === 'started' && String(node).startsWith('h3 '),
        () => lab.host('h3').unplug(),
      )
      expect(exitCode).toBe(1)
      const of = (type: string) => lines.filter((line) => line.type === type)
      expect(of('host-lost').map(({ host }) => host)).toContain('h3')
      expect(of('failed').length).toBeGreaterThan(0)
      for (const { node } of of('failed')) expect(node).toMatch(/^h3 /)
      expect(of('skipped').length).toBeGreaterThan(0)
      expect(of('run-finished')).toMatchObject([{ outcome: 'failed' }])
      expect(of('problem').filter(({ severity }) => severity === 'error')).toEqual(
        of('failed').map(() =>
          expect.objectContaining({
            code: expect.stringMatching(/^connection\./),
            where: expect.objectContaining({ host: 'h3' }),
          }),
        ),
      )

      await lab.host('h3').plug()
      const next = await json('apply', '--yes')
      expect(next.lines.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(next.exitCode).toBe(0)
      expect((await run('plan')).exitCode).toBe(0)
      expect(await consul.keys()).toEqual(KEYS)
      expect(
        await eventually(
          () => consul.passing(),
          (ids) => ids.length === SERVICES.length,
        ),
      ).toEqual(SERVICES)
    })
  })

  describe('destroy', () => {
    const ROW = "SELECT name FROM metis_admin.local_org WHERE identity_id = 'identity-1'"

    test('does nothing without the name of the organisation', async () => {
      const { exitCode, stderr } = await run('destroy', '--yes')
      expect([exitCode, stderr]).toEqual([3, expect.stringContaining('--confirm acme')])
      const wrong = await run('destroy', '--confirm', 'acne')
      expect([wrong.exitCode, wrong.stderr]).toEqual([3, expect.stringContaining('acne')])
      expect((await run('status')).exitCode).toBe(0)
    })

    test('keeps identity and data, and proves that nothing else is left', async () => {
      await lab.host('h1').exec('mariadb', {
        input: "INSERT INTO metis_admin.local_org (name, identity_id) VALUES ('Acme', 'identity-1')",
        check: true,
      })
      await lab
        .host('h3')
        .exec('install -o metis-data-8700 /dev/null /opt/metis/data-8700/data/data_root/uploaded.csv', {
          check: true,
        })
      const { exitCode, stdout } = await run('destroy', '--confirm', 'acme')
      expect([exitCode, stdout]).toEqual([
        0,
        expect.stringContaining('Proof: 3 hosts asked again, only what is kept is left.'),
      ])
      expect(
        await onAllHosts(
          "systemctl list-units --all --plain --no-legend 'metis-*'; ps -eo user:32=,args= | grep ^metis-; true",
        ),
      ).toEqual(['', '', ''])
      expect(await onHost('h2', `cat ${KEY_FILE}`)).toBe(p2pKey)
      expect(await onHost('h1', `mariadb -N -e "${ROW}"`)).toBe('Acme')
    })

    test('lets apply bring the same organisation back', async () => {
      const { exitCode, lines } = await json('apply', '--yes')
      expect(lines.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(exitCode).toBe(0)
      expect((await run('plan')).exitCode).toBe(0)
      expect(await onHost('h2', `cat ${KEY_FILE}`)).toBe(p2pKey)
      expect(await onHost('h1', `mariadb -N -e "${ROW}"`)).toBe('Acme')
      expect(await onHost('h3', 'stat -c %U /opt/metis/data-8700/data/data_root/uploaded.csv')).toBe(
        'metis-data-8700',
      )
      expect(await consul.passing()).toEqual(SERVICES)
      // This installation nobody cut off: it must not differ from the one that was.
      expect(await onAllHosts(END_STATE)).toEqual(afterTheKills)
    })

    test('comes after a life in which no secret was in any output, journal, log or command line', async () => {
      const runs = join(acme.folder, 'runs')
      const journals = readdirSync(runs).map((name) => readFileSync(join(runs, name), 'utf8'))
      expect(journals.length).toBeGreaterThan(8)
      const places = {
        'output of the program': printed,
        'journals of its runs': journals.join(''),
        "systemd's journal": (await onAllHosts('journalctl --no-pager -o cat')).join('\n'),
        'log files': (await onAllHosts('cat /opt/metis/*/log/* 2>/dev/null; true')).join('\n'),
        receipts: (await onAllHosts('cat /opt/metis/.installed/*')).join('\n'),
        'command lines': (await Promise.all(watchers.map(({ seen }) => seen()))).join('\n'),
      }
      // The watch works: it has seen a service start.
      expect(places['command lines']).toContain('/opt/metis/carrier/current/carrier --config-file')
      const tokens = { data: await tokenAt('h3', 'data-8700'), operator: await tokenAt('h1', 'consul') }
      const values = { ...secrets(), ...tokens, 'sudo-password': lab.password } as Record<string, string>
      const leaks = Object.entries(places).flatMap(([place, content]) =>
        Object.entries(values)
          .filter(
            ([, value]) => content.includes(value) || content.includes(JSON.stringify(value).slice(1, -1)),
          )
          .map(([name]) => `${name} in ${place}`),
      )
      expect(leaks).toEqual([])
      expect(statSync(join(acme.folder, 'secrets.json')).mode & 0o777).toBe(0o600)
    })

    test('leaves nothing when it is told to delete the data too', async () => {
      const { exitCode, stdout } = await run('destroy', '--confirm', 'acme', '--delete-data')
      expect([exitCode, stdout]).toEqual([
        0,
        expect.stringContaining('Proof: 3 hosts asked again, nothing of acme is left.'),
      ])
      expect(await onAllHosts(TRACES)).toEqual(['', '', ''])
      expect(await onAllHosts("systemctl list-units --all --plain --no-legend 'metis-*'")).toEqual([
        '',
        '',
        '',
      ])
      expect(
        await onAllHosts(
          "find / -xdev -iname '*metis*' ! -path '/proc/*' ! -path '/sys/*' ! -path '/var/log/*'",
        ),
      ).toEqual(['', '', ''])
      expect(
        await onHost(
          'h1',
          "mariadb -N -e \"SHOW DATABASES LIKE 'metis%'; SELECT user FROM mysql.user WHERE user LIKE 'metis%'\"",
        ),
      ).toBe('')
      const listeners = await onAllHosts('ss -Hltunp | grep -oP \'users:\\(\\("\\K[^"]+\' | sort -u')
      expect(listeners).toEqual(['mariadbd\nnginx\nsshd', 'sshd', 'sshd'])
      expect(await onAllHosts('cat /proc/sys/net/ipv4/ip_local_reserved_ports')).toEqual(['', '', ''])
      expect((await run('plan')).exitCode).toBe(2)
    })

    test('has backed up key and database both times, for the operator alone', async () => {
      const backups = join(acme.folder, 'backups')
      const taken = readdirSync(backups).sort()
      expect(taken.length).toBe(2)
      const passphrase = readSecretsFile(join(acme.folder, 'secrets.json'))?.secrets['recovery-passphrase']
        ?.value
      for (const name of taken) {
        const path = join(backups, name)
        const parts = new Map<string, Buffer>()
        await readBackup({
          ...{ path, key: { passphrase: passphrase ?? '' } },
          take: async (entry, bytes) => {
            const chunks: Buffer[] = []
            for await (const chunk of bytes) chunks.push(chunk)
            parts.set(entry.path, Buffer.concat(chunks))
          },
        })
        const identity = parts.get('hosts/h2/carrier-identity.tar.gz')
        const key = ['-xzOf', '-', 'data/p2p/p2p_priv_key']
        expect(execaSync('tar', key, { input: identity ?? Buffer.alloc(0) }).stdout).toBe(p2pKey)
        const sql = gunzipSync(parts.get('hosts/h1/metis_admin.sql.gz') ?? Buffer.alloc(0)).toString()
        expect(sql).toMatch(/INSERT INTO `local_org` VALUES[^;]*'Acme','identity-1'/)
        expect(statSync(path).mode & 0o777).toBe(0o600)
      }
    })
  })
})

/** Where an installation is cut off: in the middle of every phase, and where that would hurt most. */
const MOMENTS: Readonly<Record<string, (node: Node) => boolean>> = {
  prepare: ({ phase, kind }) => phase === 'prepare' && kind === 'write-file',
  'prepare, packages': ({ kind }) => kind === 'package',
  distribute: ({ phase }) => phase === 'distribute',
  consul: ({ phase, kind }) => phase === 'consul' && (kind === 'unit' || kind === 'wait'),
  carrier: ({ phase, kind }) => phase === 'carrier' && (kind === 'unit' || kind === 'wait'),
  'admin, database schema': ({ id }) => id.includes('database-schema'),
  admin: ({ id }) => id.includes('unit:metis-admin') || id.includes('ready:admin'),
  via: ({ phase, kind }) => phase === 'via' && (kind === 'unit' || kind === 'wait'),
  'fighters, Python packages': ({ id }) => id.endsWith('/site-packages'),
  fighters: ({ phase, kind }) => phase === 'fighters' && (kind === 'unit' || kind === 'wait'),
  verify: ({ phase }) => phase === 'verify',
}

interface Node {
  readonly id: string
  readonly phase: string
  readonly kind: string
  readonly host: string
}

interface SecretsFile {
  readonly secrets: Readonly<Record<string, { readonly value: string }>>
}

/** Each on one line, without its marks of commands. */
function errorCards(stdout: string): string[] {
  return stdout
    .split('\n\n')
    .filter((card) => card.startsWith('error: '))
    .map((card) => card.replaceAll('`', '').replace(/\s+/g, ' ').trim())
}
