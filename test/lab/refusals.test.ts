import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { craftedElf } from '../packing/crafted-elf.js'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { layOutOld } from './old-installation.js'
import {
  artifactsOf,
  type JsonLine,
  type Organisation,
  organisationOn,
  startDataCenter,
} from './organisation.js'
import { KEY_FILE } from './seed-layer.js'
import { unitStates } from './units.js'

const OLD_SYSTEM = 'PRETTY_NAME="Debian GNU/Linux 10 (buster)"\nID=debian\nVERSION_ID="10"\n'
const isSkipped = labRefusal() !== undefined && !process.env.CI

describe.skipIf(isSkipped).sequential('what can go wrong is said once, and leaves nothing half done', () => {
  let lab: Lab
  let operator: Organisation

  beforeAll(async () => {
    lab = await bootLab({
      name: 'refuse',
      subnet: '10.80.0',
      hosts: [
        { name: 'h1' },
        { name: 'h2', files: { '/etc/sudoers.d/zz-operator': 'operator ALL=(ALL) NOPASSWD: ALL\n' } },
        { name: 'h3', files: { '/root/.ssh/authorized_keys': readFileSync(`${KEY_FILE}.pub`, 'utf8') } },
        { name: 'h4', files: { '/etc/os-release': OLD_SYSTEM } },
      ],
    })
    operator = organisationOn(lab)
    await startDataCenter(lab)
    copyFileSync(join(lab.artifacts, 'carrier'), join(operator.folder, 'carrier'))
  })
  afterAll(async () => {
    operator?.remove()
    await lab?.down()
  })

  /** Consul where sudo asks for a password, the admin where it asks for none, the carrier with a login as root. */
  const org = (more: { consul?: string; hosts?: string } = {}) => `
organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.80.0.11, user: operator, identityFile: ${lab.keyFile} }
  h2: { address: 10.80.0.12, user: operator, identityFile: ${lab.keyFile} }
  h3: { address: 10.80.0.13, user: root, identityFile: ${lab.keyFile} }
${more.hosts ?? ''}
roles:
  consul: ${more.consul ?? 'h1'}
  carrier: { host: h3, externalAddress: 10.80.0.13 }
  admin: h2
network: { dataCenter: '${lab.address}:9090', bootstrapNodes: [] }
${artifactsOf(lab, { carrier: './carrier' })}`

  const problems = (lines: readonly JsonLine[]) => lines.filter(({ type }) => type === 'problem')
  const errors = (lines: readonly JsonLine[]) =>
    problems(lines).filter(({ severity }) => severity === 'error')
  const onHost = async (name: string, script: string) => (await lab.host(name).exec(script)).stdout
  const traces = () => Promise.all(Object.keys(lab.hosts).map((name) => onHost(name, TRACES)))
  const NOTHING = ['', '', '', '']

  describe('before any host is asked', () => {
    test('there is no org.yaml', async () => {
      const { exitCode, stderr } = await operator.run(['apply', '--yes'])
      expect(exitCode).toBe(3)
      expect(stderr).toMatch(/^error: There is no .*org\.yaml\.$/m)
      expect(stderr).toContain('create-metis-node init --preset minimal')
    })

    test('a key in it is mistyped', async () => {
      operator.write(org().replace('externalAddress', 'externalAdress'))
      const { exitCode, stderr } = await operator.run(['apply', '--yes'])
      expect(exitCode).toBe(3)
      expect(stderr).toContain('there is no key `externalAdress` here')
      expect(stderr).toContain('Write `externalAddress` instead of `externalAdress`.')
      expect(stderr).toMatch(/^ {2}where {3}org\.yaml:11, roles\.carrier\.externalAdress$/m)
    })

    test('a file of the release is not what its publisher says', async () => {
      const release = join(operator.folder, 'release')
      mkdirSync(release)
      const zip = 'consul_1.10.4_linux_amd64.zip'
      symlinkSync(join(lab.artifacts, zip), join(release, zip))
      writeFileSync(join(release, 'consul_1.10.4_SHA256SUMS'), `${'0'.repeat(64)}  ${zip}\n`)
      for (const file of ['admin.jar', 'admin.tar', 'admin.sql']) {
        symlinkSync(join(lab.artifacts, file), join(release, file))
      }
      operator.write(org().replace(`source: ${lab.artifacts}`, 'source: ./release'))
      const { exitCode, lines } = await operator.json(['apply', '--yes'])
      expect(exitCode).toBe(1)
      const [problem, ...more] = problems(lines)
      expect(more).toEqual([])
      expect(problem).toMatchObject({
        code: 'artifact.sums-mismatch',
        details: {
          path: join(release, zip),
          expected: '0'.repeat(64),
          found: sha256(join(lab.artifacts, zip)),
        },
      })
    })

    test('none of it has touched a host, nor asked one', async () => {
      expect(await traces()).toEqual(NOTHING)
      expect(await onHost('h1', `${LOGINS} 2> /dev/null`)).toBe('0')
    })
  })

  describe('at the door of a host', () => {
    beforeAll(() => operator.write(org()))

    test('its key was never seen, and nobody can be asked', async () => {
      const { exitCode, lines } = await operator.json(['apply', '--yes'])
      expect(exitCode).toBe(1)
      expect(errors(lines)).toHaveLength(3)
      const first = errors(lines)[0]
      expect([first?.code, first?.where.host]).toEqual(['connection.host-key-unconfirmed', 'h1'])
      expect(first?.message.why).toContain(lab.host('h1').fingerprint)
      expect(first?.message.fix).toContain('--accept-new-host-keys')
      expect(await onHost('h1', LOGINS)).toBe('0')
    })

    test('the sudo password is wrong: it is sent once', async () => {
      const { exitCode, lines } = await operator.json(['apply', '--yes', '--accept-new-host-keys'], {
        env: { METIS_SUDO_PASSWORD: 'not the password' },
      })
      expect(exitCode).toBe(1)
      expect(errors(lines).map(({ code, where }) => [code, where.host])).toEqual([
        ['connection.sudo-password-wrong', 'h1'],
      ])
      expect(await onHost('h1', SUDO_FAILURES)).toBe('1')
    })

    test('no password is given, and nobody can be asked', async () => {
      const { exitCode, lines } = await operator.json(['apply', '--yes'], {
        env: { METIS_SUDO_PASSWORD: undefined },
      })
      expect(exitCode).toBe(1)
      expect(errors(lines).map(({ code, where }) => [code, where.host])).toEqual([
        ['connection.sudo-password-needed', 'h1'],
      ])
    })

    test('the user may not use sudo', async () => {
      operator.write(org().replace('user: operator', `user: ${lab.userWithoutSudo}`))
      const { exitCode, lines } = await operator.json(['apply', '--yes'])
      expect(exitCode).toBe(1)
      expect(errors(lines)).toMatchObject([
        {
          code: 'connection.sudo-not-allowed',
          where: { host: 'h1' },
          message: { what: 'User nosudo may not become root on host h1.' },
        },
      ])
    })

    test('nobody is there', async () => {
      operator.write(org().replace('10.80.0.11', '10.80.0.99'))
      const { exitCode, lines } = await operator.json(['apply', '--yes'])
      expect(exitCode).toBe(1)
      expect(errors(lines)).toMatchObject([
        { code: 'connection.no-route', where: { host: 'h1' }, details: { address: '10.80.0.99' } },
      ])
    })

    test('none of it has changed a host', async () => {
      expect(await traces()).toEqual(NOTHING)
    })
  })

  test('sudo without a password, and a login as root, need no password', async () => {
    operator.write(org({ consul: 'h2' }).replace(/^ {2}h1:.*\n/m, ''))
    const { exitCode, lines, all } = await operator.json(['check'], {
      env: { METIS_SUDO_PASSWORD: undefined },
    })
    expect(exitCode, all).toBe(0)
    expect(lines.filter(({ type }) => type === 'host').map(({ host }) => host)).toEqual(['h2', 'h3'])
  })

  describe('on a host that does not fit', () => {
    test('its system is too old', async () => {
      operator.write(
        org({
          consul: 'h4',
          hosts: `  h4: { address: 10.80.0.14, user: operator, identityFile: ${lab.keyFile} }`,
        }),
      )
      const { exitCode, lines } = await operator.json(['apply', '--yes', '--accept-new-host-keys'])
      expect(exitCode).toBe(1)
      expect(errors(lines)).toMatchObject([
        {
          code: 'preflight.system-unsupported',
          where: { host: 'h4' },
          message: { what: 'Host h4 runs Debian GNU/Linux 10 (buster).' },
        },
      ])
    })

    test('its disk is full', async () => {
      operator.write(org())
      await lab.host('h1').fillDisk(100)
      const [check, apply] = [await operator.json(['check']), await operator.json(['apply', '--yes'])]
      await lab.host('h1').freeDisk()
      for (const { exitCode, lines } of [check, apply]) {
        expect(exitCode).toBe(1)
        expect(errors(lines)).toMatchObject([
          {
            code: 'preflight.disk-full',
            where: { host: 'h1' },
            details: { directory: '/opt/metis', free: 0.1 },
          },
        ])
      }
    })

    test('a port is taken: the holder is named, by check and by apply', async () => {
      await lab
        .host('h2')
        .exec('systemd-run --quiet --unit=squatter python3 -m http.server 9090', { check: true })
      await lab.host('h2').exec('until ss -Hltn | grep -q :9090; do sleep 0.05; done', { check: true })
      const [check, apply] = [await operator.json(['check']), await operator.json(['apply', '--yes'])]
      await lab.host('h2').exec('systemctl stop squatter', { check: true })
      for (const { exitCode, lines } of [check, apply]) {
        expect(exitCode).toBe(1)
        expect(errors(lines)).toMatchObject([
          {
            code: 'preflight.port-taken',
            where: { host: 'h2', instance: 'admin' },
            details: { port: 9090, process: expect.stringMatching(/^python3 .*squatter\.service$/) },
          },
        ])
        expect(errors(lines)[0]?.message.fix).toContain('ports.admin')
      }
      expect((await operator.run(['check'])).exitCode).toBe(0)
    })

    test('a Python that was given needs a newer glibc, and a library: both are told before anything is sent', async () => {
      mkdirSync(join(operator.folder, 'python', 'bin'), { recursive: true })
      const program = craftedElf(['libc.so.6', 'libnowhere.so.1'], ['GLIBC_2.99'])
      writeFileSync(join(operator.folder, 'python', 'bin', 'python3'), program)
      await execa('tar', ['-czf', 'python.tar.gz', 'python'], { cwd: operator.folder })
      const fighter = '  via: { host: h3, externalAddress: 10.80.0.13 }\n  data: h3\nnetwork:'
      operator.write(
        org().replace('network:', fighter).replace('  files:\n', '  files:\n    python: ./python.tar.gz\n'),
      )
      const [check, apply] = [await operator.json(['check']), await operator.json(['apply', '--yes'])]
      operator.write(org())
      for (const { exitCode, lines, all } of [check, apply]) {
        expect(exitCode, all).toBe(1)
        expect(errors(lines)).toMatchObject([
          { code: 'preflight.glibc-old', where: { host: 'h3' }, details: { needed: '2.99', glibc: '2.36' } },
          {
            code: 'preflight.libraries-missing',
            where: { host: 'h3' },
            details: { libraries: 'libnowhere.so.1' },
          },
        ])
      }
    })

    test('Metis by the old playbooks is known, running or stopped, and nothing is installed over it', async () => {
      operator.write(org())
      const old = await layOutOld(lab, { h2: ['data'], h3: ['consul', 'carrier'] })
      await old.start()
      const running = [
        await operator.json(['check', '--accept-new-host-keys']),
        await operator.json(['plan']),
      ]
      await old.stop()
      const stopped = [await operator.json(['apply', '--yes'])]
      await old.remove()
      for (const [code, tries] of [
        ['preflight.old-installation', running],
        ['preflight.old-stopped', stopped],
      ] as const)
        for (const { exitCode, lines, all } of tries) {
          expect(exitCode, all).toBe(1)
          expect(errors(lines)).toMatchObject([
            { code, details: { hosts: 'h2, h3', users: lab.user, found: OLD_SERVICES_FOUND } },
          ])
        }
    })

    test('none of it has changed a host', async () => {
      expect(await traces()).toEqual(NOTHING)
    })
  })

  describe('while apply is at work', () => {
    test('Ctrl-C twice stops at once, and says what may be half written', async () => {
      const apply = operator.start(['apply', '--yes'])
      const started = await apply.line(({ type, node }) => type === 'started' && /^h2 packages:/.test(node))
      apply.interrupt()
      await apply.line(({ type }) => type === 'stopping')
      apply.interrupt()
      const { exitCode, lines } = await apply.end()
      expect(exitCode).toBe(130)
      const finished = lines.find(({ type }) => type === 'run-finished')
      expect(finished?.outcome).toBe('cancelled')
      expect(finished?.halfDone).toContain(started.node)
      expect(lines.find(({ type, node }) => type === 'succeeded' && node === started.node)).toBeUndefined()
    })

    test('a disk that fills up is named with its host, and the other hosts go on', async () => {
      const apply = operator.start(['apply', '--yes'])
      await apply.line(({ type }) => type === 'run-started')
      // Enough for all but the Consul program.
      await lab.host('h1').fillDisk(40)
      const { exitCode, lines } = await apply.end()
      await lab.host('h1').freeDisk()
      expect(exitCode).toBe(1)
      const [failure, ...more] = errors(lines)
      expect(more).toEqual([])
      expect(failure?.code).toMatch(/^(connection|run)\.disk-full$/)
      expect(failure?.where).toMatchObject({ host: 'h1', action: expect.stringContaining('consul') })
      expect(failure?.message.what).toMatch(/disk.*h1|h1.*disk/)
      const waits = { word: 'reason.waits-for', values: { node: failure?.where.action } }
      const skipped = lines.filter(({ type }) => type === 'skipped')
      expect(skipped.map(({ because }) => because)).toContainEqual(waits)
      expect(await onHost('h1', 'find /opt/metis -name "*incoming*"')).toBe('')
      expect(await onHost('h2', 'dpkg -s mariadb-server | grep ^Status')).toBe('Status: install ok installed')
    })

    test('Ctrl-C once lets what runs come to its end', async () => {
      const apply = operator.start(['apply', '--yes'])
      const running = await apply.line(
        ({ type, node }) => type === 'started' && /^h1 .*consul-leader$/.test(node),
      )
      apply.interrupt()
      const { exitCode, lines, stderr } = await apply.end()
      expect(exitCode, stderr).toBe(130)
      const story = lines.map(({ type, node }) => `${type} ${node ?? ''}`.trim())
      expect(story.indexOf(`succeeded ${running.node}`)).toBeGreaterThan(story.indexOf('stopping'))
      expect(lines.find(({ type }) => type === 'run-finished')).toMatchObject({
        outcome: 'cancelled',
        halfDone: [],
      })
      expect(story.filter((line) => /^started h[23] unit:metis-/.test(line))).toEqual([])
    })

    test('the next apply completes it all', async () => {
      const { exitCode, stdout, all } = await operator.run(['apply', '--yes'])
      expect(exitCode, all).toBe(0)
      expect(stdout).toContain('Done: acme runs as org.yaml says.')
      expect((await operator.run(['plan'])).exitCode).toBe(0)
    })
  })

  describe('an organisation that runs', () => {
    const silence = async () => [
      await onHost('h1', LOGINS),
      await onHost('h3', LOGINS),
      await unitStates(lab),
    ]

    test('a damaged artifact is refused, and no host is asked', async () => {
      const path = join(operator.folder, 'carrier')
      const [expected, before] = [sha256(path), await silence()]
      const bytes = readFileSync(path)
      bytes[1000] = (bytes[1000] ?? 0) ^ 1
      writeFileSync(path, bytes)
      const { exitCode, lines } = await operator.json(['apply', '--yes'])
      expect(exitCode).toBe(1)
      expect(problems(lines)).toMatchObject([
        {
          code: 'artifact.checksum-mismatch',
          details: { artifact: 'carrier', path, expected, found: sha256(path) },
        },
      ])
      expect(await silence()).toEqual(before)
      copyFileSync(join(lab.artifacts, 'carrier'), path)
      expect((await operator.run(['plan'])).exitCode).toBe(0)
    })

    test('instances that it does not have are told with those that it has', async () => {
      for (const args of [
        ['restart', 'carier', '--yes'],
        ['logs', 'carier'],
      ]) {
        const { exitCode, stderr } = await operator.run(args)
        expect(exitCode).toBe(3)
        expect(stderr).toContain('carier is neither a role nor an instance of acme.')
        expect(stderr).toContain('Did you mean carrier?')
        expect(stderr).toContain('consul@h1')
      }
    })

    test('a host with a new key stops everything, with both fingerprints', async () => {
      const known = lab.host('h1').fingerprint
      await lab.host('h1').newHostKey()
      const offered = lab.host('h1').fingerprint
      const before = await silence()
      for (const args of [
        ['apply', '--yes', '--accept-new-host-keys'],
        ['restart', '--yes'],
      ]) {
        const { exitCode, lines } = await operator.json(args)
        expect(exitCode).toBe(1)
        expect(errors(lines)).toHaveLength(1)
        expect(errors(lines)[0]).toMatchObject({ code: 'connection.host-key-changed', where: { host: 'h1' } })
        expect(errors(lines)[0]?.message.what).toContain(known)
        expect(errors(lines)[0]?.message.what).toContain(offered)
      }
      const [loginsAtH1, , units] = await silence()
      expect([loginsAtH1, units]).toEqual([before[0], before[2]])
    })

    test('with the old line taken out and the new key named, it works again', async () => {
      const knownHosts = join(operator.folder, 'known_hosts')
      await execa('ssh-keygen', ['-f', knownHosts, '-R', '10.80.0.11'])
      const named = `hostKey: '${lab.host('h1').fingerprint}'`
      operator.write(org().replace('user: operator', `user: operator, ${named}`))
      expect((await operator.run(['status'])).exitCode).toBe(0)
      // Another org.yaml is another generation, and nothing else.
      const { lines } = await operator.json(['apply', '--yes'])
      const started = lines.flatMap((line) => (line.type === 'started' ? [String(line.node)] : []))
      const changed = new Set(started.filter((node) => !node.includes(' ready:')))
      expect([...changed].every((node) => node.endsWith(' run:host/record'))).toBe(true)
      expect(changed.size).toBeGreaterThan(0)
      expect((await operator.run(['apply', '--yes'])).stdout).toContain('Nothing to do')
    })

    test('another key than the one that is named is refused too', async () => {
      const other = `hostKey: '${lab.host('h2').fingerprint}'`
      operator.write(org().replace('user: operator', `user: operator, ${other}`))
      const { exitCode, lines } = await operator.json(['apply', '--yes'])
      expect(exitCode).toBe(1)
      expect(errors(lines)).toMatchObject([
        { code: 'connection.host-key-not-as-written', where: { host: 'h1' } },
      ])
    })

    test('explain tells more about a code that was shown', async () => {
      const { exitCode, stdout } = await operator.run(['explain', 'connection.host-key-changed'])
      expect(exitCode).toBe(0)
      expect(stdout).toContain('connection.host-key-changed')
      expect(stdout).toContain('offered is <fingerprint> (<type>)')
      const unknown = await operator.run(['explain', 'connection.host-key-change'])
      expect(unknown.exitCode).toBe(3)
      expect(unknown.stderr).toContain('Did you mean connection.host-key-changed?')
    })
  })
})

const OLD_SERVICES_FOUND = `  h2: /home/operator: data
  h3: /home/operator: carrier, consul`

const TRACES = `ls -d /opt/metis /etc/systemd/system/metis-* /etc/sysctl.d/*metis* 2> /dev/null
systemctl list-units --all --plain --no-legend 'metis-*'
getent passwd | grep ^metis
dpkg-query -W -f '\${Package}\\n' mariadb-server nginx 2> /dev/null
true`

/** Of the operator and root since the boot, without the one that told that the host is up. */
const LOGINS = "journalctl -q --no-pager -o cat -u ssh | grep -c 'Accepted' | awk '{ print $1 - 1 }'"

const SUDO_FAILURES =
  "journalctl -q --no-pager -o cat _COMM=sudo | grep -c 'pam_unix(sudo:auth): authentication failure'"

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
