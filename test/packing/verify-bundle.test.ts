import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import type { Problem } from '../../src/errors/problem.js'
import { explain } from '../../src/i18n/explain.js'
import { isWhole } from '../../src/packing/passport.js'
import { verifyBundle } from '../../src/packing/verify-bundle.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { CONTENTS, smallBundle, smallManifest } from './small-bundle.js'

const VIA = 'v'.repeat(1500)
const CARRIER = 'c'.repeat(1500)

test('a bundle as it was made is good, piece by piece', async () => {
  const folder = temporaryFolder()
  const { path, manifest, key } = await smallBundle(folder)
  const seen: number[] = []
  const onProgress = (done: number, total: number) => seen.push(done / total)
  const passport = await verifyBundle(path, { cacheDirectory: folder, onProgress })
  expect(passport).toMatchObject({
    bundle: path,
    kind: 'file',
    size: readFileSync(path).length,
    manifest,
    signer: { fingerprint: key.fingerprint },
    unexpected: [],
    problems: [],
  })
  expect([...passport.states]).toEqual(manifest.pieces.map(({ id }) => [id, 'good']))
  expect(isWhole(passport)).toBe(true)
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(seen.at(-1)).toBeGreaterThan(0.9)
})

test('parts are read as one, by the name of any of them or the one they share', async () => {
  const folder = temporaryFolder()
  const { path, paths, manifest } = await smallBundle(folder, { splitBytes: 1000 })
  for (const name of [path, paths[0] ?? '', paths[3] ?? '']) {
    const passport = await verifyBundle(name, { cacheDirectory: folder })
    expect(passport.problems).toEqual([])
    expect(passport.states.size).toBe(manifest.pieces.length)
  }
})

test('a part that was not carried is named', async () => {
  const folder = temporaryFolder()
  const { path, paths } = await smallBundle(folder, { splitBytes: 1000 })
  rmSync(paths[1] ?? '')
  const [problem] = await problemsOfAsync(verifyBundle(path, { cacheDirectory: folder }))
  expect(problem).toMatchObject({ code: 'bundle.part-missing', details: { part: 'acme.metis.002' } })
})

test('a part that was cut is named, whichever it is', async () => {
  const folder = temporaryFolder()
  const { path, paths } = await smallBundle(folder, { splitBytes: 6000 })
  const last = paths.at(-1) ?? ''
  const { size } = statSync(last)
  truncateSync(last, size - 1)
  expect((await verifyBundle(path, { cacheDirectory: folder })).problems).toMatchObject([
    { code: 'bundle.part-cut', details: { part: basename(last), size: size - 1, expected: size } },
  ])
  truncateSync(paths[1] ?? '', 100)
  expect(await problemsOfAsync(verifyBundle(path, { cacheDirectory: folder }))).toMatchObject([
    { code: 'bundle.part-cut', details: { part: 'acme.metis.002', size: 100, expected: 6000 } },
  ])
})

test('the last part that was not carried is named, with how many there are', async () => {
  const folder = temporaryFolder()
  const { path, paths } = await smallBundle(folder, { splitBytes: 6000 })
  const last = paths.at(-1) ?? ''
  rmSync(last)
  const { problems } = await verifyBundle(path, { cacheDirectory: folder })
  expect(problems).toMatchObject([
    { code: 'bundle.parts-missing', details: { parts: basename(last), count: paths.length } },
  ])
})

test('one bit in a piece names that piece alone', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  flip(path, at(path, CARRIER) + 1234)
  const { states, problems } = await verifyBundle(path, { cacheDirectory: folder })
  expect(bad(states)).toEqual({ 'artifact/carrier': 'differs' })
  expect(told(problems)).toMatchObject([
    { code: 'bundle.piece-differs', details: { piece: 'artifact/carrier', foundSize: 1500 } },
  ])
})

test('one bit in the manifest or the signature takes all trust away', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const whole = readFileSync(path)
  for (const text of ['"metis-0.3.0"', '"signature"', '"key": "']) {
    writeFileSync(path, whole)
    flip(path, at(path, text) + text.length + 3)
    const [problem] = await problemsOfAsync(verifyBundle(path, { cacheDirectory: folder }))
    expect(problem?.code).toBe('bundle.signature-invalid')
  }
})

test('one bit in the script at the beginning is seen', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  flip(path, at(path, 'printf'))
  const [problem] = await problemsOfAsync(verifyBundle(path, { cacheDirectory: folder }))
  expect(problem?.code).toBe('bundle.bootstrap-differs')
})

test('no bit of a bundle can change unseen', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const whole = readFileSync(path)
  const unseen: number[] = []
  for (let byte = 0; byte < whole.length; byte += 47) {
    const bytes = Buffer.from(whole)
    bytes[byte] = (bytes[byte] ?? 0) ^ (1 << (byte % 8))
    writeFileSync(path, bytes)
    const isSeen = await verifyBundle(path, { cacheDirectory: folder }).then(
      (passport) => !isWhole(passport),
      () => true,
    )
    if (!isSeen) unseen.push(byte)
  }
  expect(unseen).toEqual([])
})

test('a bundle that ends early says at which byte, in which piece, and how much is missing', async () => {
  const folder = temporaryFolder()
  const { path, manifest } = await smallBundle(folder)
  const whole = readFileSync(path)
  const places = [
    ['artifact/carrier', at(path, CARRIER) + 700],
    ['artifact/carrier', at(path, CARRIER) - 300],
    ['artifact/carrier', at(path, CARRIER) + 1510],
    ['artifact/via', at(path, CARRIER) + 1536],
    ['package/debian-12/nginx', whole.length - 1000],
    ['package/debian-12/nginx', whole.length - 1024],
  ] as const
  for (const [piece, size] of places) {
    writeFileSync(path, whole.subarray(0, size))
    const passport = await verifyBundle(path, { cacheDirectory: folder })
    expect(passport.states.size).toBe(manifest.pieces.length)
    expect(told(passport.problems)).toMatchObject([
      { code: 'bundle.truncated', details: { piece, size, missing: whole.length - size } },
    ])
  }
})

test('a bundle that ends within its manifest says so', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  truncateSync(path, at(path, '"pieces"'))
  const [problem] = await problemsOfAsync(verifyBundle(path, { cacheDirectory: folder }))
  expect(problem).toMatchObject({ code: 'bundle.truncated', details: { piece: 'manifest.json' } })
})

test('bytes behind the end are not part of any bundle', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  appendFileSync(path, 'x')
  const { problems } = await verifyBundle(path, { cacheDirectory: folder })
  expect(told(problems)).toMatchObject([{ code: 'bundle.damaged' }])
})

test('two pieces that changed places are both named', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const bytes = readFileSync(path)
  bytes.write(VIA, at(path, CARRIER))
  bytes.write(CARRIER, at(path, VIA))
  writeFileSync(path, bytes)
  const { states } = await verifyBundle(path, { cacheDirectory: folder })
  expect(bad(states)).toEqual({ 'artifact/carrier': 'differs', 'artifact/via': 'differs' })
})

test('a piece that was cut out is named, and the others stay good', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const bytes = readFileSync(path)
  const header = at(path, 'release/metis-0.3.0/via\0')
  writeFileSync(path, Buffer.concat([bytes.subarray(0, header), bytes.subarray(header + 512 + 1536)]))
  const { states, problems } = await verifyBundle(path, { cacheDirectory: folder })
  expect(bad(states)).toEqual({ 'artifact/via': 'missing' })
  expect(told(problems)).toMatchObject([
    { code: 'bundle.piece-missing', details: { pieces: '  artifact/via' } },
  ])
})

test('a folder from which a piece was lost, or in which one was damaged, names them', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const unpacked = join(folder, 'unpacked')
  mkdirSync(unpacked)
  await execa('tar', ['xf', path, '-C', unpacked])
  rmSync(join(unpacked, 'release/metis-0.3.0/via'))
  flip(join(unpacked, 'release/metis-0.3.0/carrier'), 9)
  writeFileSync(join(unpacked, 'release/x\ny'), '')
  const passport = await verifyBundle(unpacked, { cacheDirectory: folder })
  expect(passport.kind).toBe('folder')
  expect(bad(passport.states)).toEqual({ 'artifact/carrier': 'differs', 'artifact/via': 'missing' })
  expect(told(passport.problems)).toMatchObject([
    { code: 'bundle.piece-differs', details: { piece: 'artifact/carrier', foundSize: 1500 } },
    { code: 'bundle.piece-missing', details: { pieces: '  artifact/via' } },
    { code: 'bundle.unexpected', severity: 'error', details: { files: '  "release/x\\ny"' } },
  ])
})

test('pieces of an earlier bundle are named, and no mistake where a bundle is made', async () => {
  const folder = temporaryFolder()
  const earlier = 'e'.repeat(64)
  const pieces = smallManifest().pieces.map((piece) =>
    piece.id === 'artifact/via' ? { ...piece, inEarlier: earlier } : piece,
  )
  const { path } = await smallBundle(folder, { manifest: smallManifest(pieces) })
  const passport = await verifyBundle(path, { cacheDirectory: folder })
  expect(bad(passport.states)).toEqual({ 'artifact/via': 'earlier' })
  expect(isWhole(passport)).toBe(true)
  expect(told(passport.problems)).toMatchObject([
    {
      code: 'bundle.earlier-needed',
      severity: 'warning',
      details: { earlier: 'e'.repeat(16), pieces: '  artifact/via' },
    },
  ])
})

test('what is no bundle is told apart from what is not there', async () => {
  const folder = temporaryFolder()
  const other = join(folder, 'other')
  writeFileSync(other, 'hello')
  const codeOf = async (path: string) => {
    const [problem] = await problemsOfAsync(verifyBundle(path, { cacheDirectory: folder }))
    return problem?.code
  }
  expect(await codeOf(other)).toBe('bundle.not-a-bundle')
  expect(await codeOf(folder)).toBe('bundle.not-a-bundle')
  expect(await codeOf('/dev/null')).toBe('bundle.not-a-bundle')
  expect(await codeOf(join(folder, 'none.metis'))).toBe('bundle.not-there')
  expect(await codeOf(join(folder, 'none.metis.001'))).toBe('bundle.not-there')
  expect(await codeOf(join(folder, 'no/folder/none.metis'))).toBe('bundle.not-there')
})

test('stops when it is told to', async () => {
  const folder = temporaryFolder()
  const { path } = await smallBundle(folder)
  const signal = AbortSignal.abort(new Error('stop'))
  await expect(verifyBundle(path, { cacheDirectory: folder, signal })).rejects.toThrow('stop')
})

function at(path: string, text: string): number {
  const found = readFileSync(path).indexOf(text)
  expect(found).toBeGreaterThan(0)
  return found
}

function flip(path: string, byte: number): void {
  const bytes = readFileSync(path)
  bytes[byte] = (bytes[byte] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

function bad(states: ReadonlyMap<string, string>) {
  expect(states.size).toBe(Object.keys(CONTENTS).length)
  return Object.fromEntries([...states].filter(([, state]) => state !== 'good'))
}

/** The problems, after a look that their sentences have no holes. */
function told(problems: readonly Problem[]): readonly Problem[] {
  for (const problem of problems) {
    for (const language of ['en', 'zh'] as const) {
      expect(Object.values(explain(problem, language)).join('\n')).not.toMatch(/\{\w+\}|undefined/)
    }
  }
  return problems
}
