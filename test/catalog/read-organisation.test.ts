import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { withOwnRelease } from '../../src/catalog/presets.js'
import { readOrganisation } from '../../src/catalog/read-organisation.js'
import { explain } from '../../src/i18n/explain.js'
import { LANGUAGES } from '../../src/i18n/language.js'
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

const OWN = [
  'organisation: acme',
  'release: ./ours.yaml',
  'hosts: { h1: { address: 10.0.0.1, local: true } }',
  'roles:',
  '  consul: h1',
  '  carrier: { host: h1, externalAddress: 9.8.7.6 }',
  '  admin: h1',
  '  via: { host: h1, externalAddress: 9.8.7.6 }',
].join('\n')

/** An organisation whose own release file is the published one, changed. */
async function ownRelease(change: (published: string) => string, org = OWN) {
  const file = join(folder, 'org.yaml')
  await writeFile(file, org)
  const published = await readFile(join(PRESETS, 'releases/metis-0.3.0.yaml'), 'utf8')
  const text = change(published)
  await writeFile(join(folder, 'ours.yaml'), text)
  const lineOf = (start: string) => text.split('\n').findIndex((line) => line.startsWith(start)) + 1
  return { ours: join(folder, 'ours.yaml'), lineOf, read: await readOrganisation(file, PRESETS) }
}

const WITHOUT_VIA = (text: string) => text.replace(/.*id: via,.*\n/, '').replace(/ {2}via: \{ cores.*\n/, '')

it("tells what a release file of one's own lacks for the roles, with its file and lines", async () => {
  const { ours, lineOf, read } = await ownRelease(WITHOUT_VIA)
  expect(read).toEqual({
    ok: false,
    problems: [
      {
        code: 'artifact.not-in-release',
        severity: 'error',
        where: { file: ours, path: 'artifacts', line: lineOf('artifacts:') },
        details: {
          path: 'artifacts',
          release: 'ours',
          artifact: 'via',
          role: 'via',
          known: expect.stringContaining('rosetta/no-avx2, python'),
        },
      },
      {
        code: 'topology.missing-key',
        severity: 'error',
        where: { file: ours, path: 'sizes.via', line: lineOf('sizes:') },
        details: { path: 'sizes.via', key: 'via' },
      },
    ],
  })
  expect(read.problems.map((one) => LANGUAGES.map((language) => explain(one, language).what))).toEqual([
    [
      'The release ours lists no artifact `via`, and the role via needs it.',
      '版本 ours 没有列出制品 `via`，而角色 via 需要它。',
    ],
    ['`sizes.via` is missing.', '缺少 `sizes.via`。'],
  ])
})

it('asks nothing of it for roles that nobody has', async () => {
  const org = OWN.replace(/\n.*via:.*/, '')
  expect((await ownRelease(WITHOUT_VIA, org)).read).toMatchObject({ ok: true, problems: [] })
})

it('tells an artifact that it lists for other roles only, behind the mistakes of org.yaml', async () => {
  const { ours, read } = await ownRelease(
    (text) => text.replace('file: via, roles: [via]', 'file: via, roles: [data]'),
    `${OWN}\nserviceUser: Metis\n`,
  )
  expect(read.problems.map(({ code, where }) => [code, where.file])).toEqual([
    ['topology.invalid-service-user', join(folder, 'org.yaml')],
    ['artifact.not-in-release', ours],
  ])
})

it('says what to do about a release file, not about a topology', async () => {
  const fixes = async (change: (published: string) => string) => {
    const { problems } = (await ownRelease(change)).read
    return problems.map((one) => LANGUAGES.map((language) => explain(one, language).fix.split('\n').at(-1)))
  }
  expect(await fixes((text) => text.replace('address: https', 'address: ftp'))).toEqual([
    [
      'Compare a release file with one in presets/releases of this program.',
      '版本文件请对照本程序 presets/releases 中的一份。',
    ],
  ])
  expect(await fixes(() => '')).toEqual([
    [
      'Start a release file from a copy of one in presets/releases of this program.',
      '版本文件从本程序 presets/releases 中的一份副本开始。',
    ],
  ])
  expect(await fixes((text) => text + '#'.repeat(1024 * 1024))).toEqual([
    [
      'Name the right file, with --file or behind `release:` in org.yaml; text in UTF-16 is to be saved as UTF-8.',
      '请指明真正的文件：用 --file，或写在 org.yaml 的 `release:` 后面；UTF-16 文本请另存为 UTF-8。',
    ],
  ])
  await rm(join(folder, 'ours.yaml'))
  const { problems } = await readOrganisation(join(folder, 'org.yaml'), PRESETS)
  expect(problems.map(({ code, where }) => [code, where.file])).toEqual([
    ['topology.release-missing', join(folder, 'ours.yaml')],
  ])
  expect(
    problems.map((one) => LANGUAGES.map((language) => explain(one, language).fix.split('\n')[0])),
  ).toEqual([
    [
      'If the organisation is installed, its hosts keep the file: `create-metis-node pull`',
      '如果组织已安装，主机上保存着这个文件：`create-metis-node pull`',
    ],
  ])
})

it("reads a release file of one's own anew, also where one of that path is known", async () => {
  const { read } = await ownRelease((text) => text)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const { release } = read
  await ownRelease((text) => text.replace('version: 0.3.0', 'version: 0.3.1'))
  const found = await withOwnRelease([release], parseYaml(OWN), folder)
  expect(found.map(({ version }) => version)).toEqual(['0.3.1'])
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
