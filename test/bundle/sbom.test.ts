import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import { expect, test } from 'vitest'
import type { Manifest, Piece } from '../../src/bundle/manifest.js'
import { sbomOf } from '../../src/bundle/sbom.js'

const SUM = '0123456789abcdef'.repeat(4)

const piece = (id: string, rest: Partial<Piece> & Pick<Piece, 'kind'>): Piece => ({
  id,
  path: id,
  sha256: SUM,
  size: 10,
  for: ['control machine'],
  from: '/mnt/release',
  ...rest,
})

const manifest: Omit<Manifest, 'bootstrap'> = {
  format: 1,
  created: '2026-11-22T10:00:00.000Z',
  installer: '0.1.0',
  release: 'metis-0.3.0',
  organisation: 'acme',
  cpus: ['avx2'],
  systems: {
    'debian-12': {
      requested: ['nginx'],
      packages: ['package/debian-12/nginx', 'package/debian-12/libssl3'],
    },
    'ubuntu-22.04': { requested: ['nginx'], packages: ['package/ubuntu-22.04/nginx'] },
  },
  pieces: [
    piece('runtime/node', { kind: 'runtime', version: '20.20.0' }),
    piece('installer/dist/main.js', { kind: 'installer' }),
    piece('artifact/rosetta/avx2', {
      kind: 'artifact',
      for: ['data', 'compute'],
      from: 'https://mirror.example/metis/rosetta.whl',
    }),
    piece('package/debian-12/nginx', {
      kind: 'package',
      path: 'packages/debian-12/nginx_1.22.1-9+deb12u1_amd64.deb',
      version: '1.22.1-9+deb12u1',
      for: ['admin'],
    }),
    piece('package/debian-12/libssl3', {
      kind: 'package',
      path: 'packages/debian-12/libssl3_1:3.0.11_amd64.deb',
      version: '1:3.0.11',
      for: ['nginx'],
    }),
    piece('package/ubuntu-22.04/nginx', {
      kind: 'package',
      path: 'packages/ubuntu-22.04/nginx_1.18.0_all.deb',
      version: '1.18.0',
      for: ['admin'],
    }),
    piece('organisation/org.yaml', { kind: 'organisation' }),
    piece('README.txt', { kind: 'document' }),
  ],
}

const libraries = [
  { name: 'ssh2', version: '1.17.0', license: 'MIT' },
  { name: '@scope/part', version: '2.0.0' },
]

const text = sbomOf({ manifest, libraries })
const sbom = JSON.parse(text)
const component = (ref: string) =>
  sbom.components.find((one: { 'bom-ref': string }) => one['bom-ref'] === ref)

test('is CycloneDX 1.6, as its own strict schema has it', async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6)
  expect(await validator.validate(text)).toBe(null)
  expect(await validator.validate(text.replace('"SHA-256"', '"SHA-257"'))).not.toBe(null)
})

test('says of every piece of software what it is, and of documents nothing', () => {
  expect(sbom.components.map((one: { 'bom-ref': string }) => one['bom-ref'])).toEqual([
    'runtime/node',
    'artifact/rosetta/avx2',
    'package/debian-12/nginx',
    'package/debian-12/libssl3',
    'package/ubuntu-22.04/nginx',
    'installer',
    'pkg:npm/ssh2@1.17.0',
    'pkg:npm/%40scope/part@2.0.0',
  ])
  expect(component('package/debian-12/nginx')).toEqual({
    type: 'library',
    'bom-ref': 'package/debian-12/nginx',
    name: 'nginx',
    version: '1.22.1-9+deb12u1',
    hashes: [{ alg: 'SHA-256', content: SUM }],
    purl: 'pkg:deb/debian/nginx@1.22.1-9%2Bdeb12u1?arch=amd64&distro=debian-12',
    properties: [
      { name: 'metis:path', value: 'packages/debian-12/nginx_1.22.1-9+deb12u1_amd64.deb' },
      { name: 'metis:for', value: 'admin' },
    ],
  })
  expect(component('package/debian-12/libssl3').purl).toBe(
    'pkg:deb/debian/libssl3@1:3.0.11?arch=amd64&distro=debian-12',
  )
  expect(component('package/ubuntu-22.04/nginx').purl).toBe(
    'pkg:deb/ubuntu/nginx@1.18.0?arch=all&distro=ubuntu-22.04',
  )
  expect(component('artifact/rosetta/avx2')).toMatchObject({
    name: 'rosetta-avx2',
    purl: `pkg:generic/rosetta-avx2?checksum=sha256:${SUM}`,
    externalReferences: [{ type: 'distribution', url: 'https://mirror.example/metis/rosetta.whl' }],
  })
  expect(component('runtime/node')).toMatchObject({ type: 'platform', name: 'node', version: '20.20.0' })
  expect(component('installer').components).toMatchObject([{ name: 'installer/dist/main.js' }])
  expect(component('pkg:npm/ssh2@1.17.0').licenses).toEqual([{ license: { name: 'MIT' } }])
})

test('says what depends on what', () => {
  expect(sbom.dependencies).toEqual([
    {
      ref: 'bundle',
      dependsOn: [
        'runtime/node',
        'artifact/rosetta/avx2',
        'package/debian-12/nginx',
        'package/ubuntu-22.04/nginx',
        'installer',
      ],
    },
    { ref: 'installer', dependsOn: ['pkg:npm/ssh2@1.17.0', 'pkg:npm/%40scope/part@2.0.0'] },
    { ref: 'package/debian-12/nginx', dependsOn: ['package/debian-12/libssl3'] },
    { ref: 'package/debian-12/libssl3', dependsOn: [] },
    { ref: 'package/ubuntu-22.04/nginx', dependsOn: [] },
  ])
})

test('the same pieces have the same list, others another number', () => {
  expect(sbomOf({ manifest, libraries })).toBe(text)
  const other = JSON.parse(sbomOf({ manifest: { ...manifest, pieces: [] }, libraries }))
  expect(sbom.serialNumber).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
  )
  expect(other.serialNumber).not.toBe(sbom.serialNumber)
})
