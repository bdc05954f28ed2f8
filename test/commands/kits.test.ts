import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readRelease } from '../../src/catalog/presets.js'
import { openOrganisation } from '../../src/commands/organisation/open-organisation.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { World } from '../../src/commands/program/session.js'
import { InstallerError, problem } from '../../src/errors/problem.js'
import { makersMark } from '../../src/state/left-overs.js'
import type { ReadyArtifact } from '../../src/topology/release.js'
import { markOfTheDead } from '../state/mark-of-the-dead.js'
import { fakeWorld, type Script } from './fake-world.js'

const ORG = `organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
  h2: { address: 10.0.0.12, byHand: true }
  h3: { address: 10.0.0.13, byHand: true }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: h1
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: [h2, h3]
`
const CONTENT = 'a wheel\n'
const release = await readRelease('presets', 'metis-0.3.0')
const artifacts = release.artifacts.map(
  ({ id, cpu, file }): ReadyArtifact => ({
    id,
    ...(cpu === undefined ? {} : { cpu }),
    fileName: file.split('/').at(-1) ?? file,
    sha256: createHash('sha256').update(CONTENT).digest('hex'),
    size: CONTENT.length,
  }),
)

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kits-'))
  writeFileSync(join(folder, 'org.yaml'), ORG)
  writeFileSync(join(folder, 'wheel'), CONTENT)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The real commands in a folder of their own, with hosts that nobody may connect to. */
async function call(args: readonly string[], script: Script = {}) {
  const fake = fakeWorld({ ...script, workingDirectory: folder, presetsDirectory: resolve('presets') })
  const connectedTo: string[] = []
  const world: World = {
    ...fake.world,
    open: (session, needs, command) =>
      openOrganisation(session, needs, command, {
        connect: async ({ name }) => {
          connectedTo.push(name)
          throw new InstallerError(problem('connection.no-route', { host: name }, { host: name }))
        },
        prepareArtifacts: async () => ({ artifacts, payload: () => join(folder, 'wheel') }),
      }),
  }
  const code = await runCommandLine(args, world)
  return { code, out: fake.stdout(), all: (fake.stdout() + fake.stderr()).replace(/\s+/g, ' '), connectedTo }
}

const exportIt = (...more: string[]) =>
  call(['bundle', 'export-host', 'h2', '--os', 'debian-12', '--cpu', 'avx2', ...more])
const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777

/** What a kit of h2 would have written. */
function receipt(change: Readonly<Record<string, string>> = {}, answer = ANSWER): string {
  const script = readFileSync(join(folder, 'h2.kit/run.sh'), 'utf8')
  const [, organisationId = ''] = /^organisation_id=(.*)$/m.exec(script) ?? []
  const head = {
    organisation: 'acme',
    'organisation-id': organisationId,
    host: 'h2',
    address: '10.0.0.12',
    kit: '0123456789abcdef',
    'kit-made': '2026-01-31T12:00:00.000Z',
    made: '2026-01-31T12:05:00Z',
    ...change,
  }
  const lines = Object.entries(head).map(([key, value]) => `${key}: ${value}\n`)
  const packed = gzipSync(answer)
    .toString('base64')
    .replace(/(.{76})/g, '$1\n')
    .trimEnd()
  const text = `metis receipt 1\n${lines.join('')}\n${packed}\n`
  return `${text}sha256: ${createHash('sha256').update(text).digest('hex')}\n`
}

const ANSWER = `
@system
|machine x86_64
|kernel 6.1
|
|ID=debian
|VERSION_ID="12"
|PRETTY_NAME="Debian 12"

@hardware
|cpu flags : fpu avx avx2

@identity
|hostname data-2
|machine-id 0123456789abcdef0123456789abcdef
|
|2: eth0    inet 10.0.0.12/24 brd 10.0.0.255 scope global eth0

@receipts

@
clock 1769861100000 1769861100100
`

function importIt(text: string, more: readonly string[] = [], script: Script = {}) {
  writeFileSync(join(folder, 'h2.receipt'), text)
  return call(['import-receipt', 'h2.receipt', ...more], script)
}

describe('bundle export-host', () => {
  test('writes a folder that only its maker can read, and connects to nobody', async () => {
    const { code, out, connectedTo } = await exportIt()
    expect([code, connectedTo]).toEqual([0, []])
    expect(readdirSync(join(folder, 'h2.kit'))).toEqual([
      'README.txt',
      'SHA256SUMS',
      'files',
      'run.sh',
      'secrets',
    ])
    expect([modeOf('h2.kit'), modeOf('h2.kit/run.sh')]).toEqual([0o700, 0o700])
    const sums = createHash('sha256')
      .update(readFileSync(join(folder, 'h2.kit/run.sh')))
      .digest('hex')
    expect(out).toContain(sums.slice(0, 8))
    expect(out).toContain('for debian-12 (avx2)')
    execFileSync('sha256sum', ['--quiet', '--check', 'SHA256SUMS'], { cwd: join(folder, 'h2.kit') })
  })

  test('never mixes a kit with what is there', async () => {
    await exportIt()
    const { code, all } = await exportIt()
    expect([code, all]).toEqual([3, expect.stringContaining('h2.kit is there already.')])
  })

  test('clears away half a kit that was left when the program was killed, of whichever host', async () => {
    const left = `.h3.kit.incoming-${await markOfTheDead()}`
    const running = `.h3.kit.incoming-${makersMark()}`
    for (const name of [left, running]) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'secrets'), 'PASSWORD=1')
    }
    expect((await exportIt()).code).toBe(0)
    expect(readdirSync(folder).filter((name) => name.includes('.kit'))).toEqual([running, 'h2.kit'])
  })

  test('makes one tar of it where that is easier to carry', async () => {
    expect((await exportIt('--tar', '-o', 'carry.tar')).code).toBe(0)
    expect(modeOf('carry.tar')).toBe(0o600)
    execFileSync('tar', ['-xf', 'carry.tar'], { cwd: folder })
    execFileSync('sha256sum', ['--quiet', '--check', 'SHA256SUMS'], { cwd: join(folder, 'carry') })
    expect(readdirSync(folder).filter((name) => name.startsWith('.carry'))).toEqual([])
  })

  test.each([
    [['h9'], 'There is no host `h9` in org.yaml.'],
    [['h1'], 'h1 is not set up by hand, so it needs no kit.'],
    [['h2'], '`--os` is missing'],
    [['h2', '--os', 'debian-12'], '`--cpu` is missing'],
    [['h2', '--os', '../etc', '--cpu', 'avx2'], '--os'],
    [['h2', '--os', 'debian-9', '--cpu', 'avx2'], 'debian 9'],
    [['h2', '--os', 'debian-12', '--cpu', 'fast'], '--cpu'],
  ])('says what is missing or wrong with %j', async (args, words) => {
    const { code, all } = await call(['bundle', 'export-host', ...args])
    expect(all).toContain(words)
    expect([code === 0, readdirSync(folder).includes('h2.kit')]).toEqual([false, false])
  })
})

describe('import-receipt', () => {
  beforeEach(async () => {
    await exportIt()
  })

  test('keeps what the host told, so that its next kit needs no description', async () => {
    const { code, out } = await importIt(receipt())
    expect([code, out]).toEqual([0, expect.stringContaining('Debian 12')])
    expect(modeOf('receipts/h2.json')).toBe(0o600)
    const stored = JSON.parse(readFileSync(join(folder, 'receipts/h2.json'), 'utf8')) as unknown
    expect(stored).toEqual({
      version: 1,
      host: 'h2',
      kit: '0123456789abcdef',
      made: '2026-01-31T12:05:00Z',
      imported: '2026-01-31T12:00:00.000Z',
      answer: ANSWER,
    })
    rmSync(join(folder, 'h2.kit'), { recursive: true })
    const second = await call(['bundle', 'export-host', 'h2'])
    expect(second).toMatchObject({ code: 0, connectedTo: ['h1'] })
    expect(second.all).toContain('the kit of h2 is made from what it told itself')
    const script = readFileSync(join(folder, 'h2.kit/run.sh'), 'utf8')
    expect(script).toContain('machine_id=0123456789abcdef0123456789abcdef')
  })

  test.each([
    ['another host', { host: 'h3' }, 'of `h3` (10.0.0.12)'],
    ['a host that is connected to', { host: 'h1', address: '10.0.0.11' }, 'of `h1` (10.0.0.11)'],
    ['an address that it has no more', { address: '10.0.0.99' }, 'of `h2` (10.0.0.99)'],
    ['another organisation', { organisation: 'other' }, 'of another organisation: other'],
    [
      'another organisation of this name',
      { 'organisation-id': '0000000000000000' },
      'of another organisation: acme',
    ],
    ['tomorrow', { made: '2026-02-01T12:00:00Z' }, 'The clock of h2 or of this machine is wrong'],
    ['before its kit', { made: '2026-01-31T11:00:00Z' }, 'The clock of h2 or of this machine is wrong'],
  ])('refuses one of %s', async (_, change, words) => {
    const { code, all } = await importIt(receipt(change))
    expect([code, all]).toEqual([3, expect.stringContaining(words)])
    expect(readdirSync(folder)).not.toContain('receipts')
  })

  test('refuses what a host can not have said', async () => {
    const refused = async (text: string, words: string) => {
      const { code, all } = await importIt(text)
      expect([code, all]).toEqual([3, expect.stringContaining(words)])
    }
    await refused(receipt({}, ANSWER.replace('@receipts', '@nothing')), 'the host did not list its receipts')
    await refused(receipt({}, ANSWER.replace('10.0.0.12/24', '10.0.0.77/24')), 'of `h2` (10.0.0.12)')
    await refused(receipt({}, `${' '.repeat(40 * 1024 * 1024)}`), 'can not be unpacked')
    await refused('x'.repeat(5 * 1024 * 1024), 'larger than any receipt')
    await refused(receipt().slice(0, 400), 'changed or cut off on its way')
    expect((await call(['import-receipt', '.'])).all).toContain('it is no file')
  })

  test('takes an older one only from somebody who means it', async () => {
    await importIt(receipt())
    const older = receipt({ made: '2026-01-31T12:01:00Z' })
    expect(await importIt(older)).toMatchObject({
      code: 3,
      all: expect.stringContaining('A newer receipt of h2'),
    })
    expect((await importIt(older, [], { answers: ['n'] })).code).toBe(1)
    expect((await importIt(older, [], { answers: ['y'] })).code).toBe(0)
    expect(readFileSync(join(folder, 'receipts/h2.json'), 'utf8')).toContain('12:01:00Z')
  })

  test('says so when it has it already', async () => {
    await importIt(receipt())
    expect(await importIt(receipt())).toMatchObject({
      code: 0,
      out: expect.stringContaining('was imported before'),
    })
  })
})
