import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { markOfTheDead } from '../../state/mark-of-the-dead.js'
import { connectedMachine, ORG } from './bundling.js'

describe('bundle create', () => {
  it('makes one file with all that the organisation needs, which verify finds whole', async () => {
    const { run, top, list } = await connectedMachine()

    const made = await run(['bundle', 'create', '--os', 'debian-12'])
    const checked = await run(['bundle', 'verify', 'acme.metis'])

    expect({ code: made.code, err: made.err }).toEqual({
      code: 0,
      err: expect.stringMatching(/^(?: {2}\S.*\n)*$/),
    })
    expect(made.out).toMatch(/^\nacme\.metis is made: \d+\.\d MB\n/)
    expect(made.out).toMatch(
      /\n {2}artifacts +5 .*metis-0\.3\.0 avx2 \+ no-avx2\n {2}OS packages +4 .*debian-12\n/,
    )
    const [, fingerprint = ''] = /\n {2}((?:\d{5} ){7}\d{5})\n/.exec(made.out) ?? []
    expect(checked.code).toBe(0)
    expect(checked.out).toContain('  installs      acme: 8 of 8 pieces\n')
    expect(checked.out).toContain(`  signed by     ${fingerprint}\n`)
    expect(checked.out).toMatch(/\nThis bundle is whole\.\n$/)
    expect(list('org')).toEqual(['acme.metis', 'artifacts', 'artifacts.lock.json', 'org.yaml'])
    expect(list('home/cache/create-metis-node').filter((name) => name.startsWith('making-'))).toEqual([])

    const { stdout } = await execa('tar', ['-tf', join(top, 'org/acme.metis')])
    expect(stdout.split('\n')).toEqual([
      'manifest.json',
      'manifest.sig',
      'runtime/node',
      'installer/bin/create-metis-node.js',
      'installer/dist/main.js',
      'installer/dist/screens.js',
      'installer/package.json',
      'installer/node_modules/ssh2/index.js',
      'installer/node_modules/ssh2/package.json',
      'create-metis-node',
      'release/metis-0.3.0/consul_1.10.4_linux_amd64.zip',
      'release/metis-0.3.0/carrier',
      'release/metis-0.3.0/admin.jar',
      'release/metis-0.3.0/admin.tar',
      'release/metis-0.3.0/admin.sql',
      'packages/debian-12/libc6_2.36_amd64.deb',
      'packages/debian-12/mariadb-server_10.11_amd64.deb',
      'packages/debian-12/nginx_1.22_amd64.deb',
      'packages/debian-12/openjdk-17-jre-headless_17.0_amd64.deb',
      'README.txt',
      'sbom.cdx.json',
      'organisation/org.yaml',
      'organisation/artifacts.lock.json',
    ])
  })

  it('lists what is missing with where it was looked for, and leaves nothing half made, also of earlier runs', async () => {
    const { run, list } = await connectedMachine({
      'org/org.yaml': ORG.replace('./artifacts', '../program'),
      [`home/cache/create-metis-node/making-${await markOfTheDead()}/node`]: 'of a run that was killed',
    })

    const { code, err } = await run(['bundle', 'create', '--os', 'debian-12'])

    expect(code).toBe(1)
    expect(err).toMatch(
      / {2}carrier: \S+\/program\/carrier, http:\/\/127\.0\.0\.1:\d+\/gone\/carrier \(HTTP 404\)/,
    )
    expect(err).toContain('code    artifact.missing\n')
    expect(list('org')).toEqual(['artifacts', 'org.yaml'])
    expect(list('home/cache/create-metis-node').filter((name) => name.startsWith('making-'))).toEqual([])
  })

  it('asks for the systems at a terminal, and says which there are where nobody can be asked', async () => {
    const { run } = await connectedMachine()

    const silent = await run(['bundle', 'create'])
    const asked = await run(['bundle', 'create', '-o', 'x.metis'], { answers: [''] })
    const strange = await run(['bundle', 'create', '--os', 'debian-7'])

    expect(silent.code).toBe(3)
    expect(silent.err).toContain('There are: debian-12')
    expect({ code: asked.code, asked: asked.asked }).toEqual({
      code: 0,
      asked: ['Which do your hosts have? Several with commas [debian-12] '],
    })
    expect({ code: strange.code, err: strange.err }).toMatchObject({
      code: 3,
      err: expect.stringContaining('--os: debian-7 is not one of debian-12.'),
    })
  })

  it('leaves a bundle of that name alone, also one in parts', async () => {
    const { run, top } = await connectedMachine({ 'org/org.yaml': ORG, 'org/acme.metis.001': 'mine' })

    const { code, err } = await run(['bundle', 'create', '--os', 'debian-12'])

    expect(code).toBe(3)
    expect(err).toContain('acme.metis.001 is there already')
    expect(readFileSync(join(top, 'org/acme.metis.001'), 'utf8')).toBe('mine')
  })

  it('carries only what an earlier bundle has not', async () => {
    const { run, top } = await connectedMachine()
    await run(['bundle', 'create', '--os', 'debian-12', '-o', 'old.metis'])
    appendFileSync(join(top, 'org/artifacts/admin.jar'), ', changed')
    writeFileSync(join(top, 'org/artifacts.lock.json'), '{}')

    const { code, out } = await run(['bundle', 'create', '--os', 'debian-12', '--since', 'old.metis'])

    expect(code).toBe(0)
    expect(out).toMatch(/artifacts +5 .*4 in the earlier bundle\n/)
    expect(out).toMatch(/OS packages +4 .*4 in the earlier bundle\n/)
    const { stdout } = await execa('tar', ['-tf', join(top, 'org/acme.metis')])
    expect(stdout.split('\n').filter((name) => /^(release|packages)/.test(name))).toEqual([
      'release/metis-0.3.0/admin.jar',
    ])
    const checked = await run(['bundle', 'verify', 'acme.metis'])
    expect(checked.code).toBe(0)
    expect(checked.out).toContain(
      '  pieces        all 13 are as they were signed; 8 in an earlier bundle that was not opened here\n',
    )
    expect(checked.out).toMatch(/needs an earlier one that was not opened on this machine\.\n$/)
  })

  it('makes parts that fit a stick, and verify wants them all', async () => {
    const { run, top, list } = await connectedMachine()
    const output = ['-o', 'acme co.metis']
    const made = await run(['bundle', 'create', '--os', 'debian-12', '--split', '2m', ...output])
    expect(made.code).toBe(0)
    expect(made.out).toContain("bundle verify 'acme co.metis.001'")
    expect(made.out).toContain("sh 'acme co.metis.001'")
    expect(list('org').filter((name) => name.startsWith('acme'))).toEqual([
      'acme co.metis.001',
      'acme co.metis.002',
    ])
    expect(statSync(join(top, 'org/acme co.metis.001')).size).toBe(2 * 1024 * 1024)

    const { code } = await run(['bundle', 'verify', 'acme co.metis.001'])
    expect(code).toBe(0)
  })

  it('is made for a preset without an org.yaml', async () => {
    const { run } = await connectedMachine({})
    const { code, err } = await run([
      'bundle',
      'create',
      '--preset',
      'minimal',
      '--os',
      'debian-12',
      '--json',
    ])
    // The published address is not to be reached from a test; the artifacts are all that is missing.
    expect({ code, err }).toEqual({ code: 1, err: '' })
  })

  it('asks what it is for where there is no org.yaml', async () => {
    const { run, list } = await connectedMachine({})
    const source = ['--source', 'artifacts']

    const asked = await run(['bundle', 'create', ...source], { answers: ['minimal', 'debian-12'] })
    const silent = await run(['bundle', 'create', ...source])

    expect(asked.asked).toEqual([
      'Which? A path or a preset [production] ',
      'Which do your hosts have? Several with commas [debian-12] ',
    ])
    expect(list('org')).toEqual(['artifacts', 'minimal.metis'])
    expect(silent.err).toContain('code    command.no-organisation\n')
  })
})

describe('bundle verify', () => {
  it('names the piece that is damaged, and tells how far the bundle goes for another topology', async () => {
    const { run, top } = await connectedMachine()
    await run(['bundle', 'create', '--os', 'debian-12'])
    const path = join(top, 'org/acme.metis')
    const bytes = readFileSync(path)
    const at = bytes.indexOf('the program carrier')
    bytes[at] = 'T'.charCodeAt(0)
    writeFileSync(path, bytes)
    writeFileSync(
      join(top, 'org/org.yaml'),
      `${ORG.replace('  admin: h1\n', '  admin: h1\n  via: { host: h1, externalAddress: 9.8.7.6 }\n')}`,
    )

    const { code, out, json } = await run(['bundle', 'verify', 'acme.metis', '--json'])

    expect(code).toBe(1)
    expect(out).not.toContain('This bundle')
    expect(json().map(({ type, code: of }) => of ?? type)).toEqual([
      'bundle.piece-differs',
      'bundle.incomplete',
      'passport',
    ])
    expect(json().at(-1)).toMatchObject({ ok: false, installs: { have: 8, wanted: 9 } })
  })

  it('says where a copy ended early', async () => {
    const { run, top } = await connectedMachine()
    await run(['bundle', 'create', '--os', 'debian-12'])
    truncateSync(join(top, 'org/acme.metis'), 1_000_000)

    const { code, out } = await run(['bundle', 'verify', 'acme.metis'])

    expect(code).toBe(1)
    expect(out).toContain('ends at byte 1000000, within `runtime/node`')
    expect(out).toMatch(/\nThis bundle must not be used as it is\.\n$/)
  })

  it('wants a bundle to be named', async () => {
    const { run } = await connectedMachine()
    const { code, err } = await run(['bundle', 'verify'])
    expect(code).toBe(3)
    expect(err).toContain('Which bundle is meant was not said.')
  })
})
