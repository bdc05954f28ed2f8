import { expect, test } from 'vitest'
import { python } from '../../../src/preflight/checks/python.js'
import type { PythonContent, ReadyArtifact } from '../../../src/topology/release.js'
import { facts, release, input as three } from '../three-hosts.js'
import { told } from '../told.js'

const artifact = (id: string, content: Partial<PythonContent>): ReadyArtifact => ({
  id,
  fileName: `${id}.tar.gz`,
  sha256: id,
  size: 1,
  python: { libraries: [], wheels: [], ...content },
})
const wheel = (project: string, requires: readonly string[] = [], interpreters = ['cp37']) => ({
  file: `${project}.whl`,
  project,
  interpreters,
  requires,
})

/** h3 alone bears a fighter. */
function found(
  artifacts: readonly ReadyArtifact[],
  system: { glibc?: string; libraries?: readonly string[] },
) {
  const h3 = { ...facts.h3, system: { ...facts.h3.system, ...system } }
  const files = ['python', 'wheelhouse'].map((id) => ({ id, file: id, roles: ['data', 'compute'] }))
  const input = { ...three, release: { ...release, artifacts: files }, facts: { ...facts, h3 } }
  return told(python({ ...input, artifacts }))
}

const RUNTIME = artifact('python', { version: '3.7', glibc: '2.17', libraries: ['libcrypt.so.1'] })
const WHEELS = artifact('wheelhouse', {
  glibc: '2.17',
  wheels: [wheel('grpcio', ['six', 'cryptography']), wheel('six', [], ['py2', 'py3'])],
})
const BULLSEYE = { glibc: '2.31', libraries: ['libcrypt.so.1', 'libz.so.1'] }

test('what fits each other and the host is well, and nothing is said of what is not known', () => {
  expect(found([RUNTIME, WHEELS], BULLSEYE)).toEqual([])
  expect(found([], BULLSEYE)).toEqual([])
  expect(found([artifact('python', { glibc: '2.38', libraries: ['libssl.so.3'] })], {})).toEqual([])
})

test('programs of a newer system, and a library that the host lacks, are told with the host', () => {
  const built = artifact('python', { version: '3.7', glibc: '2.36', libraries: ['libssl.so.3', 'libz.so.1'] })
  expect(found([built, WHEELS], BULLSEYE)).toEqual([
    {
      code: 'preflight.glibc-old',
      severity: 'error',
      where: { host: 'h3' },
      details: { host: 'h3', file: 'python.tar.gz', needed: '2.36', glibc: '2.31' },
    },
    {
      code: 'preflight.libraries-missing',
      severity: 'error',
      where: { host: 'h3' },
      details: { host: 'h3', file: 'python.tar.gz', libraries: 'libssl.so.3' },
    },
  ])
})

test('wheels for another Python, and those that are not there, are told once', () => {
  const wheels = [
    wheel('numpy', ['pytz'], ['cp38']),
    wheel('six', [], ['py3']),
    wheel('abi', ['six'], ['py3']),
  ]
  expect(found([RUNTIME, artifact('wheelhouse', { wheels })], BULLSEYE)).toEqual([
    {
      code: 'preflight.wheels-unfit',
      severity: 'error',
      where: {},
      details: { version: '3.7', files: '  numpy.whl (cp38)' },
    },
    {
      code: 'preflight.wheels-missing',
      severity: 'error',
      where: {},
      details: { wheels: '  pytz (numpy.whl)' },
    },
  ])
})
