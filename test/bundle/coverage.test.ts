import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { coverage, coverageProblems } from '../../src/bundle/coverage.js'
import { type Manifest, type Piece, piecesSince } from '../../src/bundle/manifest.js'
import { type WantedPiece, wantedPieces } from '../../src/bundle/wanted-pieces.js'
import { readRelease } from '../../src/catalog/presets.js'
import { topology } from '../roles/organisation.js'

const release = await readRelease(fileURLToPath(new URL('../../presets', import.meta.url)), 'metis-0.3.0')

const wanted = (systems: readonly string[], cpus: Manifest['cpus'] = ['avx2', 'no-avx2']) =>
  wantedPieces({ topology, release, systems, cpus })

const ids = (pieces: readonly WantedPiece[]) => pieces.map(({ id }) => id)

test('wants every artifact that a role asks for, packages by system, Node.js and the installer', () => {
  expect(ids(wanted(['debian-12', 'ubuntu-22.04']))).toEqual([
    'artifact/consul',
    'artifact/carrier',
    'artifact/via',
    'artifact/admin-jar',
    'artifact/admin-web',
    'artifact/admin-schema',
    'artifact/metis-wheel',
    'artifact/channel-sdk',
    'artifact/rosetta/avx2',
    'artifact/rosetta/no-avx2',
    'artifact/python',
    'artifact/wheelhouse',
    'packages/debian-12',
    'packages/ubuntu-22.04',
    'runtime',
    'installer',
  ])
  expect(wanted(['debian-12']).find(({ id }) => id === 'packages/debian-12')).toEqual({
    kind: 'packages',
    id: 'packages/debian-12',
    system: 'debian-12',
    names: ['mariadb-server', 'nginx', 'openjdk-17-jre-headless'],
    for: ['admin'],
  })
  expect(wanted(['debian-12']).find(({ id }) => id === 'artifact/rosetta/avx2')).toEqual({
    kind: 'artifact',
    id: 'artifact/rosetta/avx2',
    artifact: 'rosetta',
    cpu: 'avx2',
    for: ['data', 'compute'],
  })
})

test('wants one variant where all processors are alike, and artifacts where no system is known', () => {
  const pieces = ids(wanted([], ['no-avx2']))
  expect(pieces).toContain('artifact/rosetta/no-avx2')
  expect(pieces).not.toContain('artifact/rosetta/avx2')
  expect(pieces.filter((id) => id.startsWith('packages/'))).toEqual([])
})

test('wants nothing of an archive where no service asks for a package', () => {
  const consuls = { ...topology, instances: topology.instances.filter(({ role }) => role === 'consul') }
  const pieces = wantedPieces({ topology: consuls, release, systems: ['debian-12'], cpus: ['avx2'] })
  expect(ids(pieces)).toEqual(['artifact/consul', 'runtime', 'installer'])
})

const piece = (id: string, kind: Piece['kind'], rest: Partial<Piece> = {}): Piece => {
  const sha256 = 'a'.repeat(64)
  return { id, kind, path: id, sha256, size: 1, for: ['consul'], from: '/mnt', ...rest }
}

const whole: Manifest = {
  format: 1,
  created: '2026-11-22T10:00:00Z',
  installer: '0.1.0',
  release: 'metis-0.3.0',
  bootstrap: 'b'.repeat(64),
  cpus: ['avx2', 'no-avx2'],
  systems: {
    'debian-12': { requested: ['nginx', 'mariadb-server', 'openjdk-17-jre-headless'], packages: [] },
  },
  pieces: [
    ...ids(wanted([]))
      .filter((id) => id.startsWith('artifact/'))
      .map((id) => piece(id, 'artifact')),
    piece('runtime/node', 'runtime'),
    piece('installer/dist/main.js', 'installer'),
  ],
}

test('a bundle that was made for the topology has all of it', () => {
  const { have, missing } = coverage(wanted(['debian-12']), whole)
  expect([have.length, missing]).toEqual([15, []])
  expect(coverageProblems({ have, missing }, 'acme.metis')).toEqual([])
})

test('what a changed topology, another processor or another system wants beyond it is named', () => {
  const older = {
    ...whole,
    systems: { 'debian-12': { requested: ['nginx'], packages: [] } },
    pieces: whole.pieces.filter(({ id }) => !['artifact/rosetta/no-avx2', 'artifact/via'].includes(id)),
  }
  const found = coverage(wanted(['debian-12', 'ubuntu-22.04']), older)
  expect(found.missing.map(({ wanted, lacks }) => [wanted.id, lacks])).toEqual([
    ['artifact/via', []],
    ['artifact/rosetta/no-avx2', []],
    ['packages/debian-12', ['mariadb-server', 'openjdk-17-jre-headless']],
    ['packages/ubuntu-22.04', []],
  ])
  expect(coverageProblems(found, 'acme.metis')).toMatchObject([
    {
      code: 'bundle.incomplete',
      details: {
        have: 12,
        wanted: 16,
        pieces:
          '  artifact/via\n  artifact/rosetta/no-avx2\n  packages/debian-12: mariadb-server, openjdk-17-jre-headless\n  packages/ubuntu-22.04',
      },
    },
  ])
})

test('a bundle without a program is none to start from', () => {
  const { missing } = coverage(wanted([]), { ...whole, pieces: [] })
  expect(missing.slice(-2).map(({ wanted }) => wanted.kind)).toEqual(['runtime', 'installer'])
})

test('since an earlier bundle, only artifacts and packages that it has are left out', () => {
  const old = { sha256: '1'.repeat(64) }
  const earlier: Manifest = {
    ...whole,
    pieces: [
      piece('artifact/via', 'artifact', old),
      piece('artifact/carrier', 'artifact', { sha256: '2'.repeat(64), inEarlier: 'f'.repeat(64) }),
      piece('runtime/node', 'runtime', old),
    ],
  }
  const pieces = [
    piece('artifact/via', 'artifact', old),
    piece('artifact/carrier', 'artifact', { sha256: '2'.repeat(64) }),
    piece('artifact/consul', 'artifact', { sha256: '3'.repeat(64) }),
    piece('runtime/node', 'runtime', old),
  ]
  const since = piecesSince(pieces, earlier, 'e'.repeat(64))
  expect(since.map(({ id, inEarlier }) => [id, inEarlier])).toEqual([
    ['artifact/via', 'e'.repeat(64)],
    ['artifact/carrier', 'f'.repeat(64)],
    ['artifact/consul', undefined],
    ['runtime/node', undefined],
  ])
})
