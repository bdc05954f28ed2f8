import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readOrganisation } from '../../src/catalog/read-organisation.js'
import { byVersion, type Release } from '../../src/topology/release.js'

const PRESETS = fileURLToPath(new URL('../../presets', import.meta.url))
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'organisation-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('reads a file with the release that it names', async () => {
  const file = join(folder, 'org.yaml')
  await writeFile(
    file,
    [
      'organisation: acme',
      'release: metis-0.3.0',
      'hosts: { h1: { address: 10.0.0.1, local: true } }',
      'roles: { consul: h1, carrier: { host: h1, externalAddress: 9.8.7.6 }, admin: h1 }',
    ].join('\n'),
  )
  const read = await readOrganisation(file, PRESETS)
  expect(read).toMatchObject({
    ok: true,
    topology: { organisation: 'acme' },
    release: { id: 'metis-0.3.0' },
    problems: [],
  })
})

it("reads a release file of one's own that it names by its path, through the same schema", async () => {
  const file = join(folder, 'org.yaml')
  const published = await readFile(join(PRESETS, 'releases/metis-0.3.0.yaml'), 'utf8')
  await writeFile(join(folder, 'ours.yaml'), published.replace('version: 0.3.0', 'version: 0.10.1'))
  const text = [
    'organisation: acme',
    'release: ./ours.yaml',
    'hosts: { h1: { address: 10.0.0.1, local: true } }',
    'roles: { consul: h1, carrier: { host: h1, externalAddress: 9.8.7.6 }, admin: h1 }',
  ].join('\n')
  await writeFile(file, text)
  expect(await readOrganisation(file, PRESETS)).toMatchObject({
    ok: true,
    release: { id: 'ours', path: './ours.yaml', version: '0.10.1' },
    problems: [],
  })
  await writeFile(join(folder, 'ours.yaml'), published.replace('keyPrefix: metis', 'keyPrefx: metis'))
  expect(await readOrganisation(file, PRESETS)).toMatchObject({
    ok: false,
    problems: [{ code: 'topology.misspelt-key', where: { file: join(folder, 'ours.yaml') } }],
  })
})

it('sorts releases by version, the newest first', () => {
  const of = (version: string) => ({ version }) as Release
  expect(byVersion(['0.3.0', '0.10.0', '0.9.2'].map(of)).map(({ version }) => version)).toEqual([
    '0.10.0',
    '0.9.2',
    '0.3.0',
  ])
})

it('tells a file that is not there as a problem, not as a crash', async () => {
  const file = join(folder, 'missing.yaml')
  expect(await readOrganisation(file, PRESETS)).toEqual({
    ok: false,
    problems: [
      {
        code: 'topology.unreadable',
        severity: 'error',
        where: { file },
        details: { file, reason: 'ENOENT' },
      },
    ],
  })
})

it('tells a folder in place of the file', async () => {
  const read = await readOrganisation(folder, PRESETS)
  expect(read.problems.map(({ code, details }) => [code, details.reason])).toEqual([
    ['topology.unreadable', 'ENOTFILE'],
  ])
})

it.each([
  ['is far too large', Buffer.alloc(1024 * 1024 + 1, '#')],
  ['is a program', Buffer.from('\x7fELF\x02\x01\x01\x00\x00: [\n%\n- {', 'latin1')],
  ['is text in UTF-16', Buffer.from('\ufefforganisation: acme\n', 'utf16le')],
])('says once that a file is another one when it %s', async (_, content) => {
  const file = join(folder, 'org.yaml')
  await writeFile(file, content)
  expect((await readOrganisation(file, PRESETS)).problems).toEqual([
    { code: 'topology.wrong-file', severity: 'error', where: { file }, details: { file } },
  ])
})

it('names the file in every problem', async () => {
  const file = join(folder, 'org.yaml')
  await writeFile(file, 'organisation: [\n')
  expect((await readOrganisation(file, PRESETS)).problems.every(({ where }) => where.file === file)).toBe(
    true,
  )
})
