import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type CollectProgress, collectPackages } from '../../src/apt/collect-packages.js'
import { InstallerError, type Problem } from '../../src/errors/problem.js'
import { mirror } from '../artifacts/mirror.js'
import { told } from '../preflight/told.js'
import { archiveFiles, type Deb, folder, NOW, presets, STRANGER, serve, sha256, signed } from './archive.js'

const DEBS: readonly Deb[] = [
  { name: 'nginx', version: '1.22', fields: 'Depends: libc6 (>= 2), nginx-common (= 1.22)' },
  { name: 'nginx-common', version: '1.22', fields: 'Depends: libc6' },
  { name: 'libc6', version: '2.36' },
  { name: 'unwanted' },
]

async function collectFrom(
  files: Record<string, string | Uint8Array>,
  { names = ['nginx'], cacheDirectory = folder(), presetsDirectory = '', system = 'debian-12' } = {},
) {
  const { server, paths } = await serve(files)
  const told: CollectProgress[] = []
  const input = {
    system,
    names,
    presetsDirectory: presetsDirectory || presets(server),
    cacheDirectory,
    onProgress: (progress: CollectProgress) => told.push(progress),
    limits: { retrySeconds: [] },
    now: () => NOW,
  }
  return { ...(await collectPackages(input)), server, paths: paths(), told }
}

async function refusal(work: Promise<unknown>): Promise<readonly Problem[]> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InstallerError)) throw new Error('nothing was refused', { cause: error })
  return told(error.problems)
}

test('a package comes with all that it needs, checked, and nothing else', async () => {
  const { packages, server } = await collectFrom(await archiveFiles(DEBS))
  expect(packages.map(({ name, version, for: users, from }) => [name, version, users, from])).toEqual([
    ['libc6', '2.36', ['nginx', 'nginx-common'], `${server}debian/pool/main/libc6_2.36_amd64.deb`],
    ['nginx', '1.22', [], `${server}debian/pool/main/nginx_1.22_amd64.deb`],
    ['nginx-common', '1.22', ['nginx'], `${server}debian/pool/main/nginx-common_1.22_amd64.deb`],
  ])
  const [libc] = packages
  expect(readFileSync(libc?.path ?? '', 'utf8')).toBe('libc6 2.36')
  expect(libc).toMatchObject({
    architecture: 'amd64',
    fileName: 'libc6_2.36_amd64.deb',
    sha256: sha256('libc6 2.36'),
    size: 10,
  })
})

test('progress ends with all bytes of the index, and then of the packages', async () => {
  const { told, packages } = await collectFrom(await archiveFiles(DEBS))
  const bytes = packages.reduce((sum, { size }) => sum + size, 0)
  const steps = told.map(({ step }) => step)
  expect(steps).toEqual(steps.toSorted())
  expect(told.findLast(({ step }) => step === 'index')).toMatchObject({ done: told[0]?.total })
  expect(told.at(-1)).toEqual({ step: 'package', done: bytes, total: bytes })
})

test('what is in the cache is not fetched again, and what was changed there is', async () => {
  const files = await archiveFiles(DEBS)
  const cacheDirectory = folder()
  const { server, paths } = await serve(files)
  const input = {
    system: 'debian-12',
    names: ['nginx'],
    presetsDirectory: presets(server),
    cacheDirectory,
    now: () => NOW,
  }
  const first = await collectPackages(input)
  const fetched = paths().length
  writeFileSync(first.packages[0]?.path ?? '', 'somebody else')
  const second = await collectPackages(input)
  expect(paths().slice(fetched)).toEqual([
    '/debian/dists/bookworm/InRelease',
    '/debian/pool/main/libc6_2.36_amd64.deb',
  ])
  expect(second).toEqual(first)
})

test('an index is asked for by its checksum where the archive offers that', async () => {
  const { paths } = await collectFrom(await archiveFiles(DEBS, { release: 'Acquire-By-Hash: yes' }))
  expect(paths[1]).toMatch(/^\/debian\/dists\/bookworm\/main\/binary-amd64\/by-hash\/SHA256\/[0-9a-f]{64}$/)
})

test('a mirror takes the place of the servers of its family', async () => {
  const { server, paths } = await serve(await archiveFiles(DEBS))
  const { packages } = await collectPackages({
    system: 'debian-12',
    names: ['libc6'],
    presetsDirectory: presets('http://127.0.0.1:9/'),
    cacheDirectory: folder(),
    mirrors: { debian: server.replace('127', 'user:secret@127').replace(/\/$/, '') },
    now: () => NOW,
  })
  expect(packages.map(({ from }) => from)).toEqual([`${server}debian/pool/main/libc6_2.36_amd64.deb`])
  expect(paths()).toHaveLength(3)
})

test('an archive that a stranger has signed is refused', async () => {
  const problems = await refusal(collectFrom(await archiveFiles(DEBS, { key: STRANGER })))
  expect(problems).toMatchObject([
    { code: 'apt.not-signed', details: { reason: expect.stringContaining('Could not find signing key') } },
  ])
})

test.each([
  ['changed', (text: string) => text.replace('Origin: Debian', 'Origin: Evil')],
  ['not signed at all', () => 'Origin: Debian\nCodename: bookworm\n'],
  ['a login page', () => '<html>Welcome to our hotel</html>'],
])('a release file that is %s is refused', async (_, change) => {
  const files = await archiveFiles(DEBS)
  const path = 'debian/dists/bookworm/InRelease'
  const problems = await refusal(collectFrom({ ...files, [path]: change(String(files[path])) }))
  expect(problems.map(({ code }) => code)).toEqual(['apt.not-signed'])
})

test('what stands before or behind the signed part counts for nothing', async () => {
  const files = await archiveFiles(DEBS)
  const path = 'debian/dists/bookworm/InRelease'
  const hostile = `Valid-Until: Mon, 01 Jan 2001 00:00:00 UTC\n\n${files[path]}\nCodename: sid\n`
  expect((await collectFrom({ ...files, [path]: hostile })).packages).toHaveLength(3)
})

test('a key that is not the one its fingerprint tells of is refused', async () => {
  const { server } = await serve(await archiveFiles(DEBS))
  const other = 'A'.repeat(40)
  const problems = await refusal(
    collectFrom(await archiveFiles(DEBS), { presetsDirectory: presets(server, other) }),
  )
  expect(problems).toMatchObject([
    { code: 'apt.key-differs', details: { file: 'test.asc', expected: other } },
  ])
})

test('an archive that was true until yesterday is refused, and one until tomorrow is not', async () => {
  const until = (date: string) => archiveFiles(DEBS, { release: `Valid-Until: ${date} 00:00:00 UTC` })
  const problems = await refusal(collectFrom(await until('Sat, 21 Nov 2026')))
  expect(problems).toMatchObject([{ code: 'apt.expired', details: { until: '2026-11-21T00:00:00.000Z' } }])
  expect((await collectFrom(await until('Mon, 23 Nov 2026'))).packages).toHaveLength(3)
})

test('the signed archive of another suite is refused', async () => {
  const problems = await refusal(collectFrom(await archiveFiles(DEBS, { suite: 'buster' })))
  expect(problems).toMatchObject([
    { code: 'apt.other-suite', details: { suite: 'bookworm', found: 'stable, buster' } },
  ])
})

test('an index that differs from what was signed is refused', async () => {
  const files = await archiveFiles(DEBS)
  const path = 'debian/dists/bookworm/main/binary-amd64/Packages.gz'
  const problems = await refusal(collectFrom({ ...files, [path]: 'something else' }))
  expect(problems).toMatchObject([
    { code: 'apt.checksum-mismatch', details: { found: sha256('something else') } },
  ])
})

test('every package that is gone or differs is named', async () => {
  const files = await archiveFiles(DEBS)
  delete files['debian/pool/main/libc6_2.36_amd64.deb']
  files['debian/pool/main/nginx_1.22_amd64.deb'] = 'nginx 6.66'
  const problems = await refusal(collectFrom(files))
  expect(problems.map(({ code, details }) => [code, String(details.address).split('/').at(-1)])).toEqual([
    ['apt.gone', 'libc6_2.36_amd64.deb'],
    ['apt.checksum-mismatch', 'nginx_1.22_amd64.deb'],
  ])
})

test('a file that goes on behind its signed size is left there, not waited for', async () => {
  const files = await archiveFiles(DEBS)
  const { address } = await mirror((request, response) => {
    const path = (request.url ?? '').slice(1)
    const body = Buffer.from(files[path] ?? '')
    if (path.endsWith('/nginx_1.22_amd64.deb')) response.writeHead(200).write('n'.repeat(100_000))
    else response.writeHead(200, { 'content-length': body.length }).end(body)
  })
  const [problem] = await refusal(
    collectFrom({}, { presetsDirectory: presets(address.replace('metis/', '')) }),
  )
  expect(problem).toMatchObject({
    code: 'apt.checksum-mismatch',
    details: { expected: sha256('nginx 1.22'), found: '> 10 bytes' },
  })
})

test('what can not be met is told with the way to it', async () => {
  const debs = [
    { name: 'nginx', fields: 'Depends: nginx-core' },
    { name: 'nginx-core', fields: 'Depends: libgd3' },
  ]
  const problems = await refusal(collectFrom(await archiveFiles(debs), { names: ['nginx', 'apache'] }))
  expect(problems).toMatchObject([
    { code: 'apt.unknown-package', details: { name: 'apache', system: 'debian-12' } },
    { code: 'apt.unmet', details: { name: 'nginx', wanted: 'libgd3', chain: 'nginx → nginx-core' } },
  ])
})

test('what excludes each other is told', async () => {
  const debs = [
    { name: 'nginx', fields: 'Depends: libc6, libgd3' },
    { name: 'libc6' },
    { name: 'libgd3', fields: 'Breaks: libc6' },
  ]
  const problems = await refusal(collectFrom(await archiveFiles(debs)))
  expect(problems).toMatchObject([
    { code: 'apt.excluded', details: { wanted: 'libgd3', against: 'libc6 1', chain: 'nginx' } },
  ])
})

test('a server that does not answer, an archive that is not there, an index that is not signed for', async () => {
  const ask = (mirror: string) =>
    collectPackages({
      system: 'debian-12',
      names: ['nginx'],
      presetsDirectory: presets('http://127.0.0.1:9/'),
      cacheDirectory: folder(),
      mirrors: { debian: mirror },
      limits: { retrySeconds: [] },
      now: () => NOW,
    })
  const empty = await serve({})
  const bare = await serve({ 'debian/dists/bookworm/InRelease': await signed('Codename: bookworm\n') })
  expect((await refusal(ask('http://127.0.0.1:9/'))).map(({ code }) => code)).toEqual(['apt.unreachable'])
  expect((await refusal(ask(empty.server))).map(({ code }) => code)).toEqual(['apt.gone'])
  expect((await refusal(ask(bare.server))).map(({ code }) => code)).toEqual(['apt.index-missing'])
})

test('a system that nobody knows is told with those that are known', async () => {
  const problems = await refusal(
    collectPackages({
      system: 'fedora-40',
      names: ['nginx'],
      presetsDirectory: 'presets',
      cacheDirectory: folder(),
    }),
  )
  expect(problems).toMatchObject([
    {
      code: 'apt.unknown-system',
      details: {
        known: 'debian-11, debian-12, debian-13, ubuntu-18.04, ubuntu-20.04, ubuntu-22.04, ubuntu-24.04',
      },
    },
  ])
})
