import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { prepareTakeOver } from '../../../src/commands/organisation/take-over.js'
import { organisationFolder } from '../../../src/state/organisation-folder.js'
import { PRESETS, presetText } from '../../rehearsal/rehearsed-world.js'
import { problemsOf, problemsOfAsync } from '../../state/problem-of.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { SALT, SECRETS, sealedRecord } from './sealed-record.js'

const PIN = { sha256: 'a'.repeat(64), size: 1, from: 'x', since: '2026-01-31T12:00:00Z' }
const pinsText = (...names: string[]) =>
  `${JSON.stringify(Object.fromEntries(names.map((name) => [name, PIN])), null, 2)}\n`
const own = async (path: string) => {
  const release = await readFile(join(PRESETS, 'releases/metis-0.3.0.yaml'), 'utf8')
  const file = (await presetText('data-provider')).replace(/^release: .*$/m, `release: ${path}`)
  return { file, release: { path, text: release } }
}

async function takingOver(record: Awaited<ReturnType<typeof sealedRecord>>, secrets?: string) {
  const directory = join(temporaryFolder(), 'org')
  await mkdir(directory)
  const folder = organisationFolder(join(directory, 'org.yaml'))
  const now = new Date('2026-11-30T08:15:00Z')
  const input = { folder, record, from: 'h1', presetsDirectory: PRESETS, now }
  const prepare = () => prepareTakeOver({ ...input, ...(secrets === undefined ? {} : { secrets }) })
  return { directory, folder, prepare }
}

const codesOf = async (work: Promise<unknown>) => (await problemsOfAsync(work)).map(({ code }) => code)

test('an empty folder becomes that of the organisation, its secrets for its owner alone', async () => {
  const body = { ...(await own('./releases/own.yaml')), pins: pinsText('b') }
  const record = await sealedRecord({ body })
  const { directory, folder, prepare } = await takingOver(record, SECRETS)
  const ready = await prepare()
  expect(await readdir(directory)).toEqual([])
  ready.write()
  expect((await readdir(directory)).toSorted()).toEqual([
    'applied.jsonl',
    'artifacts.lock.json',
    'known_hosts',
    'org.yaml',
    'releases',
    'secrets.json',
  ])
  expect(await readFile(folder.secrets, 'utf8')).toBe(SECRETS)
  expect((await stat(folder.secrets)).mode & 0o777).toBe(0o600)
  expect(await readFile(folder.topology, 'utf8')).toBe(body.file)
  expect(await readFile(join(directory, 'releases/own.yaml'), 'utf8')).toBe(body.release.text)
  expect(await readFile(folder.applied, 'utf8')).toBe(record.text)
  expect((await prepare()).changed).toEqual([])
})

test('keys and pins that are here stay, those of others are added', async () => {
  const record = await sealedRecord({
    body: { pins: pinsText('a', 'b'), hostKeys: '10.0.0.11 ssh-ed25519 AAAA\n10.0.0.12 ssh-rsa BBBB' },
  })
  const { folder, prepare } = await takingOver(record, SECRETS)
  const mine = pinsText('a').replace('"size": 1', '"size": 2')
  await writeFile(folder.pins, mine)
  await writeFile(folder.knownHosts, '10.0.0.11 ssh-ed25519 OTHER\n')
  const ready = await prepare()
  expect(ready.problems.map(({ code, details }) => [code, details.host])).toEqual([
    ['record.host-key-differs', '10.0.0.11'],
  ])
  ready.write()
  const pins = JSON.parse(await readFile(folder.pins, 'utf8')) as Record<string, { size: number }>
  expect([pins.a?.size, pins.b?.size]).toEqual([2, 1])
  expect(await readFile(folder.knownHosts, 'utf8')).toBe(
    '10.0.0.11 ssh-ed25519 OTHER\n10.0.0.12 ssh-rsa BBBB\n',
  )
})

test('other secrets are never overwritten, newer ones of the same set keep those before', async () => {
  const newer = SECRETS.replace('passphrase-of', 'newer-passphrase-of')
  const { directory, folder, prepare } = await takingOver(await sealedRecord({ secrets: newer }), newer)
  await writeFile(folder.secrets, SECRETS.replace(SALT, 'cd'.repeat(32)), { mode: 0o600 })
  expect(await codesOf(prepare())).toEqual(['record.other-secrets'])
  await writeFile(folder.secrets, SECRETS)
  ;(await prepare()).write()
  expect(await readFile(folder.secrets, 'utf8')).toBe(newer)
  const former = join(directory, 'secrets.json.2026-11-30T081500Z.former')
  expect(await readFile(former, 'utf8')).toBe(SECRETS)
  expect((await stat(former)).mode & 0o777).toBe(0o600)
})

test('nothing of a record is used that others have made, or that is of another organisation', async () => {
  const forged = await takingOver(await sealedRecord({ salt: 'cd'.repeat(32) }), SECRETS)
  expect(await codesOf(forged.prepare())).toEqual(['record.not-signed'])
  const renamed = await takingOver(await sealedRecord({ head: { organisation: 'other' } }), SECRETS)
  expect(await codesOf(renamed.prepare())).toEqual(['record.damaged'])
  const broken = await takingOver(
    await sealedRecord({ body: { file: 'organisation: rehearsal\nroles: [' } }),
    SECRETS,
  )
  expect(await codesOf(broken.prepare())).toContain('topology.syntax')
  const pins = await takingOver(await sealedRecord({ body: { pins: '[]' } }), SECRETS)
  expect(await codesOf(pins.prepare())).toEqual(['record.damaged'])
  const { folder, prepare } = await takingOver(await sealedRecord(), SECRETS)
  await writeFile(folder.applied, (await sealedRecord({ head: { id: 'two' } })).text)
  expect(await codesOf(prepare())).toEqual(['record.other-organisation'])
})

test.each([
  '../own.yaml',
  '/tmp/own.yaml',
  '~/own.yaml',
  './a/../../own.yaml',
  './.git/own.yaml',
  './link/own.yaml',
  './hook/own',
  './org.yaml',
])('a release file is written in the folder only, not at %s', async (path) => {
  const { directory, prepare } = await takingOver(await sealedRecord({ body: await own(path) }), SECRETS)
  await symlink('..', join(directory, 'link'))
  expect(await codesOf(prepare())).toEqual(['record.release-outside'])
  expect(await readdir(directory)).toEqual(['link'])
})

test('a file that was changed meanwhile stays, and where one can not be written the record is not said to be known', async () => {
  const { folder, prepare } = await takingOver(await sealedRecord(), SECRETS)
  const ready = await prepare()
  await writeFile(folder.topology, '# mine\n')
  expect(problemsOf(ready.write).map(({ code }) => code)).toEqual(['record.folder-changed'])
  const again = await prepare()
  await mkdir(folder.applied)
  expect(problemsOf(again.write)).toHaveLength(1)
  expect((await readdir(folder.directory)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})
