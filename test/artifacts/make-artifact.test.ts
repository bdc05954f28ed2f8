import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { execa } from 'execa'
import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { indexAddress } from '../../src/artifacts/package-index.js'
import { type ReadyingProgress, readyArtifacts } from '../../src/artifacts/ready-artifacts.js'
import { tarBytes } from '../../src/lib/tar.js'
import type { Artifact, ArtifactPart } from '../../src/topology/release.js'
import type { ArtifactSources } from '../../src/topology/topology.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { files, mirror } from './mirror.js'
import { releaseOf } from './release.js'

const sha256 = (of: string | Uint8Array) => createHash('sha256').update(of).digest('hex')
const part = (file: string, content: string | Uint8Array, folder?: string): ArtifactPart => ({
  sha256: sha256(content),
  size: Buffer.byteLength(content),
  file,
  ...(folder !== undefined && { folder }),
})

const WHEELS = {
  'psutil-5.8.0-cp37-cp37m-manylinux2010_x86_64.whl': 'the wheel of psutil',
  'google_auth-1.35.0-py2.py3-none-any.whl': 'the wheel of google-auth',
}
const [PSUTIL, GOOGLE_AUTH] = Object.keys(WHEELS) as [keyof typeof WHEELS, keyof typeof WHEELS]
const WHEELHOUSE: Artifact = {
  id: 'wheelhouse',
  file: 'wheelhouse.tar.gz',
  roles: ['data'],
  parts: Object.entries(WHEELS).map(([file, content]) => part(file, content)),
}

/** A package index, as those that are published look. */
const INDEX = {
  'simple/psutil/': `<html><a href="../../files/${PSUTIL}x">other</a><a data-x="1" href="../../files/${PSUTIL}#sha256=0">psutil</a>`,
  'simple/google-auth/': `<a href='/metis/files/${GOOGLE_AUTH}?a=1&amp;b=2'>google-auth</a>`,
  [`files/${PSUTIL}`]: WHEELS[PSUTIL],
  [`files/${GOOGLE_AUTH}?a=1&b=2`]: WHEELS[GOOGLE_AUTH],
}

function make(
  folder: string,
  artifact: Artifact,
  sources: Partial<ArtifactSources>,
  told?: ReadyingProgress[],
) {
  return readyArtifacts({
    release: releaseOf([artifact]),
    wanted: [{ id: artifact.id }],
    sources: { files: {}, ...sources },
    pins: {},
    baseDirectory: folder,
    cacheDirectory: join(folder, 'cache'),
    limits: { retrySeconds: [] },
    now: () => new Date(0),
    onProgress: (progress) => told?.push(progress),
  })
}

async function listed(archive: string): Promise<string[]> {
  const { stdout } = await execa('tar', ['-tvf', archive], { env: { TZ: 'UTC' } })
  return stdout.split('\n')
}

describe('wheels', () => {
  test('lie side by side, from an index, and have the same bytes wherever they come from', async () => {
    const folder = temporaryFolder()
    const { address } = await mirror(files(INDEX))
    const told: ReadyingProgress[] = []
    const made = await make(folder, WHEELHOUSE, { index: `${address}simple` }, told)
    const [ready] = made.ready
    const path = made.payload(ready?.sha256 ?? '')
    expect(await listed(path)).toEqual([
      `-rw-r--r-- 0/0              24 1970-01-01 00:00 wheelhouse/${GOOGLE_AUTH}`,
      `-rw-r--r-- 0/0              19 1970-01-01 00:00 wheelhouse/${PSUTIL}`,
    ])
    expect(ready).toEqual({
      id: 'wheelhouse',
      fileName: 'wheelhouse.tar.gz',
      sha256: '6f8a9ec86e6c49f13743f7af4c14786b9624822fffbca02f433300b9d1a0cf3a',
      size: 3095,
    })
    expect(made.newPins['metis-0.3.0/wheelhouse']?.from).toBe(`${address}simple/`)
    expect(told.findLast(({ step }) => step === 'download')).toEqual({
      artifact: 'wheelhouse',
      step: 'download',
      done: 43,
      total: 43,
    })

    const elsewhere = temporaryFolder()
    mkdirSync(join(elsewhere, 'stick', 'deep'), { recursive: true })
    writeFileSync(join(elsewhere, 'stick', 'deep', 'renamed.bin'), WHEELS[PSUTIL])
    const zipped = zipSync({ 'a/wheel': Buffer.from(WHEELS[GOOGLE_AUTH]) })
    writeFileSync(join(elsewhere, 'stick', 'rest.zip'), zipped)
    const carried = await make(elsewhere, WHEELHOUSE, { source: 'stick', index: 'http://127.0.0.1:2/' })
    expect(carried.ready).toEqual(made.ready)

    const apart = temporaryFolder()
    const whole = Object.entries(WHEELS).map(([name, content]) => [`any/${name}`, Buffer.from(content)])
    writeFileSync(join(apart, 'all.zip'), zipSync(Object.fromEntries(whole)))
    const ofZip = await make(apart, WHEELHOUSE, { source: 'all.zip', index: 'http://127.0.0.1:2/' })
    expect(ofZip.ready).toEqual(made.ready)
  })

  test('are made once, and what has arrived is not fetched again', async () => {
    const folder = temporaryFolder()
    const { address, requests } = await mirror(files({ ...INDEX, 'simple/psutil/': '' }))
    await problemsOfAsync(make(folder, WHEELHOUSE, { index: `${address}simple/` }))
    const whole = await mirror(files(INDEX))
    await make(folder, WHEELHOUSE, { index: `${whole.address}simple/` })
    await make(folder, WHEELHOUSE, { index: `${whole.address}simple/` })
    expect(requests.filter(({ path }) => path.includes(GOOGLE_AUTH))).toHaveLength(1)
    expect(whole.requests.map(({ path }) => path)).toEqual([
      '/metis/simple/psutil/',
      `/metis/files/${PSUTIL}`,
    ])
  })

  test('from a mirror of the release, side by side there', async () => {
    const folder = temporaryFolder()
    const { address } = await mirror(files(WHEELS))
    const { ready } = await make(folder, WHEELHOUSE, { source: address, index: 'http://127.0.0.1:2/' })
    expect(ready).toHaveLength(1)
  })

  test('one that is missing and one that is another are told with their checksums, and nothing gets the name', async () => {
    const folder = temporaryFolder()
    const other = 'what somebody else calls psutil'.slice(0, 19)
    mkdirSync(join(folder, 'stick'))
    writeFileSync(join(folder, 'stick', PSUTIL), `${other} `)
    const { address } = await mirror(
      files({ ...INDEX, 'simple/google-auth/': '', [`files/${PSUTIL}`]: other }),
    )
    const [problem, none] = await problemsOfAsync(
      make(folder, WHEELHOUSE, { source: 'stick', index: `${address}simple/` }),
    )
    expect(none).toBeUndefined()
    expect([problem?.code, problem?.details]).toEqual([
      'artifact.parts-missing',
      {
        artifact: 'wheelhouse',
        count: 2,
        all: 2,
        index: `${address}simple/`,
        places: [
          `  ${folder}/stick/${PSUTIL} (SHA-256 ${sha256(`${other} `)})`,
          `  ${address}files/${PSUTIL} (SHA-256 ${sha256(other)})`,
          `  ${address}simple/google-auth/`,
        ].join('\n'),
        files: [
          `  ${sha256(WHEELS[PSUTIL])}  ${PSUTIL}`,
          `  ${sha256(WHEELS[GOOGLE_AUTH])}  ${GOOGLE_AUTH}`,
        ].join('\n'),
      },
    ])
    const made = readdirSync(join(folder, 'cache', 'made'))
    expect(made.flatMap((name) => readdirSync(join(folder, 'cache', 'made', name)))).toEqual([])
  })

  test('what there is no room for is told before any of it is fetched', async () => {
    const folder = temporaryFolder()
    const { address, requests } = await mirror(files(INDEX))
    const parts = [{ sha256: '0'.repeat(64), size: 2 ** 52, file: PSUTIL }]
    const index = `${address}simple/`
    const [problem] = await problemsOfAsync(make(folder, { ...WHEELHOUSE, parts }, { index }))
    expect([problem?.code, problem?.details.need]).toEqual(['artifact.no-room', 2 ** 33])
    expect(requests).toEqual([])
  })

  test('one that never ends is let go', async () => {
    const folder = temporaryFolder()
    const { address } = await mirror(files({ ...INDEX, [`files/${PSUTIL}`]: 'x'.repeat(1_000_000) }))
    const [problem] = await problemsOfAsync(make(folder, WHEELHOUSE, { index: `${address}simple/` }))
    expect(problem?.details.places).toBe(`  ${address}files/${PSUTIL} (> 19 bytes)`)
  })

  test('of a package that is published as source only, one is made of its folder', async () => {
    const folder = temporaryFolder()
    const source = await sdist({
      'grpcio-reflection-1.37.1/PKG-INFO': 'Name: grpcio-reflection\nVersion: 1.37.1\n',
      'grpcio-reflection-1.37.1/setup.py': 'exit(1)',
      'grpcio-reflection-1.37.1/grpc_reflection/__init__.py': 'X = 1\n',
    })
    const file = 'grpcio-reflection-1.37.1.tar.gz'
    const parts = [
      part(file, source, 'grpcio-reflection-1.37.1/grpc_reflection'),
      part(PSUTIL, WHEELS[PSUTIL]),
    ]
    mkdirSync(join(folder, 'artifacts'))
    writeFileSync(join(folder, 'artifacts', file), source)
    writeFileSync(join(folder, 'artifacts', PSUTIL), WHEELS[PSUTIL])
    const { ready, payload } = await make(folder, { ...WHEELHOUSE, parts }, { source: 'artifacts' })
    await execa('tar', ['-xf', payload(ready[0]?.sha256 ?? ''), '-C', folder])
    const wheel = 'wheelhouse/grpcio_reflection-1.37.1-py3-none-any.whl'
    const { stdout } = await execa('unzip', ['-Z1', wheel], { cwd: folder })
    expect(stdout.split('\n')).toEqual([
      'grpc_reflection/__init__.py',
      'grpcio_reflection-1.37.1.dist-info/METADATA',
      'grpcio_reflection-1.37.1.dist-info/WHEEL',
      'grpcio_reflection-1.37.1.dist-info/RECORD',
    ])
  })
})

/** `python/install` with a program of two names, a link, a test and a library to build with; and `python/build`. */
const CPYTHON = Buffer.from(
  'KLUv/QSI9QgAEkshGJDrASgQXHYZtRk9XSx65CaSbOuRv2ZWCpvq/0fMqv3srDpITawGBW03GDHLoY7bsSgnc/sWK8rZUU5+rZVNwvrlFKFoYiApcYCgqW3Obt3tr/3V0H3/nTsvW2T0h2zOojqL3EQbf7vDYtHXrjE7pnziKtUU1Xn2qYXd3/a9b8sWmtSICTugcIyooeQB8EpEkrRu+gt5Y6G6G6BUhKVGXZxGCirFquDsMKClGTCEsqtbSJsNXrm9CgckyQY0aFnlQp0wIFFPgepBY0lgHYDSB7AOa+MV+deS7r06GLXKlwGYDkcoG90BHzQ7CAbrrqqPaQZUcF3NwoCmDOBsfVSCVUNAIw4vk+CqsUDUA2agnxIQprzKODgkwDkFGaIE2sY=',
  'base64',
)
const PYTHON: Artifact = {
  id: 'python',
  file: 'python.tar.gz',
  roles: ['data'],
  address: 'http://127.0.0.1:2/python/',
  parts: [part('cpython.tar.zst', CPYTHON, 'python/install')],
}

describe('a Python', () => {
  test('has what is in its folder, without what nobody runs', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'artifacts'))
    writeFileSync(join(folder, 'artifacts', 'cpython.tar.zst'), CPYTHON)
    const { ready, payload } = await make(folder, PYTHON, { source: 'artifacts' })
    const path = payload(ready[0]?.sha256 ?? '')
    expect(await listed(path)).toEqual([
      'lrwxrwxrwx 0/0               0 1970-01-01 00:00 python/bin/python3 -> python3.7',
      '-rwxr-xr-x 0/0              28 1970-01-01 00:00 python/bin/python3.7',
      'lrwxrwxrwx 0/0               0 1970-01-01 00:00 python/bin/python3.7m -> python3.7',
      '-rw-r--r-- 0/0               6 1970-01-01 00:00 python/lib/python3.7/os.py',
    ])
    await execa('tar', ['-xf', path, '-C', folder])
    expect((await execa(join(folder, 'python/bin/python3.7m'))).stdout).toBe('Python 3.7.9')
  })

  test('that has no such folder, or is no archive at all, is told', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'artifacts'))
    writeFileSync(join(folder, 'artifacts', 'cpython.tar.zst'), CPYTHON)
    const parts = [part('cpython.tar.zst', CPYTHON, 'python/lib')]
    const [problem] = await problemsOfAsync(make(folder, { ...PYTHON, parts }, { source: 'artifacts' }))
    expect([problem?.code, problem?.details.reason]).toEqual(['artifact.part-unfit', 'no python/lib'])
    writeFileSync(join(folder, 'artifacts', 'cpython.tar.zst'), 'nothing')
    const nothing = [part('cpython.tar.zst', 'nothing', 'python')]
    const problems = await problemsOfAsync(
      make(folder, { ...PYTHON, parts: nothing }, { source: 'artifacts' }),
    )
    expect(problems.map(({ code }) => code)).toEqual(['artifact.part-unfit'])
  })

  test.each(['../../etc', '/etc/passwd'])('whose link leaves it for %s is refused', async (link) => {
    const folder = temporaryFolder()
    const archive = await sdist({ 'python/bin/python3': { link } })
    mkdirSync(join(folder, 'artifacts'))
    writeFileSync(join(folder, 'artifacts', 'python-3.7.tar.gz'), archive)
    const parts = [part('python-3.7.tar.gz', archive, 'python')]
    const [problem] = await problemsOfAsync(make(folder, { ...PYTHON, parts }, { source: 'artifacts' }))
    expect([problem?.code, problem?.details.reason]).toEqual([
      'artifact.part-unfit',
      `bin/python3 -> ${link}`,
    ])
  })
})

test('the index is the one of org.yaml, else what pip is told of, else the public one', () => {
  const home = temporaryFolder()
  const env = { HOME: home, PIP_CONFIG_FILE: join(home, 'pip.conf') }
  expect(indexAddress({}, env)).toBe('https://pypi.org/simple/')
  writeFileSync(
    join(home, 'pip.conf'),
    '[install]\nindex-url = http://no/\n[global]\ntimeout = 3\nindex-url = http://of.conf/simple\n',
  )
  expect(indexAddress({}, env)).toBe('http://of.conf/simple/')
  expect(indexAddress({}, { ...env, PIP_INDEX_URL: 'https://u:p@env.example/simple/' })).toBe(
    'https://u:p@env.example/simple/',
  )
  expect(indexAddress({}, { ...env, PIP_INDEX_URL: 'file:///etc' })).toBe('https://pypi.org/simple/')
  expect(indexAddress({ index: 'https://own/simple/' }, env)).toBe('https://own/simple/')
})

async function sdist(content: Readonly<Record<string, string | { link: string }>>): Promise<Buffer> {
  const entries = async function* () {
    for (const [path, one] of Object.entries(content)) {
      const about = { path, mode: 0o644, mtime: new Date(0) }
      if (typeof one !== 'string') yield { ...about, ...one, size: 0, content: [] }
      else yield { ...about, size: Buffer.byteLength(one), content: [Buffer.from(one)] }
    }
  }
  const chunks: Buffer[] = []
  for await (const chunk of tarBytes(entries())) chunks.push(chunk)
  return gzipSync(Buffer.concat(chunks))
}
