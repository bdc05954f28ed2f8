import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bootLab, type Lab, labRefusal } from './lab.js'
import { PACKAGE_SOURCE } from './package-source.js'

const ADDRESS = '10.94.0.11'
const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))
const isSkipped = labRefusal() !== undefined && !process.env.CI

const APT_FILES = {
  '/etc/apt/sources.list': 'deb http://192.0.2.1/debian bookworm main\n',
  // As some have it: hosts that call home at an update, and pins that belong to sources of their own.
  '/etc/apt/apt.conf.d/99-others': 'APT::Update::Pre-Invoke {"touch /root/an-update-was-made";};\n',
  '/etc/apt/preferences.d/others': 'Package: nginx*\nPin: release *\nPin-Priority: -1\n',
  '/var/lib/apt/lists/192.0.2.1_debian_dists_bookworm_InRelease': 'what an earlier update left\n',
}

describe.skipIf(isSkipped).sequential('a host without a source of OS packages', () => {
  let lab: Lab
  let folder: string
  let result: {
    plan: string[]
    errors: unknown[]
    outcome: string
    problems: unknown[]
    second: string[]
    output: string[]
  }

  beforeAll(async () => {
    lab = await bootLab({ name: 'os-packages', subnet: '10.94.0', hosts: [{ name: 'h1', files: APT_FILES }] })
    folder = mkdtempSync(join(tmpdir(), 'metis-os-packages-'))
  })
  afterAll(async () => {
    await lab?.down()
    if (folder) rmSync(folder, { recursive: true })
  })

  const onHost = async (script: string) => (await lab.host('h1').exec(script)).stdout
  const aptFiles = () =>
    onHost('find /etc/apt /var/lib/apt/lists /var/cache/apt -type f -exec sha256sum {} + | sort')

  test('gets them from what was brought along, and asks nobody else', async () => {
    const before = await aptFiles()
    const org = join(folder, 'org.yaml')
    writeFileSync(org, organisation(lab))
    const { stdout, stderr } = await lab.run(
      process.execPath,
      [
        '--import',
        'tsx',
        'test/lab/carry-packages.ts',
        org,
        PACKAGE_SOURCE,
        folder,
        lab.knownHostsFile,
        lab.password,
      ],
      { cwd: REPOSITORY, reject: false },
    )
    expect(stderr).toBe('')
    result = JSON.parse(stdout)
    expect(result.problems, result.output.join('\n')).toEqual([])
    expect(result).toMatchObject({ errors: [], outcome: 'done' })
    expect(result.plan.filter((id) => id.includes('packages'))).toEqual([
      expect.stringMatching(/^h1 artifact:\/opt\/metis\/\.artifacts\/[0-9a-f]{16}\/packages-debian-12\.tar$/),
      'h1 packages:host',
    ])
    expect(result.output.filter((line) => /^(W|E|Err|Warning):|192\.0\.2\.1/.test(line))).toEqual([])
    const fetched = result.output.filter((line) => line.startsWith('Get:'))
    expect(fetched.filter((line) => !/^Get:\d+ file:\/opt\/metis\//.test(line))).toEqual([])
    expect(fetched).toContainEqual(expect.stringContaining(' mariadb-server '))
    expect(await aptFiles()).toBe(before)
    expect(await onHost('ls /root/an-update-was-made 2>&1')).toContain('No such file')
  })

  test('runs what was installed', async () => {
    expect(await onHost('systemctl is-active mariadb nginx')).toBe('active\nactive')
    expect(await onHost('mariadb -N -e "select 1"')).toBe('1')
    expect(await onHost('/usr/lib/jvm/java-17-openjdk-amd64/bin/java -version 2>&1')).toContain('openjdk')
  })

  test('keeps the tar only, for root', async () => {
    expect(await onHost('cd /opt/metis/.artifacts && find . -mindepth 2')).toMatch(
      /^\.\/[0-9a-f]{16}\/packages-debian-12\.tar$/,
    )
  })

  test('needs nothing a second time', () => {
    expect(result.second).toEqual([])
  })
})

function organisation(lab: Lab): string {
  return `organisation: carried
release: metis-0.3.0
hosts:
  h1: {address: ${ADDRESS}, user: ${lab.user}, identityFile: ${lab.keyFile}}
roles:
  consul: h1
  carrier: {host: h1, externalAddress: ${ADDRESS}}
  admin: h1
  via: {host: h1, externalAddress: ${ADDRESS}}
`
}
