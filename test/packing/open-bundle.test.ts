import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { piecesSince } from '../../src/bundle/manifest.js'
import { manifestText } from '../../src/bundle/manifest-text.js'
import { sha256 } from '../../src/lib/digest.js'
import { openBundle } from '../../src/packing/open-bundle.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { CONTENTS, pieceOf, smallBundle, smallManifest } from './small-bundle.js'

const trust = async () => {}

test('unpacks a file into the cache, every piece by its id', async () => {
  const folder = temporaryFolder()
  const { path, manifest, key } = await smallBundle(folder)
  const cacheDirectory = join(folder, 'cache')
  const bundle = await openBundle(path, { cacheDirectory, trust })
  const sum = sha256(manifestText(manifest))
  expect(bundle).toMatchObject({ bundle: path, sum, manifest, fingerprint: key.fingerprint })
  expect(bundle.folder).toBe(join(cacheDirectory, 'bundles', sum.slice(0, 16)))
  for (const { id, path } of manifest.pieces) {
    expect(readFileSync(bundle.fileOf(id), 'utf8')).toBe(CONTENTS[path])
  }
  expect(statSync(bundle.fileOf('runtime/node')).mode & 0o777).toBe(0o755)
  expect(statSync(bundle.fileOf('artifact/via')).mode & 0o777).toBe(0o644)
  expect(() => bundle.fileOf('artifact/admin-jar')).toThrow('bundle.not-in-it')
})

test('parts are opened as the whole is', async () => {
  const folder = temporaryFolder()
  const { paths } = await smallBundle(folder, { splitBytes: 999 })
  const { fileOf } = await openBundle(paths[0] ?? '', { cacheDirectory: folder, trust })
  expect(readFileSync(fileOf('artifact/via'), 'utf8')).toBe(CONTENTS['release/metis-0.3.0/via'])
})

test('what is there and right is not written again, what is missing or differs is', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const { fileOf } = await openBundle(path, { cacheDirectory: folder, trust })
  const carrier = statSync(fileOf('artifact/carrier')).ino
  writeFileSync(fileOf('artifact/via'), 'w'.repeat(1500))
  await openBundle(path, { cacheDirectory: folder, trust })
  expect(readFileSync(fileOf('artifact/via'), 'utf8')).toBe(CONTENTS['release/metis-0.3.0/via'])
  expect(statSync(fileOf('artifact/carrier')).ino).toBe(carrier)
})

test('goes on where an opening was stopped', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const stop = new AbortController()
  const stopped = openBundle(path, {
    cacheDirectory: folder,
    trust,
    signal: stop.signal,
    onProgress: () => stop.abort(new Error('stop')),
  })
  await expect(stopped).rejects.toThrow('stop')
  const { folder: unpacked, fileOf } = await openBundle(path, { cacheDirectory: folder, trust })
  expect(readFileSync(fileOf('artifact/via'), 'utf8')).toBe(CONTENTS['release/metis-0.3.0/via'])
  const left = readdirSync(unpacked, { recursive: true, encoding: 'utf8' })
  expect(left.filter((name) => name.includes('.partial'))).toEqual([])
})

test('a piece that a process had begun and left is cleared away', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const { stdout: dead } = await execa('sh', ['-c', 'echo $$'])
  const { fileOf } = await openBundle(path, { cacheDirectory: folder, trust })
  const left = `${fileOf('artifact/via')}.partial-${dead}`
  writeFileSync(left, 'half')
  await openBundle(path, { cacheDirectory: folder, trust })
  expect(existsSync(left)).toBe(false)
})

test('one that was stopped after its last piece is found by the next bundle all the same', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const { folder: unpacked } = await openBundle(path, { cacheDirectory: folder, trust })
  const documents = ['manifest.json', 'manifest.sig'].map((name) => join(unpacked, name))
  const texts = documents.map((document) => readFileSync(document, 'utf8'))
  for (const document of documents) rmSync(document)
  await openBundle(path, { cacheDirectory: folder, trust })
  expect(documents.map((document) => readFileSync(document, 'utf8'))).toEqual(texts)
})

test('two openings at once do not write into the same file', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const opened = await Promise.all([1, 2, 3].map(() => openBundle(path, { cacheDirectory: folder, trust })))
  for (const { fileOf } of opened) {
    expect(readFileSync(fileOf('artifact/via'), 'utf8')).toBe(CONTENTS['release/metis-0.3.0/via'])
  }
})

test('nothing is unpacked before the signer is trusted', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const cacheDirectory = join(folder, 'cache')
  const refuse = async () => {
    throw new Error('who is that?')
  }
  await expect(openBundle(path, { cacheDirectory, trust: refuse })).rejects.toThrow('who is that?')
  expect(existsSync(cacheDirectory)).toBe(false)
})

test('a piece that differs is not left in the cache', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const bytes = readFileSync(path)
  bytes[bytes.indexOf('v'.repeat(1500))] = 0x57
  writeFileSync(path, bytes)
  const opening = openBundle(path, { cacheDirectory: folder, trust })
  expect(await problemsOfAsync(opening)).toMatchObject([
    { code: 'bundle.piece-differs', details: { piece: 'artifact/via' } },
  ])
  const { stdout } = await execa('find', [join(folder, 'bundles'), '-name', 'via*'])
  expect(stdout).toBe('')
})

test('what is wrong behind the pieces is told every time, until the file is another', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const good = readFileSync(path)
  writeFileSync(path, Buffer.concat([good, Buffer.from('x')]))
  const open = () => openBundle(path, { cacheDirectory: folder, trust })

  for (const _ of ['first', 'second', 'third']) {
    expect(await problemsOfAsync(open())).toMatchObject([{ code: 'bundle.damaged' }])
  }
  writeFileSync(path, good)
  const { fileOf } = await open()
  expect(readFileSync(fileOf('artifact/via'), 'utf8')).toBe(CONTENTS['release/metis-0.3.0/via'])

  writeFileSync(path, Buffer.concat([good, Buffer.from('x')]))
  expect(await problemsOfAsync(open())).toMatchObject([{ code: 'bundle.damaged' }])
})

test('a file that was read to its end without a fault is not read again', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const { folder: unpacked } = await openBundle(path, { cacheDirectory: folder, trust })
  const mark = statSync(join(unpacked, '.whole')).ino
  await openBundle(path, { cacheDirectory: folder, trust })
  expect(statSync(join(unpacked, '.whole')).ino).toBe(mark)
})

test('a folder is used where it is, and checked there', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const unpacked = join(folder, 'unpacked')
  mkdirSync(unpacked)
  await execa('tar', ['xf', path, '-C', unpacked])
  const cacheDirectory = join(folder, 'cache')
  const bundle = await openBundle(unpacked, { cacheDirectory, trust })
  expect(bundle.fileOf('artifact/via')).toBe(join(unpacked, 'release/metis-0.3.0/via'))
  const sums = readdirSync(join(cacheDirectory, 'bundles'))
  expect(sums).toEqual([`${bundle.sum.slice(0, 16)}.folder`])

  writeFileSync(join(unpacked, 'release/metis-0.3.0/via'), 'w'.repeat(1500))
  utimesSync(join(unpacked, 'release/metis-0.3.0/via'), 0, 0)
  expect(await problemsOfAsync(openBundle(unpacked, { cacheDirectory, trust }))).toMatchObject([
    { code: 'bundle.piece-differs', details: { piece: 'artifact/via' } },
  ])
})

test('a folder may stand beside what the operator keeps, but holds nothing foreign itself', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const unpacked = join(folder, 'unpacked')
  mkdirSync(join(unpacked, 'acme'), { recursive: true })
  await execa('tar', ['xf', path, '-C', unpacked])
  const { fileOf } = await openBundle(unpacked, { cacheDirectory: folder, trust })
  expect(fileOf('artifact/via')).toBe(join(unpacked, 'release/metis-0.3.0/via'))
  writeFileSync(join(unpacked, 'installer/evil.js'), '')
  expect(await problemsOfAsync(openBundle(unpacked, { cacheDirectory: folder, trust }))).toMatchObject([
    { code: 'bundle.unexpected', details: { files: '  installer/evil.js' } },
    { code: 'bundle.unexpected', severity: 'warning', details: { files: '  acme/' } },
  ])
})

test.each([
  ['node_modules/', 'node_modules/cpu-features/index.js'],
  ['NODE_Modules/', 'NODE_Modules/x.js'],
  ['node_modules', 'node_modules'],
])('%s beside what was signed is refused, as Node.js may look into it', async (told, file) => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const unpacked = join(folder, 'unpacked')
  mkdirSync(join(unpacked, 'acme'), { recursive: true })
  await execa('tar', ['xf', path, '-C', unpacked])
  mkdirSync(join(unpacked, dirname(file)), { recursive: true })
  writeFileSync(join(unpacked, file), '')
  expect(await problemsOfAsync(openBundle(unpacked, { cacheDirectory: folder, trust }))).toMatchObject([
    { code: 'bundle.unexpected', severity: 'error', details: { files: `  ${told}` } },
    { code: 'bundle.unexpected', severity: 'warning', details: { files: '  acme/' } },
  ])
})

test('a bundle with only what is new stands on the one that was opened before', async () => {
  const folder = temporaryFolder()
  const old = await smallBundle(folder, { name: 'old.metis' })
  const contents = { ...CONTENTS, 'release/metis-0.3.0/via': 'new' }
  const pieces = piecesSince(
    Object.entries(contents).map(([path, content]) => pieceOf(path, content)),
    old.manifest,
    sha256(manifestText(old.manifest)),
  )
  const update = await smallBundle(folder, { name: 'new.metis', manifest: smallManifest(pieces), contents })

  const cacheDirectory = join(folder, 'cache')
  expect(await problemsOfAsync(openBundle(update.path, { cacheDirectory, trust }))).toMatchObject([
    {
      code: 'bundle.earlier-needed',
      details: {
        earlier: sha256(manifestText(old.manifest)).slice(0, 16),
        pieces: '  artifact/carrier\n  package/debian-12/nginx',
      },
    },
  ])

  await openBundle(old.path, { cacheDirectory, trust })
  const { fileOf } = await openBundle(update.path, { cacheDirectory, trust })
  expect(readFileSync(fileOf('artifact/via'), 'utf8')).toBe('new')
  expect(readFileSync(fileOf('artifact/carrier'), 'utf8')).toBe(CONTENTS['release/metis-0.3.0/carrier'])

  const otherCache = join(folder, 'other cache')
  const unpacked = join(folder, 'unpacked')
  mkdirSync(unpacked)
  await execa('tar', ['xf', old.path, '-C', unpacked])
  await openBundle(unpacked, { cacheDirectory: otherCache, trust })
  const inFolder = await openBundle(update.path, { cacheDirectory: otherCache, trust })
  expect(inFolder.fileOf('artifact/carrier')).toBe(join(unpacked, 'release/metis-0.3.0/carrier'))

  writeFileSync(fileOf('artifact/carrier'), 'exchanged')
  expect(await problemsOfAsync(openBundle(update.path, { cacheDirectory, trust }))).toMatchObject([
    { code: 'bundle.earlier-needed', details: { pieces: '  artifact/carrier' } },
  ])
})
