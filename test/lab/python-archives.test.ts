import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { indexAddress } from '../../src/artifacts/package-index.js'
import { readyArtifacts } from '../../src/artifacts/ready-artifacts.js'
import { readRelease } from '../../src/catalog/presets.js'
import { show } from '../../src/lib/text.js'
import { DATA } from '../../src/roles/data/settings.js'
import { installWheels } from '../../src/roles/fighter/python.js'
import { instancePaths } from '../../src/topology/host-paths.js'
import type { Artifact } from '../../src/topology/release.js'
import { inputFor, topology } from '../roles/organisation.js'
import { makeWheel } from '../stand-ins/build/wheel.js'
import { problemsOfAsync } from '../state/problem-of.js'
import { temporaryFolder } from '../state/temporary-folder.js'
import { CACHE } from './cache.js'

/** `npm run python`: all parts, and a Python that is packed and unpacked elsewhere; else a few of both kinds. */
const isWhole = process.env.PYTHON_PARTS === 'all'
/** The same on every machine, with every Node.js. */
const WHOLE_SHA256 = '3940faa174a996083b0d7899699b56f5b919843a5fa575ed808f4851ee38238c'
const FEW = /^(grpcio-\d|grpcio-reflection|protobuf|psutil|numpy|six)/
const IMPORTS = isWhole
  ? 'grpc_reflection.v1alpha.reflection, psutil, consul, requests, yaml, h5py, pandas, sklearn, tensorflow, grpc, numpy'
  : 'grpc_reflection.v1alpha.reflection, psutil, grpc, numpy'

/** What is not there at first. */
const LATER = isWhole ? /^psutil/ : /^(psutil|numpy)/

const python = foundPython()
const lacking = python === undefined ? 'CPython 3.7' : (await answers()) ? undefined : 'a package index'
if (lacking !== undefined) console.log(`python archives: skipped, this machine has not ${lacking}`)

const release = await readRelease(fileURLToPath(new URL('../../presets', import.meta.url)), 'metis-0.3.0')
const wheelhouse = release.artifacts.find(({ id }) => id === 'wheelhouse') as Artifact
const parts = (wheelhouse.parts ?? []).filter(({ file }) => isWhole || FEW.test(file))

describe.skipIf(lacking !== undefined)('the Python of data and compute, made of what is published', () => {
  test('is installed as on a host, and what metis and its tasks use can be imported', async () => {
    const folder = temporaryFolder()
    const input = inputFor(DATA, { topology: { ...topology, installDirectory: folder } })
    const { release: home } = instancePaths(input)
    await mkdir(join(home, 'wheels'), { recursive: true })
    const archive = await made({ ...wheelhouse, parts }, {})
    if (isWhole) expect((await execa('sha256sum', [archive])).stdout).toContain(WHOLE_SHA256)
    await execa('tar', ['-xf', archive, '-C', home])
    await layPython(home)
    const wheel = {
      project: 'metis_dcv',
      version: '0.9.1',
      needs: ['cryptography (==2.1.4)'],
      files: { 'metis/data_svc/main.py': Buffer.from(`import ${IMPORTS}\n`) },
    }
    await writeFile(join(home, 'wheels', 'metis.whl'), makeWheel(wheel))
    const install = async () => {
      const step = installWheels(input, 'metis.data_svc.main').action
      if (step.kind !== 'run') throw new Error('not a command')
      return execa('bash', ['-ec', show(step.command.script)], { reject: false, all: true })
    }
    const without = temporaryFolder()
    for (const name of readdirSync(join(home, 'wheelhouse')).filter((name) => LATER.test(name)))
      await rename(join(home, 'wheelhouse', name), join(without, name))
    expect(await install()).toMatchObject({
      exitCode: 1,
      all: expect.stringMatching(/^metis\.data_svc\.main can not be imported: No module named 'psutil'$/m),
    })
    expect(existsSync(join(home, 'site-packages'))).toBe(false)

    for (const name of readdirSync(without)) await rename(join(without, name), join(home, 'wheelhouse', name))
    expect(await install()).toMatchObject({ exitCode: 0 })
    const kept = await execa(join(home, 'python/bin/python3'), ['-c', `import ${IMPORTS}`], {
      env: { PYTHONPATH: join(home, 'site-packages'), PYTHONWARNINGS: 'ignore' },
    })
    expect(kept.exitCode).toBe(0)
  })

  test('is not made of a wheel for another system', async () => {
    const other = {
      sha256: '0'.repeat(64),
      size: 1,
      file: 'psutil-5.8.0-cp37-cp37m-manylinux_2_99_x86_64.whl',
    }
    const [problem] = await problemsOfAsync(made({ ...wheelhouse, parts: [other] }, {}))
    expect([problem?.code, problem?.details.count]).toEqual(['artifact.parts-missing', 1])
  })
})

function foundPython(): string | undefined {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions')
  const [own] = existsSync(versions) ? readdirSync(versions).filter((name) => name.startsWith('3.7.')) : []
  return own === undefined ? undefined : join(versions, own)
}

async function answers(): Promise<boolean> {
  return fetch(`${indexAddress({})}six/`, { signal: AbortSignal.timeout(10_000) }).then(
    ({ ok }) => ok,
    () => false,
  )
}

/** Path of the archive. */
async function made(artifact: Artifact, sources: { source?: string }): Promise<string> {
  const { ready, payload } = await readyArtifacts({
    release: { ...release, artifacts: [artifact] },
    wanted: [{ id: artifact.id }],
    sources: { files: {}, ...sources },
    pins: {},
    baseDirectory: '/',
    cacheDirectory: join(CACHE, 'python-parts'),
  })
  return payload(ready[0]?.sha256 ?? '')
}

async function layPython(home: string): Promise<void> {
  if (!isWhole) {
    await mkdir(join(home, 'python', 'bin'), { recursive: true })
    await symlink(join(python ?? '', 'bin', 'python3.7'), join(home, 'python', 'bin', 'python3'))
    return
  }
  const folder = temporaryFolder()
  const file = 'cpython.tar.gz'
  const packing = [
    '-czf',
    join(folder, file),
    '--transform',
    's,^\\.,python/install,',
    '-C',
    python ?? '',
    '.',
  ]
  await execa('tar', packing)
  const content = readFileSync(join(folder, file))
  const sha256 = createHash('sha256').update(content).digest('hex')
  const part = { sha256, size: content.length, file, folder: 'python/install' }
  const archive: Artifact = { id: 'python', file: 'python.tar.gz', roles: ['data'], parts: [part] }
  await execa('tar', ['-xf', await made(archive, { source: folder }), '-C', home])
}
