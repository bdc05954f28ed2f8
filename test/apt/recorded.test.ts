import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { closure } from '../../src/apt/closure.js'
import { fetchIndex, signedIndices } from '../../src/apt/fetch-index.js'
import { parsePackages } from '../../src/apt/package-index.js'
import { packagePool } from '../../src/apt/package-pool.js'
import { knownSystems, readSystemArchives } from '../../src/apt/read-archives.js'
import { checksums } from '../../src/artifacts/checksums.js'
import { downloads } from '../../src/artifacts/download.js'
import { folder, NOW, serve } from './archive.js'

const recorded = (name: string) => readFileSync(join('test/apt/recorded', name))

function fetching(family: string) {
  const cacheDirectory = folder()
  const known = checksums({ cacheDirectory, verify: false, now: () => NOW })
  return { download: downloads({ cacheDirectory, known }), family }
}

test('the keys of the presets are those that their fingerprints tell of, and sign for every system', async () => {
  const { readKey } = await import('openpgp')
  const systems = await knownSystems('presets')
  for (const system of systems) {
    const { keys, suites } = await readSystemArchives('presets', system)
    for (const { armored, fingerprint } of keys)
      expect((await readKey({ armoredKey: armored })).getFingerprint().toUpperCase()).toBe(fingerprint)
    expect(suites).toHaveLength(3)
  }
  expect(systems).toEqual([
    'debian-11',
    'debian-12',
    'debian-13',
    'ubuntu-18.04',
    'ubuntu-20.04',
    'ubuntu-22.04',
    'ubuntu-24.04',
  ])
})

test('the release file of Ubuntu 22.04 is believed, and names the indices of both components', async () => {
  const { server } = await serve({
    'ubuntu/dists/jammy/InRelease': gunzipSync(recorded('jammy-InRelease.gz')),
  })
  const { keys, suites, family } = await readSystemArchives('presets', 'ubuntu-22.04')
  const jammy = suites.find(({ suite }) => suite === 'jammy')
  if (jammy === undefined) throw new Error('no jammy')
  const indices = await signedIndices(jammy, { mirror: server, keys, now: NOW, fetching: fetching(family) })
  expect(indices).toEqual([
    {
      base: `${server}ubuntu/`,
      address: `${server}ubuntu/dists/jammy/main/binary-amd64/by-hash/SHA256/37cb57f1554cbfa71c5a29ee9ffee18a9a8c1782bb0568e0874b7ff4ce8f9c11`,
      packing: '.xz',
      file: { sha256: '37cb57f1554cbfa71c5a29ee9ffee18a9a8c1782bb0568e0874b7ff4ce8f9c11', size: 1394768 },
      unpackedSize: 6779186,
    },
    expect.objectContaining({ packing: '.xz', unpackedSize: 64332414 }),
  ])
})

test('an index of Debian, which comes as xz only, is fetched, checked and unpacked', async () => {
  const { keys, suites, family } = await readSystemArchives('presets', 'debian-12')
  const suite = suites.find((one) => one.suite === 'bookworm-updates')
  if (suite === undefined) throw new Error('no bookworm-updates')
  const packed = recorded('bookworm-updates-Packages.xz')
  const folderPath = 'debian/dists/bookworm-updates'
  const sum = '87e7e94047fb7fb6f4ceecc7022d4bee55b66031cc2a7666d3196f3e0aabb846'
  const { server } = await serve({
    [`${folderPath}/InRelease`]: recorded('bookworm-updates-InRelease'),
    [`${folderPath}/main/binary-amd64/by-hash/SHA256/${sum}`]: packed,
  })
  const how = fetching(family)
  const [index] = await signedIndices(suite, { mirror: server, keys, now: NOW, fetching: how })
  if (index === undefined) throw new Error('no index')
  const bytes: number[] = []
  const packages = await fetchIndex(index, how, (done) => bytes.push(done))
  expect(bytes.at(-1)).toBe(packed.length)
  expect(packages.map(({ name }) => name)).toContain('tzdata')
  expect(packages.every(({ address }) => address.startsWith(`${server}debian/pool/`))).toBe(true)
})

test('the closure of the admin on Ubuntu 22.04 is whole, in the newest versions of its three suites', () => {
  const text = gunzipSync(recorded('jammy-Packages.gz')).toString()
  const pool = packagePool(parsePackages(text, 'http://archive.ubuntu.com/ubuntu/'))
  const names = ['mariadb-server', 'nginx', 'openjdk-8-jre-headless', 'default-mysql-client']
  const { needed, unmet } = closure(pool, names)
  expect(unmet).toEqual([])
  const found = needed.map((one) => `${one.package.name} ${one.package.version}`)
  expect(found).toEqual(recorded('jammy-closure.txt').toString().trim().split('\n'))
})
