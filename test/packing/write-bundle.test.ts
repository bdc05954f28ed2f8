import { chmodSync, readdirSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { basename, join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/lib/digest.js'
import { entryBytes } from '../../src/lib/tar.js'
import { verifyBundle } from '../../src/packing/verify-bundle.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { CONTENTS, pieceOf, smallBundle, smallManifest } from './small-bundle.js'

const SHELLS = ['sh', 'dash', 'bash', 'busybox']
const TARS = ['tar', 'bsdtar', 'busybox']

test('any shell runs the beginning of a bundle, with its path and its arguments', async () => {
  const { path } = await smallBundle(temporaryFolder(), { name: `a "quoted" $name's.metis` })
  let ran = 0
  for (const shell of SHELLS) {
    if (!(await isThere(shell))) continue
    const before = shell === 'busybox' ? ['sh'] : []
    const given = ['wizard', 'two words', '*', `"'$HOME`]
    const { stdout, stderr, exitCode } = await execa(shell, [...before, path, ...given], { reject: false })
    expect({ shell, stdout, stderr, exitCode }).toEqual({
      shell,
      stdout: [path, '4', ...given].join('\n'),
      stderr: '',
      exitCode: 7,
    })
    ran += 1
  }
  expect(ran).toBeGreaterThanOrEqual(3)
})

test('a bundle that may be executed starts by itself', async () => {
  const { path } = await smallBundle(temporaryFolder())
  chmodSync(path, 0o755)
  const { stdout, exitCode } = await execa(path, ['status'], { reject: false })
  expect([stdout, exitCode]).toEqual([`${path}\n1\nstatus`, 7])
})

test('a bootstrap that can not be read does not pass for one that went well', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  truncateSync(path, 512)
  const { exitCode } = await execa('sh', [path], { reject: false })
  expect(exitCode).toBe(1)
})

test('any tar unpacks a bundle to the same files', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  let ran = 0
  for (const tar of TARS) {
    if (!(await isThere(tar))) continue
    const target = temporaryFolder()
    const before = tar === 'busybox' ? ['tar'] : []
    const { stderr } = await execa(tar, [...before, 'xf', path, '-C', target])
    expect({ tar, stderr }).toEqual({ tar, stderr: '' })
    expect(readdirSync(target).toSorted()).toEqual([
      'create-metis-node',
      'installer',
      'manifest.json',
      'manifest.sig',
      'packages',
      'release',
      'runtime',
    ])
    for (const [name, content] of Object.entries(CONTENTS)) {
      expect(readFileSync(join(target, name), 'utf8')).toBe(content)
    }
    expect(statSync(join(target, 'create-metis-node')).mode & 0o111).toBe(0o111)
    const { states, problems } = await verifyBundle(target, { cacheDirectory: join(folder, 'cache') })
    expect([...new Set(states.values())]).toEqual(['good'])
    expect(problems).toEqual([])
    ran += 1
  }
  expect(ran).toBeGreaterThanOrEqual(1)
})

test('the same pieces give the same bytes', async () => {
  const folder = temporaryFolder()
  const one = await smallBundle(folder)
  const other = await smallBundle(folder, { name: 'other.metis' })
  expect(readFileSync(other.path).equals(readFileSync(one.path))).toBe(true)
})

test('parts are no longer than asked for, and together the whole', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const { paths } = await smallBundle(folder, { name: 'split.metis', splitBytes: 4000 })
  const names = readdirSync(folder).filter((name) => name.startsWith('split.metis'))
  expect(names.toSorted()).toEqual(paths.map((part) => part.slice(folder.length + 1)))
  expect(paths[0]).toBe(join(folder, 'split.metis.001'))
  const parts = paths.map((part) => readFileSync(part))
  expect(parts.slice(0, -1).map((bytes) => bytes.length)).toEqual(parts.slice(1).map(() => 4000))
  expect(Buffer.concat(parts).equals(readFileSync(path))).toBe(true)
})

test.each([undefined, 4000])(
  'a bundle of that name is left alone, with parts of %s bytes',
  async (splitBytes) => {
    const folder = temporaryFolder()
    const { paths } = await smallBundle(folder, { ...(splitBytes === undefined ? {} : { splitBytes }) })
    const before = paths.map((path) => [path, readFileSync(path, 'hex')])
    const contents = { ...CONTENTS, 'runtime/node': 'another' }
    const manifest = smallManifest(Object.entries(contents).map(([path, text]) => pieceOf(path, text)))
    for (const options of [{}, { splitBytes: 1000 }]) {
      const [problem] = await problemsOfAsync(smallBundle(folder, { contents, manifest, ...options }))
      expect(problem).toMatchObject({ code: 'bundle.output-taken', details: { path: paths[0] } })
    }
    expect(paths.map((path) => [path, readFileSync(path, 'hex')])).toEqual(before)
    const names = readdirSync(folder).filter((name) => name.startsWith('acme'))
    expect(names.toSorted()).toEqual(paths.map((path) => basename(path)))
  },
)

test('a bundle has the length that a reader of its manifest expects', async () => {
  const { path, manifest } = await smallBundle(temporaryFolder())
  const text = readFileSync(path)
  const start = text.indexOf('manifest.json\0')
  const documents = ['manifest.json', 'manifest.sig']
  const { stdout } = await execa('tar', ['tvf', path])
  const sizes = documents.map((name) => Number(new RegExp(`(\\d+) \\S+ \\S+ ${name}`).exec(stdout)?.[1]))
  const all = [
    ...documents.map((name, i) => entryBytes(name, sizes[i] ?? 0)),
    ...manifest.pieces.map(({ path, size }) => entryBytes(path, size)),
  ]
  expect(text.length - start).toBe(all.reduce((sum, bytes) => sum + bytes, 0) + 1024)
})

test('a file that is not what the manifest says stops the writing, and leaves nothing', async () => {
  const folder = temporaryFolder()
  const contents = { ...CONTENTS, 'release/metis-0.3.0/via': 'w'.repeat(1500) }
  await expect(smallBundle(folder, { contents })).rejects.toMatchObject({
    problems: [{ code: 'bundle.source-differs', details: { piece: 'artifact/via' } }],
  })
  expect(readdirSync(folder).filter((name) => name.startsWith('acme'))).toEqual([])
})

test('a file that is shorter than the manifest says stops the writing', async () => {
  const contents = { ...CONTENTS, 'release/metis-0.3.0/via': 'v' }
  await expect(smallBundle(temporaryFolder(), { contents })).rejects.toMatchObject({
    problems: [{ code: 'bundle.source-differs', details: { piece: 'artifact/via' } }],
  })
})

test('more parts than three digits can number are refused before anything is written', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const splitBytes = Math.floor(readFileSync(path).length / 999)
  const [problem] = await problemsOfAsync(smallBundle(folder, { name: 'split.metis', splitBytes }))
  expect(problem).toMatchObject({ code: 'bundle.too-many-parts', details: { splitBytes, least: 1 } })
  expect(readdirSync(folder).filter((name) => name.startsWith('split'))).toEqual([])
})

test('a place that can not be written is told by its path', async () => {
  const folder = temporaryFolder()
  const [problem] = await problemsOfAsync(smallBundle(folder, { name: 'no/folder.metis' }))
  expect(problem).toMatchObject({ code: 'bundle.write-failed', details: { reason: 'ENOENT' } })
})

test('pieces keep their checksums', async () => {
  const { manifest } = await smallBundle(temporaryFolder())
  expect(manifest.pieces.map(({ sha256 }) => sha256)).toEqual(Object.values(CONTENTS).map(sha256))
})

async function isThere(program: string): Promise<boolean> {
  return (await execa('which', [program], { reject: false })).exitCode === 0
}
