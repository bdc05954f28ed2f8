import { readdirSync } from 'node:fs'
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listPresets } from '../../src/catalog/presets.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { fakeWorld } from '../commands/fake-world.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { jsonLines, PRESETS, presetText } from './rehearsed-world.js'

async function rehearse(argv: readonly string[], workingDirectory = '/') {
  const fake = fakeWorld({ presetsDirectory: PRESETS, workingDirectory })
  const exitCode = await runCommandLine(['rehearse', '--instant', ...argv], fake.world)
  return { exitCode, stdout: fake.stdout(), stderr: fake.stderr(), fake }
}

/** Folders of rehearsals of this process. */
const leftBehind = () =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`metis-rehearsal-${process.pid}-`))

test.each(await listPresets(PRESETS))(
  '%s is checked, installed and complete, and nothing of it stays',
  async (preset) => {
    const said = await rehearse(['--preset', preset, '--json'])
    const lines = jsonLines(said)
    expect(said.exitCode).toBe(0)
    expect(lines.every(({ rehearsal }) => rehearsal === true)).toBe(true)
    expect(lines.filter(({ type }) => type === 'run-finished').map(({ outcome }) => outcome)).toEqual([
      'done',
    ])
    expect(lines.filter(({ type }) => type === 'plan').at(-1)?.nodes).toEqual([])
    expect(
      lines
        .filter(({ type }) => type === 'failed' || type === 'problem')
        .filter(({ severity }) => severity !== 'warning' && severity !== 'advice'),
    ).toEqual([])
    expect(leftBehind()).toEqual([])
  },
)

test('ends with the command that does the same for real', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'bank b.yaml'), await presetText('minimal'))
  const last = async (...argv: string[]) => (await rehearse(argv, folder)).stdout.trimEnd().split('\n').at(-1)
  expect(await last('--preset', 'single-host')).toMatch(
    /: create-metis-node init bank-a --preset single-host$/,
  )
  expect(await last('--file', 'bank b.yaml')).toMatch(/: create-metis-node apply --file 'bank b.yaml'$/)
})

describe('faults, each as on real hosts, and the same command once more', () => {
  test.each([
    ['host-lost@distribute:h2', 'apply', 'connection.timed-out'],
    ['host-lost@consul:h1', 'apply', 'connection.timed-out'],
    ['disk-full', 'apply', 'connection.disk-full'],
    ['disk-full@carrier:h1', 'apply', 'run.disk-full'],
    ['wrong-password:h1', 'check', 'connection.login-password-wrong'],
    ['host-key-changed:h1', 'check', 'connection.host-key-changed'],
    ['port-busy:h1:8500', 'check', 'preflight.port-taken'],
    ['port-busy@carrier:h1:10033', 'apply', 'run.port-in-use'],
    ['port-busy@fighters:h3:8700', 'apply', 'run.port-in-use'],
    ['carrier-dies', 'apply', 'run.data-center-unreachable'],
  ])('%s', async (fault, command, code) => {
    const said = await rehearse(['--fault', fault, '--json'])
    const lines = jsonLines(said)
    const errors = lines.filter(({ type, severity }) => type === 'problem' && severity === 'error')
    expect(errors.map((problem) => problem.code)).toContain(code)
    expect(lines.filter(({ type }) => type === 'rehearsing').map((line) => line.command)).toEqual(
      ['check', 'apply', 'plan'].flatMap((one) => (one === command ? [one, one] : [one])),
    )
    expect(lines.filter(({ type }) => type === 'plan').at(-1)?.nodes).toEqual([])
    expect(said.exitCode).toBe(0)
    expect(leftBehind()).toEqual([])
  })
})

test('names commands as they are typed in the folder, not where the rehearsal keeps it', async () => {
  const { exitCode, stdout } = await rehearse(['--yes'])
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringContaining('create-metis-node secrets show console-password'),
  ])
  expect(stdout).not.toContain('--file')
})

test('several faults are met one after the other', async () => {
  const { exitCode, stdout } = await rehearse([
    '--fault',
    'wrong-password:h2',
    '--fault',
    'carrier-dies',
    '--fault',
    'slow-link:h3',
  ])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('That was the fault you ordered (wrong-password:h2).')
  expect(stdout).toContain('That was the fault you ordered (carrier-dies).')
})

test('an update leaves services running, and status says whose restart is due', async () => {
  const { exitCode, stdout } = await rehearse(['--preset', 'minimal', '--fault', 'library-updated'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(
    /Restart due: carrier@\w+: libssl3 was updated on \d{4}-\d\d-\d\d, and it goes on with/,
  )
  expect(stdout).toMatch(/All instances are healthy/)
  expect(stdout).not.toContain('Did not happen')
})

test('a machine gets another address, and the organisation follows', async () => {
  const { exitCode, stdout } = await rehearse(['--preset', 'minimal', '--fault', 'address-changed'])
  expect(exitCode, stdout).toBe(0)
  expect(stdout).toMatch(/Done: h1 is known at [\d.]+, and the former address stands nowhere any more/)
  expect(stdout).not.toContain('Did not happen')
})

test('a fault that could not happen is told at the end', async () => {
  const { exitCode, stdout } = await rehearse(['--fault', 'host-lost@consul:h2'])
  expect(exitCode).toBe(0)
  expect(stdout).toContain('Did not happen: host-lost@consul:h2.')
})

test('every line says that it is a rehearsal, in the language of the operator', async () => {
  const en = await rehearse(['--preset', 'minimal'])
  const zh = await rehearse(['--preset', 'minimal', '--lang', 'zh'])
  const strangers = (text: string, label: string) =>
    text.split('\n').filter((line) => line !== '' && !line.startsWith(label))
  expect(strangers(en.stdout + en.stderr, 'REHEARSAL |')).toEqual([])
  expect(strangers(zh.stdout + zh.stderr, '演练 |')).toEqual([])
})

test("an operator's own file is rehearsed, and only read", async () => {
  const folder = temporaryFolder()
  await mkdir(join(folder, 'acme'))
  await writeFile(join(folder, 'acme/org.yaml'), await presetText('minimal'))
  const { exitCode } = await rehearse(['-f', 'acme/org.yaml'], folder)
  expect(exitCode).toBe(0)
  expect(await readdir(join(folder, 'acme'))).toEqual(['org.yaml'])
})

test('a console with TLS and a database elsewhere are rehearsed without the key and the password of either', async () => {
  const folder = temporaryFolder()
  const admin = `  admin:
    host: h1
    tls: { certificate: /etc/ssl/acme.crt, key: ~/acme.key }
    database: { host: 10.0.0.20, adminUser: installer }`
  const text = await presetText('minimal')
  await writeFile(join(folder, 'org.yaml'), text.replace('  admin: h1', admin))
  const { exitCode, stdout } = await rehearse(['-f', 'org.yaml'], folder)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('https://10.20.0.11/')
})

test('what is wrong with the order or with the file is told before anything begins', async () => {
  const folder = temporaryFolder()
  await writeFile(join(folder, 'org.yaml'), 'organisation: acme\n')
  const said = async (...argv: string[]) => {
    const { exitCode, stdout, stderr } = await rehearse(argv, folder)
    return [exitCode, /code {4}(\S+)/.exec(stdout + stderr)?.[1]]
  }
  expect(await said('--fault', 'nothing')).toEqual([3, 'rehearsal.unknown-fault'])
  expect(await said('--fault', 'disk-full:h9')).toEqual([3, 'rehearsal.unknown-host'])
  expect(await said('--speed', 'fast')).toEqual([3, 'command.invalid-option'])
  expect(await said('--hosts', '0')).toEqual([3, 'command.invalid-option'])
  expect(await said('--file', 'none.yaml')).toEqual([3, 'command.no-organisation'])
  expect(await said('--preset', 'tiny')).toEqual([3, 'topology.unknown-preset'])
  expect((await said('--file', 'org.yaml'))[0]).toBe(3)
  expect(leftBehind()).toEqual([])
})

test('as many hosts as are wanted', async () => {
  const { exitCode, stdout } = await rehearse(['--hosts', '12', '--json'])
  const lines = jsonLines({ exitCode, stdout, stderr: '' })
  expect(exitCode).toBe(0)
  expect(lines.filter(({ type }) => type === 'host')).toHaveLength(12)
})

describe('the laptop that is lost', () => {
  test.each([
    ['lost-laptop', '10.20.0.11'],
    ['lost-laptop:h2', '10.20.0.12'],
  ])('%s: from one host another folder goes on', async (ordered, address) => {
    const said = await rehearse(['--fault', ordered, '--json'])
    const lines = jsonLines(said)
    expect([said.exitCode, said.stderr]).toEqual([0, ''])
    const commands = ['check', 'apply', 'plan', `recover --from ops@${address}`, 'plan', 'apply']
    expect(lines.filter(({ type }) => type === 'rehearsing').map(({ command }) => command)).toEqual(commands)
    expect(lines.find(({ type }) => type === 'recovered')).toMatchObject({ generation: 1, from: address })
    // Installed, complete, complete again on the other laptop, and then one line is a new generation.
    const plans = lines.filter(({ type }) => type === 'plan').map(({ nodes }) => (nodes as unknown[]).length)
    expect(plans.map((count) => count > 0)).toEqual([true, false, false, true])
    expect(lines.at(-1)).toMatchObject({ type: 'rehearsed', unmet: [] })
    expect(leftBehind()).toEqual([])
  })

  test('had a release file of its own, outside the folder', async () => {
    const folder = await temporaryFolder()
    await cp(join(PRESETS, 'releases/metis-0.3.0.yaml'), join(folder, 'own.yaml'))
    const text = (await presetText('minimal')).replace(/^release: .*$/m, 'release: ./own.yaml')
    await writeFile(join(folder, 'org.yaml'), text)
    const said = await rehearse(['--fault', 'lost-laptop', '--file', 'org.yaml', '--json'], folder)
    expect(said.exitCode).toBe(0)
    const codes = jsonLines(said).flatMap(({ type, code }) => (type === 'problem' ? [code] : []))
    expect(codes).toContain('record.release-moved')
  })

  test('is told in words, and not where only operators could open what hosts keep', async () => {
    const { stdout } = await rehearse(['--fault', 'lost-laptop', '--yes'])
    expect(stdout).toContain('The laptop is lost, and the folder with it.')
    expect(stdout).toContain('On the new laptop a line is added to org.yaml.')
    const folder = await temporaryFolder()
    const key = 'age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z'
    await writeFile(
      join(folder, 'org.yaml'),
      `${await presetText('minimal')}\noperators: [{ name: ana, key: ${key} }]\n`,
    )
    const refused = await rehearse(['--fault', 'lost-laptop', '--file', 'org.yaml'], folder)
    expect(refused.stderr).toContain('rehearsal.sealed-for-operators')
  })
})
