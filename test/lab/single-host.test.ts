import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readBackup } from '../../src/backup/read-backup.js'
import { consulToken } from '../../src/state/consul-token.js'
import { askFighter, exposures, goBackToOneAccount, pairsThatReach } from './accounts.js'
import { askHttp } from './ask-http.js'
import { consoleOf } from './console.js'
import { consulAgent } from './consul-agent.js'
import { type InstallerOnHost, installOnHost } from './installer-on-host.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import {
  artifactsOf,
  eventually,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'
import { secretsOn } from './secrets-sought.js'

const ADDRESS = '10.79.0.11'
const INSTANCES = ['consul', 'carrier', 'admin', 'via', 'data-8700', 'compute-8800']
const isSkipped = labRefusal() !== undefined && !process.env.CI

describe.skipIf(isSkipped).sequential('a single host, from the preset to the removal', () => {
  let lab: Lab
  let operator: Organisation

  beforeAll(async () => {
    lab = await bootLab({ name: 'single', subnet: '10.79.0', hosts: [{ name: 'h1' }] })
    operator = organisationOn(lab)
    await startDataCenter(lab)
  })
  afterAll(async () => {
    operator?.remove()
    await lab?.down()
  })

  const units = async (script: string) => (await lab.host('h1').exec(script)).stdout
  const states = async () => (await operator.json(['status'])).lines.filter(({ type }) => type === 'instance')
  const read = (file: string) => readFileSync(join(operator.folder, file), 'utf8')

  test('init writes a folder that says what is to be filled in', async () => {
    const { exitCode, stdout } = await operator.run(['init', '--preset', 'single-host', '--name', 'solo'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('Wrote org.yaml')
    const { exitCode: code, lines } = await operator.json(['validate'])
    expect(code).toBe(3)
    const holes = lines.filter(({ type }) => type === 'problem').map(({ code, where }) => [code, where.path])
    expect(holes).toEqual([
      ['topology.unfilled-hole', 'hosts.h1.address'],
      ['topology.unfilled-hole', 'roles.carrier.externalAddress'],
      ['topology.unfilled-hole', 'roles.via.externalAddress'],
    ])
  })

  test('filled in, it is valid', async () => {
    const filled = read('org.yaml')
      .replace('192.0.2.11 ', `${ADDRESS} `)
      .replace('user: ops ', `user: ${lab.user}\n    identityFile: ${lab.keyFile} `)
      .replaceAll('198.51.100.10 ', `${ADDRESS} `)
      // What is told here is asked from outside.
      .replace('firewall: managed ', 'firewall: by-hand ')
    operator.write(
      `${filled}\nnetwork: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }\n${artifactsOf(lab)}`,
    )
    const { exitCode, stdout } = await operator.run(['validate'])
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^org\.yaml is valid: 1 host, 6 instances\.$/m)
  })

  test('check finds nothing in the way, only that the host is small', async () => {
    const { exitCode, lines } = await operator.json(['check', '--accept-new-host-keys'])
    const found = lines.filter(({ type }) => type === 'problem').map(({ code, severity }) => [code, severity])
    expect(exitCode).toBe(0)
    expect(found.map(([, severity]) => severity)).not.toContain('error')
    expect(found).toContainEqual(['preflight.small-disk', 'warning'])
    expect(read('known_hosts')).toContain(lab.host('h1').hostKey)
    expect(await units('ls -d /opt/metis /etc/systemd/system/metis-* 2>/dev/null')).toBe('')
  })

  test('plan says that changes are pending, and makes none', async () => {
    const { exitCode, stdout } = await operator.run(['plan'])
    expect(exitCode).toBe(2)
    expect(stdout).toMatch(/^h1: \d+ changes, .* to send$/m)
    expect(await units('ls -d /opt/metis 2>/dev/null; getent passwd | grep ^metis')).toBe('')
  })

  test('apply installs all six roles', async () => {
    const { exitCode, stdout, all } = await operator.run(['apply', '--yes'])
    expect(exitCode, all).toBe(0)
    expect(stdout).toContain('Done: solo runs as org.yaml says.')
    expect(stdout).toContain(`Web console:  http://${ADDRESS}/`)
    const { secrets } = JSON.parse(read('secrets.json')) as { secrets: Record<string, { value: string }> }
    expect(Object.keys(secrets)).toContain('console-password')
    for (const { value } of Object.values(secrets)) expect(all).not.toContain(value)
  })

  test('a second plan is empty, and status is healthy', async () => {
    expect(await operator.run(['plan'])).toMatchObject({
      exitCode: 0,
      stdout: 'Nothing to do: every host is as org.yaml says.',
    })
    const status = await operator.run(['status'])
    expect(status.exitCode, status.all).toBe(0)
    expect(await states()).toMatchObject(
      INSTANCES.map((instance) => ({ instance, host: 'h1', state: 'healthy', restarts: 0 })),
    )
  })

  test('the host logs who did what, for root alone and in its journal, and history tells it', async () => {
    // Nothing is asked of the host after a restart: what it is told last goes with the end of the connection.
    expect((await operator.run(['restart', 'via', '--yes'])).exitCode).toBe(0)
    expect(await units('stat -c "%a %U" /var/lib/metis-record /var/lib/metis-record/runs.log')).toBe(
      '700 root\n600 root',
    )
    const runs = (await operator.json(['history', '--runs'])).lines.filter(
      ({ type }) => type === 'logged-run',
    )
    expect(runs.map(({ command, generation, outcomes }) => [command, generation, outcomes])).toEqual([
      ['restart', 1, { h1: 'done' }],
      ['apply', 1, { h1: 'done' }],
    ])
    const journal = () => units('journalctl -t create-metis-node -o cat --no-pager')
    const told = (await eventually(journal, (text) => text.split('\n').length === 4)).split('\n')
    expect(told.map((line) => line.replace(/,.*/, ''))).toEqual(
      runs
        .toReversed()
        .flatMap(({ command, user, machine }) => [
          `${command} by ${user}@${machine}: begun`,
          `${command} by ${user}@${machine}: done`,
        ]),
    )
    const generations = (await operator.json(['history'])).lines.filter(({ type }) => type === 'generation')
    expect(generations.map(({ generation }) => generation)).toEqual([1])
  })

  test('the console answers, and the admin behind it', async () => {
    expect(await askHttp(lab, `http://${ADDRESS}/`)).toMatchObject({
      status: 200,
      body: expect.stringContaining('Metis Admin'),
    })
    expect(await askHttp(lab, `http://${ADDRESS}/metis-admin/health`)).toEqual({
      status: 200,
      body: 'Hello, Metis-Admin',
    })
    expect(await consulAgent(lab, ADDRESS).passing()).toEqual([
      'adminService-10-79-0-11-9090',
      'carrierService_10.79.0.11_10033',
      'dataService_10.79.0.11_8700',
      'jobService_10.79.0.11_8800',
      'viaService_10.79.0.11_10031',
    ])
  })

  describe('kept apart', () => {
    const carrierKey = async () => {
      const pid = (await units('systemctl show -p MainPID --value metis-carrier')).trim()
      const path = '/opt/metis/carrier/data/p2p/p2p_priv_key'
      return [path, `/proc/${pid}/root${path}`]
    }

    test('no account of an instance reaches anything of another one', async () => {
      expect(await pairsThatReach(lab.host('h1'))).toBe('')
    })

    test('whoever asks the data service for any file gets none of another service', async () => {
      const download = (path: string) =>
        askFighter(lab.host('h1'), 8700, '/datasvc.DataProvider/DownloadData', path)
      for (const path of [
        ...(await carrierKey()),
        '/opt/metis/admin/config/application-admin.yml',
        '/etc/nginx/nginx.conf',
      ])
        expect(await download(path)).toMatch(/^refused: (No such file or directory|Permission denied)$/)
      expect(await download('/opt/metis/data-8700/config/data.yml')).toContain('data_root')
    })

    test.each([8700, 8800])(
      'what partners let a fighter run on port %d sees and starts nothing',
      async (port) => {
        const run = (code: string) => askFighter(lab.host('h1'), port, '/standin.Fighter/RunContract', code)
        const others =
          "[p for p in os.listdir('/proc') if p.isdigit() and os.stat('/proc/' + p).st_uid != os.getuid()]"
        expect(await run(`import os; said = ${others}`)).toBe('[]')
        expect(await run("import os; said = os.listdir('/opt/metis')")).toBe(
          `['${port === 8700 ? 'data' : 'compute'}-${port}']`,
        )
        expect(
          await run("import os; open('/dev/shm/left', 'w').close(); said = os.listdir('/dev/shm')"),
        ).toContain('left')
        expect(await units('ls /dev/shm')).not.toContain('left')
        expect(await run("import subprocess; said = subprocess.run(['/usr/bin/id'])")).toContain(
          'Permission denied',
        )
        expect(
          await run('import mmap; said = len(mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC))'),
        ).toBe('4096')
        expect(await run('import socket; said = socket.socket(socket.AF_INET6).family.name')).toBe('AF_INET6')
      },
    )

    test('systemd finds little left to take from any unit', async () => {
      const found = await exposures(lab.host('h1'))
      process.stdout.write(`systemd-analyze security: ${JSON.stringify(found)}\n`)
      expect(Object.keys(found)).toHaveLength(INSTANCES.length)
      for (const score of Object.values(found)) expect(score).toBeLessThanOrEqual(1.4)
    })
  })

  describe('with new passwords', () => {
    const value = (name: string) =>
      (JSON.parse(read('secrets.json')) as { secrets: Record<string, { value: string }> }).secrets[name]
        ?.value ?? ''
    /** As the admin does it, from its own host; never on a command line. */
    const asAdmin = async (password: string) =>
      (
        await lab
          .host('h1')
          .exec('MYSQL_PWD=$(cat) mariadb -N -h 127.0.0.1 -u metis_admin metis_admin -e "SELECT 1" 2>&1', {
            input: password,
          })
      ).stdout.trim()
    const rotate = async (name: string) => {
      const former = value(name)
      const { exitCode, stdout, all } = await operator.run(['secrets', 'rotate', name, '--yes'])
      expect(exitCode, all).toBe(0)
      expect(stdout).toContain(`Done: ${name} has a new value, and it was seen to work.`)
      for (const secret of [former, value(name)]) expect(all).not.toContain(secret)
      expect(value(name)).not.toBe(former)
      expect((await operator.run(['plan'])).exitCode).toBe(0)
      return former
    }

    test('the database takes the new password of the admin, and the former no more', async () => {
      expect(await asAdmin(value('database-password'))).toBe('1')
      const former = await rotate('database-password')
      expect(await asAdmin(value('database-password'))).toBe('1')
      expect(await asAdmin(former)).toContain('Access denied')
    })

    test('the console takes the new password, and the former no more', async () => {
      const former = await rotate('console-password')
      const console = consoleOf(lab, ADDRESS)
      expect(await console.login(former)).toMatchObject({ status: 1016 })
      const password = value('console-password')
      expect(await console.login(password)).toMatchObject({ status: 0 })
      for (const other of [password.toLowerCase(), password.toUpperCase()])
        expect(await console.login(other)).toMatchObject({ status: 1016 })
      expect((await operator.run(['status'])).exitCode).toBe(0)
    })

    test.each([
      ['database-password', 'write-file', 'started'],
      ['database-password', 'sql', 'started'],
      ['console-password', 'unit', 'started'],
      ['console-password', 'run', 'succeeded'],
    ])('a kill -9 while the %s is rotated (%s %s) leaves what apply ends', async (name, kind, what) => {
      const rotation = operator.start(['secrets', 'rotate', name, '--yes'])
      const { nodes } = await rotation.line(({ type }) => type === 'run-started')
      const meant = (nodes as { id: string; kind: string }[])
        .filter((node) => node.kind === kind)
        .map(({ id }) => id)
      await rotation.line(({ type, node }) => type === what && meant.includes(node))
      rotation.kill()
      await rotation.end()

      const { exitCode, all } = await operator.run(['apply', '--yes'])
      expect(exitCode, all).toBe(0)
      expect(await asAdmin(value('database-password'))).toBe('1')
      expect(await consoleOf(lab, ADDRESS).login(value('console-password'))).toMatchObject({ status: 0 })
      expect((await operator.run(['plan'])).exitCode).toBe(0)
      expect(existsSync(join(operator.folder, 'secrets.json.rotation'))).toBe(false)
    })

    test('a password that the database refuses goes back to the former', async () => {
      const former = value('console-password')
      // A trigger that keeps it: the new password is written, and nobody can log in with it.
      await units(
        `mariadb metis_admin -e "CREATE TRIGGER keeps BEFORE UPDATE ON sys_user FOR EACH ROW SET NEW.password = OLD.password"`,
      )
      const { exitCode, stderr } = await operator.run(['secrets', 'rotate', 'console-password', '--yes'])
      await units('mariadb metis_admin -e "DROP TRIGGER keeps"')
      expect(exitCode).toBe(1)
      expect(stderr).toContain('run.rotation-undone')
      expect(value('console-password')).toBe(former)
      expect(await consoleOf(lab, ADDRESS).login(former)).toMatchObject({ status: 0 })
      expect((await operator.run(['plan'])).exitCode).toBe(0)
    })
  })

  describe('with a certificate', () => {
    const certify = async (file: string, kind = 'ec -pkeyopt ec_paramgen_curve:P-256') => {
      const name = `-subj /CN=solo -addext subjectAltName=IP:${ADDRESS}`
      const path = join(operator.folder, file)
      await execa('openssl', [
        ...`req -x509 -newkey ${kind} -nodes -days 2 ${name}`.split(' '),
        ...['-keyout', `${path}.key`, '-out', `${path}.crt`],
      ])
    }
    const ask = async (url: string) => {
      const { stdout } = await lab.run(process.execPath, ['-e', ASK_WITHOUT_FOLLOWING, url], {
        env: { NODE_EXTRA_CA_CERTS: join(operator.folder, 'console.crt') },
      })
      return JSON.parse(stdout) as { status: number; location: string; body: string }
    }

    test('a key that is missing is told, and nothing is touched', async () => {
      operator.write(
        read('org.yaml').replace(
          'admin: h1',
          'admin: { host: h1, tls: { certificate: console.crt, key: console.key } }',
        ),
      )
      const { exitCode, stderr } = await operator.run(['apply', '--yes'])
      expect(exitCode).toBe(3)
      expect(stderr).toContain('state.file-unreadable')
      expect(stderr).toContain('console.crt')
    })

    test('apply brings it to nginx and restarts nothing else', async () => {
      await certify('console')
      const before = await units(RUNNING)
      const { exitCode, stdout, all } = await operator.run(['apply', '--yes'])
      expect(exitCode, all).toBe(0)
      expect(stdout).toContain(`Web console:  https://${ADDRESS}/`)
      const keyLine = read('console.key').split('\n')[1] ?? ''
      expect(keyLine).toHaveLength(64)
      expect(all).not.toContain(keyLine)
      expect(await units(RUNNING)).toBe(before)
      expect((await operator.run(['plan'])).exitCode).toBe(0)
    })

    test('https answers with that certificate, and http leads there', async () => {
      expect(await ask(`https://${ADDRESS}/metis-admin/health`)).toMatchObject({
        status: 200,
        body: 'Hello, Metis-Admin',
      })
      expect(await ask(`http://${ADDRESS}/some/page?x=1`)).toMatchObject({
        status: 301,
        location: `https://${ADDRESS}/some/page?x=1`,
      })
      expect(await units('stat -c "%a %U" /opt/metis/admin/config/console.key')).toBe('600 root')
    })

    test('a renewed certificate, of RSA as well, is seen to be served before the former is let go', async () => {
      await certify('new', 'rsa:2048')
      const before = await units(RUNNING)
      const args = ['secrets', 'rotate', 'tls', '--certificate', 'new.crt', '--key', 'new.key', '--yes']
      const { exitCode, stdout, all } = await operator.run(args)
      expect(exitCode, all).toBe(0)
      expect(stdout).toContain('Done: tls has a new value, and it was seen to work.')
      expect(all).not.toContain(read('new.key').split('\n')[1])
      expect(read('console.key')).toBe(read('new.key'))
      // Of `console.crt`, which is the new one by now.
      expect(await ask(`https://${ADDRESS}/metis-admin/health`)).toMatchObject({ status: 200 })
      expect(await units(RUNNING)).toBe(before)
      expect((await operator.run(['plan'])).exitCode).toBe(0)
    })
  })

  describe('after a reboot', () => {
    test('every service comes back by itself', async () => {
      const identity = await units('cat /opt/metis/carrier/data/p2p/p2p_priv_key')
      await lab.host('h1').reboot()
      const found = await eventually(states, (all) => all.every(({ state }) => state === 'healthy'))
      expect(found).toMatchObject(INSTANCES.map((instance) => ({ instance, state: 'healthy' })))
      expect((await operator.run(['status'])).exitCode).toBe(0)
      expect(await units('cat /opt/metis/carrier/data/p2p/p2p_priv_key')).toBe(identity)
    })

    test('and there is nothing to repair', async () => {
      expect(await operator.run(['plan'])).toMatchObject({
        exitCode: 0,
        stdout: 'Nothing to do: every host is as org.yaml says.',
      })
    })
  })

  describe('installed under one account by a former version', () => {
    const rows = '/opt/metis/data-8700/data/data_root/rows.csv'

    test('each service is moved over with its data, also when that is cut off', async () => {
      const key = await units('cat /opt/metis/carrier/data/p2p/p2p_priv_key')
      await units(`echo 1,2 >${rows}`)
      await goBackToOneAccount(lab.host('h1'))
      await eventually(states, (all) => all.every(({ state }) => state === 'healthy'))
      const apply = operator.start(['apply', '--yes'])
      await apply.line(
        ({ type, node }) => type === 'started' && node === 'h1 directory:/opt/metis/carrier/data',
      )
      apply.kill()
      await apply.end()

      const { exitCode, all } = await operator.run(['apply', '--yes'])
      expect(exitCode, all).toBe(0)
      expect(await units('cat /opt/metis/carrier/data/p2p/p2p_priv_key')).toBe(key)
      expect(await units(`cat ${rows}; stat -c %U:%G ${rows}`)).toBe('1,2\nmetis-data-8700:metis-data-8700')
      expect(await units('find /opt/metis -nouser; getent passwd metis; getent group metis')).toBe('')
      expect(await pairsThatReach(lab.host('h1'))).toBe('')
      expect((await operator.run(['plan'])).exitCode).toBe(0)
      expect((await operator.run(['status'])).exitCode).toBe(0)
    })

    test("what an operator puts back by hand is the service's again", async () => {
      const folder = '/opt/metis/data-8700/data'
      await units(`mv ${folder} /root/data; cp -r /root/data ${folder}`)
      expect((await operator.run(['apply', '--yes'])).exitCode).toBe(0)
      expect(await units(`cat ${rows}; stat -c %U:%G ${rows}`)).toBe('1,2\nmetis-data-8700:metis-data-8700')
      expect((await operator.run(['plan'])).exitCode).toBe(0)
    })
  })

  describe('touched by hand', () => {
    const problems = async (...args: string[]) => {
      const { lines } = await operator.json(args)
      return lines.flatMap(({ type, code, severity }) =>
        type === 'problem' && severity !== 'advice' && /^upkeep/.test(String(code)) ? [code] : [],
      )
    }
    // The certificate of this story holds for some days only.
    const ENDS = 'upkeep.certificate-ends'
    const UNIT = '/etc/systemd/system/metis-via.service.d'
    const CONFIG = '/opt/metis/via/config/via.yml'

    test('metrics come with org.yaml, and tell that all is well', async () => {
      const before = read('org.yaml')
      operator.write(`${before}\nmetrics: { directory: ${COLLECTOR} }\n`)
      const { exitCode, all } = await operator.run(['apply', '--yes'])
      expect(exitCode, all).toBe(0)
      const written = await units(`cat ${COLLECTOR}/metis-solo.prom; systemctl is-active ${TIMER}`)
      for (const name of INSTANCES)
        expect(written).toMatch(new RegExp(`metis_instance_healthy\\{.*instance_name="${name}".*\\} 1`))
      expect(written).toMatch(/metis_certificate_loaded\{.*\} 1\n/)
      expect(written).toMatch(/metis_certificate_end_seconds\{.*\} \d{10}\n/)
      expect(written).toMatch(/\nactive$/)
      expect(await units('tail -n 1 /var/lib/metis-record/disk')).toMatch(/^\d{10} \d+ (run|timer)$/)
      expect(await problems('status')).toEqual([ENDS])
      expect(await problems('check', '--drift')).toEqual([ENDS])
      operator.write(before)
    })

    test('an edit with the time set back is seen by check --drift, and a drop-in by status', async () => {
      await units(`touch -r ${CONFIG} /root/time && cp -a ${CONFIG} /root/via.yml
        sed -i '1s/./#/' ${CONFIG}; chown --reference=/root/via.yml ${CONFIG}; touch -r /root/time ${CONFIG}
        install -d ${UNIT}; printf '[Service]\\nNice=5\\n' >${UNIT}/override.conf; systemctl daemon-reload`)
      expect(await problems('status')).toEqual([ENDS, 'upkeep.drop-ins'])
      expect(await problems('check', '--drift')).toEqual([ENDS, 'upkeep.drop-ins', 'upkeep.content-changed'])
      await units(`cp -a /root/via.yml ${CONFIG}; rm -r ${UNIT}; systemctl daemon-reload`)
      expect(await problems('check', '--drift')).toEqual([ENDS])
    })

    test('and the timer goes when nobody asks for it', async () => {
      const { exitCode, all } = await operator.run(['apply', '--yes'])
      expect(exitCode, all).toBe(0)
      expect(await units(`ls ${COLLECTOR} /usr/local/sbin; systemctl is-active ${TIMER}`)).not.toMatch(
        /metis|^active/m,
      )
    })
  })

  describe('looked through for secrets', () => {
    const belongs = {
      'console-password': '/var/lib/mysql/',
      'database-password': '/opt/metis/admin/config/application-admin.yml',
      'carrier-key': '/opt/metis/carrier/data/p2p/p2p_priv_key',
      'gossip-key': '/opt/metis/consul/',
      'consul-token-operator': '/opt/metis/consul/',
    }
    const secrets = () => {
      const { secrets } = JSON.parse(read('secrets.json')) as { secrets: Record<string, { value: string }> }
      const values = Object.entries(secrets).map(([name, { value }]) => [name, value])
      const seed = secrets['consul-tokens']?.value ?? ''
      const operator = consulToken(seed, 'consul-token-operator')
      const others = { 'consul-token-operator': operator, 'sudo-password': lab.password }
      return { ...Object.fromEntries(values), ...others } as Record<string, string>
    }
    /** In what lies on the operator's computer, `secrets.json` aside. */
    const inFolder = (folder: string) =>
      readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
        const path = join(entry.parentPath, entry.name)
        if (!entry.isFile() || path === join(operator.folder, 'secrets.json')) return []
        const content = readFileSync(path)
        const text = content[0] === 0x1f ? gunzipSync(content) : content
        return Object.entries(secrets()).flatMap(([name, value]) =>
          [value, JSON.stringify(value).slice(1, -1)].some((form) => text.includes(form))
            ? [`${name} in ${path}`]
            : [],
        )
      })

    test('the host has them nowhere but where they belong: no process, journal, archive or core', async () => {
      const host = lab.host('h1')
      // What dies leaves nothing of its memory, in which there are keys.
      const limits = await units(
        'for pid in $(systemctl show -p MainPID --value "metis-*.service" | grep .); do grep "core file" /proc/$pid/limits; done',
      )
      expect(
        limits
          .trim()
          .split('\n')
          .map((line) => line.split(/ {2,}/)[1]),
      ).toEqual(INSTANCES.map(() => '0'))
      await units('systemctl kill -s SEGV metis-carrier')
      await eventually(states, (all) => all.every(({ state }) => state === 'healthy'))
      // It finds what is there.
      const input = secrets()['carrier-key'] ?? ''
      await host.exec('(cat; echo) | gzip >/root/of-the-test.gz', { input })
      const { found, seen } = await secretsOn(host, secrets(), belongs)
      await host.exec('rm /root/of-the-test.gz')
      expect(found).toEqual(['carrier-key in /root/of-the-test.gz, unpacked'])
      expect(seen).toMatchObject({
        cores: 0,
        processes: expect.toSatisfy((count) => count > INSTANCES.length),
      })
    })

    test('nor have backups, a file for support, runs, or what commands say', async () => {
      const said: string[] = []
      for (const args of [
        ['backup', join(operator.folder, 'kept'), '--yes'],
        ['support', '--yes'],
        ['logs', 'admin', 'carrier'],
        ['secrets', 'show'],
      ]) {
        const { exitCode, all = '' } = await operator.run(args)
        expect([args, exitCode, exitCode === 0 ? '' : all]).toEqual([args, 0, ''])
        said.push(all)
      }
      expect(
        Object.entries(secrets()).flatMap(([name, value]) => (said.join().includes(value) ? [name] : [])),
      ).toEqual([])
      expect(readdirSync(operator.folder).join()).toMatch(/kept.*support/)
      expect(inFolder(operator.folder)).toEqual([])
      rmSync(join(operator.folder, 'kept'), { recursive: true })
    })
  })

  describe('removed with its data', () => {
    test('a name that is not typed, or mistyped, removes nothing', async () => {
      const unnamed = await operator.run(['destroy', '--delete-data', '--yes'])
      expect([unnamed.exitCode, unnamed.stderr.includes('command.needs-name')]).toEqual([3, true])
      const mistyped = await operator.run(['destroy', '--delete-data', '--confirm', 'sole'])
      expect([mistyped.exitCode, mistyped.stderr.includes('command.name-differs')]).toEqual([3, true])
      expect((await operator.run(['status'])).exitCode).toBe(0)
    })

    test('destroy leaves nothing but the backup', async () => {
      const { stdout: passphrase } = await operator.run(['secrets', 'show', 'recovery-passphrase'])
      const { exitCode, stdout, all } = await operator.run(['destroy', '--delete-data', '--confirm', 'solo'])
      expect(exitCode, all).toBe(0)
      expect(stdout).toContain('Proof: 1 host asked again, nothing of solo is left.')
      expect(await units(LEFT_OVER)).toBe('')
      const backups = join(operator.folder, 'backups')
      const [name = ''] = readdirSync(backups)
      let listing = ''
      await readBackup({
        ...{ path: join(backups, name), key: { passphrase } },
        take: async ({ path }, bytes) => {
          const chunks: Buffer[] = []
          for await (const chunk of bytes) chunks.push(chunk)
          if (path !== 'hosts/h1/carrier-identity.tar.gz') return
          listing = (await execa('tar', ['-tzf', '-'], { input: Buffer.concat(chunks) })).stdout
        },
      })
      expect(listing).toContain('p2p_priv_key')
    })

    test('a second destroy finds nothing', async () => {
      expect(await operator.run(['destroy', '--delete-data', '--confirm', 'solo'])).toMatchObject({
        exitCode: 0,
        stdout: 'Nothing to do: nothing of solo is on its hosts.',
      })
    })
  })

  describe('installed from the host itself, without SSH', () => {
    const folder = '/home/operator/solo'
    let installer: InstallerOnHost
    const run = (...args: string[]) =>
      installer.run(folder, [...args, '--sudo-password-file', '/home/operator/password'])

    beforeAll(async () => {
      const host = lab.host('h1')
      installer = await installOnHost(lab, host)
      const org = read('org.yaml')
        .replace(/tls: \{.*?\}/, '')
        .replace(/ {4}user: .*\n {4}identityFile: .*\n/, '    local: true\n')
        .replaceAll(lab.artifacts, installer.artifacts)
      const place = (path: string) => `umask 077; cat > ${path} && chown operator ${path}`
      await host.exec(`install -d -o operator ${folder}; ${place(`${folder}/org.yaml`)}`, {
        input: org,
        check: true,
      })
      await host.exec(place('/home/operator/password'), { input: `${lab.password}\n`, check: true })
    })

    test('apply brings up the same services', async () => {
      const logins = await units(LOGINS)
      const { exitCode, stdout, stderr } = await run('apply', '--yes')
      expect(exitCode, stderr).toBe(0)
      expect(stdout).toContain('Done: solo runs as org.yaml says.')
      expect((await run('plan')).exitCode).toBe(0)
      expect((await run('status')).stdout).toContain('All instances are healthy: 6.')
      expect(await units(LOGINS)).toBe(logins)
    })

    test('destroy takes them away', async () => {
      const { exitCode, stdout, stderr } = await run('destroy', '--delete-data', '--confirm', 'solo')
      expect(exitCode, stderr).toBe(0)
      expect(stdout).toContain('Proof: 1 host asked again, nothing of solo is left.')
      expect(await units(LEFT_OVER)).toBe('')
    })
  })
})

const COLLECTOR = '/var/lib/prometheus/node-exporter'
const TIMER = 'create-metis-node-metrics-solo.timer'

const LOGINS = 'journalctl -q --no-pager -o cat -u ssh | grep -c Accepted'

const RUNNING = "systemctl show -p Id -p MainPID 'metis-*.service' mariadb.service nginx.service"

const LEFT_OVER = `ls -d /opt/metis /etc/systemd/system/metis-* /etc/systemd/system/*/metis-* /etc/nginx/sites-*/metis-* \
  /etc/mysql/*/99-metis.cnf /etc/sysctl.d/*metis* /var/lib/metis-record 2>/dev/null
systemctl list-units --all --plain --no-legend 'metis-*'
getent passwd | grep ^metis
getent group | grep ^metis
mariadb -N -e "SHOW DATABASES LIKE 'metis%'; SELECT user FROM mysql.user WHERE user LIKE 'metis%'"
ss -Hltn | awk '{print $4}' | grep -E ':(443|8[2-8]00|9090|1003[1-6])$|^10.79.*:80$'
true`

const ASK_WITHOUT_FOLLOWING = `
fetch(process.argv[1], { redirect: 'manual' }).then(async (answer) => console.log(JSON.stringify({
  status: answer.status, location: answer.headers.get('location'), body: await answer.text() })))`
