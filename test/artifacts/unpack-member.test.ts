import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readyArtifacts } from '../../src/artifacts/ready-artifacts.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { CONSUL, releaseOf } from './release.js'

const sha256 = (of: string | Uint8Array) => createHash('sha256').update(of).digest('hex')
const bytes = (text: string) => new TextEncoder().encode(text)
const PROGRAM = bytes('consul '.repeat(100_000))

function unpack(folder: string, zip: Uint8Array, onProgress = (_: { step: string }) => {}) {
  mkdirSync(join(folder, 'artifacts'), { recursive: true })
  writeFileSync(join(folder, 'artifacts', 'consul_1.10.4.zip'), zip)
  return readyArtifacts({
    release: releaseOf([CONSUL]),
    wanted: [{ id: 'consul' }],
    sources: { source: 'artifacts', files: {} },
    pins: {},
    baseDirectory: folder,
    cacheDirectory: join(folder, 'cache'),
    onProgress,
    now: () => new Date(0),
  })
}

test.each([6, 0] as const)(
  'hosts get the member of a zip of level %i; its zip is what is pinned',
  async (level) => {
    const folder = temporaryFolder()
    const zip = zipSync({ 'LICENSE.txt': bytes('MPL'), consul: PROGRAM }, { level })
    const { ready, newPins, payload } = await unpack(folder, zip)
    expect(ready).toEqual([
      { id: 'consul', fileName: 'consul', sha256: sha256(PROGRAM), size: PROGRAM.length },
    ])
    expect(sha256(readFileSync(payload(sha256(PROGRAM))))).toBe(sha256(PROGRAM))
    expect(newPins['metis-0.3.0/consul']).toMatchObject({ sha256: sha256(zip), size: zip.length })
  },
)

test('a zip is unpacked once, and again when the unpacked file was damaged', async () => {
  const folder = temporaryFolder()
  const zip = zipSync({ consul: PROGRAM })
  const steps = new Set<string>()
  const { payload } = await unpack(folder, zip)
  await unpack(folder, zip, ({ step }) => steps.add(step))
  expect([...steps]).toEqual(['check'])
  writeFileSync(payload(sha256(PROGRAM)), 'damaged')
  const { ready } = await unpack(folder, zip, ({ step }) => steps.add(step))
  expect([...steps]).toEqual(['check', 'unpack'])
  expect(ready.map((artifact) => artifact.sha256)).toEqual([sha256(PROGRAM)])
})

test.each(['../consul', '/etc/passwd', 'a/../../b', 'C:\\Windows', 'a\\..\\b', 'consul\0.txt'])(
  'a zip with the entry %s is refused whole',
  async (name) => {
    const zip = zipSync({ consul: PROGRAM, [name]: bytes('x') })
    const [problem] = await problemsOfAsync(unpack(temporaryFolder(), zip))
    expect([problem?.code, problem?.details.entry]).toEqual(['artifact.zip-hostile', JSON.stringify(name)])
  },
)

test('a zip without the member is told with what it holds', async () => {
  const zip = zipSync({ vault: PROGRAM, 'bin/consul': PROGRAM })
  const [problem] = await problemsOfAsync(unpack(temporaryFolder(), zip))
  expect(problem?.code).toBe('artifact.zip-member-missing')
  expect(problem?.details).toMatchObject({ member: 'consul', entries: 'vault, bin/consul' })
})

test.each([
  [
    'that is no zip',
    () => PROGRAM,
    'End of central directory record signature not found. Either not a zip file, or file is truncated',
  ],
  [
    'that was cut',
    (zip: Uint8Array) => zip.subarray(0, zip.length - 30),
    'End of central directory record signature not found. Either not a zip file, or file is truncated',
  ],
  [
    'with a changed byte',
    (zip: Uint8Array) => zip.map((byte, i) => (i === 50 ? byte ^ 1 : byte)),
    'checksum of the entry differs',
  ],
  ['whose start is gone', (zip: Uint8Array) => zip.subarray(60), 'something outside of the file is named'],
  ['that says less than it holds', (zip: Uint8Array) => withSize(zip, 10), 'entry larger than it says'],
  [
    'that says less than it unpacks to',
    () => withSize(zipSync({ consul: PROGRAM }), 10),
    'entry larger than it says',
  ],
  ['that says more than it holds', (zip: Uint8Array) => withSize(zip, 1e6), 'checksum of the entry differs'],
  ['that is encrypted', (zip: Uint8Array) => withField(zip, 8, 1), 'encrypted'],
  ['packed in a rare way', (zip: Uint8Array) => withField(zip, 10, 12), 'unsupported compression method: 12'],
  ['with an empty program', () => zipSync({ consul: new Uint8Array() }), 'consul is empty'],
  ['that names far places', (zip: Uint8Array) => farAway(zip), 'something outside of the file is named'],
])('a file %s is damaged', async (_, damage, reason) => {
  const zip = zipSync({ consul: PROGRAM }, { level: 0 })
  const [problem] = await problemsOfAsync(unpack(temporaryFolder(), damage(zip)))
  expect([problem?.code, problem?.details.reason]).toEqual(['artifact.zip-damaged', reason])
})

test('a zip with the member twice is damaged', async () => {
  const twice = Buffer.from(zipSync({ consul: PROGRAM, vault_: PROGRAM }, { level: 0 }))
  for (let at = twice.indexOf('vault_'); at >= 0; at = twice.indexOf('vault_', at)) twice.write('consul', at)
  const [problem] = await problemsOfAsync(unpack(temporaryFolder(), twice))
  expect([problem?.code, problem?.details.reason]).toEqual(['artifact.zip-damaged', 'two entries consul'])
})

/** Changes the size in the central directory of a zip with one entry. */
function withSize(zip: Uint8Array, size: number): Uint8Array {
  const copy = Buffer.from(zip)
  copy.writeUInt32LE(size, copy.lastIndexOf('PK\x01\x02') + 24)
  return copy
}

function withField(zip: Uint8Array, at: number, value: number): Uint8Array {
  const copy = Buffer.from(zip)
  copy.writeUInt16LE(value, copy.lastIndexOf('PK\x01\x02') + at)
  return copy
}

/** A zip64 whose list of entries is behind the end of any file. */
function farAway(zip: Uint8Array): Uint8Array {
  const end = zip.length - 22
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07', 'latin1')
  locator.fill(0xff, 8, 16)
  return Buffer.concat([zip.subarray(0, end), locator, zip.subarray(end)])
}
