import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { listPresets, readPreset, readReleases } from '../../src/catalog/presets.js'
import { InstallerError } from '../../src/errors/problem.js'
import { parseTopology } from '../../src/org-file/parse-topology.js'
import { ROLES } from '../../src/roles/index.js'

const PRESETS = fileURLToPath(new URL('../../presets', import.meta.url))
const names = await listPresets(PRESETS)
const releases = await readReleases(PRESETS)

/** What an operator does: another name, and addresses of one's own. */
function fillHoles(text: string): string {
  return text
    .replaceAll('my-organisation', 'acme')
    .replaceAll('192.0.2.', '10.0.0.')
    .replaceAll('198.51.100.', '9.8.7.')
}

it('has a preset for each usual shape of an organisation', () => {
  expect(names).toEqual([
    'compute-provider',
    'data-and-compute',
    'data-provider',
    'high-availability',
    'minimal',
    'production',
    'single-host',
  ])
})

describe.each(names)('preset %s', (name) => {
  it('becomes a topology once its holes are filled', async () => {
    const { text } = await readPreset(PRESETS, name)
    const parsed = parseTopology(parseYaml(fillHoles(text)), releases)
    expect(parsed.problems.filter(({ severity }) => severity !== 'advice')).toEqual([])
    expect(parsed.ok).toBe(true)
  })

  it('says which holes are left when nobody filled them', async () => {
    const { text } = await readPreset(PRESETS, name)
    const { ok, problems } = parseTopology(parseYaml(text), releases)
    const errors = problems.filter(({ severity }) => severity === 'error')
    expect(ok).toBe(false)
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['topology.unfilled-hole']))
    expect(errors).toHaveLength(1 + (text.match(/\b(192\.0\.2|198\.51\.100)\./g)?.length ?? 0))
  })

  it('says what it is for and what to fill in', async () => {
    const { title, text } = await readPreset(PRESETS, name)
    expect(title).toMatch(/^[A-Z][\w -]+: .+/)
    expect(text).toContain('# fill in')
  })
})

it.each([
  ['minimal', 'consul 1, carrier 1, admin 1, via 0, data 0, compute 0, on 1'],
  ['production', 'consul 1, carrier 1, admin 1, via 1, data 2, compute 2, on 8'],
  ['high-availability', 'consul 3, carrier 1, admin 1, via 1, data 1, compute 1, on 8'],
  ['data-provider', 'consul 1, carrier 1, admin 1, via 1, data 1, compute 0, on 3'],
  ['compute-provider', 'consul 1, carrier 1, admin 1, via 1, data 0, compute 1, on 3'],
  ['data-and-compute', 'consul 1, carrier 1, admin 1, via 1, data 1, compute 1, on 4'],
  ['single-host', 'consul 1, carrier 1, admin 1, via 1, data 1, compute 1, on 1'],
])('preset %s has %s hosts', async (name, shape) => {
  const parsed = parseTopology(parseYaml(fillHoles((await readPreset(PRESETS, name)).text)), releases)
  if (!parsed.ok) throw new Error('not valid')
  const { instances, hosts } = parsed.topology
  const counts = ROLES.map((role) => `${role} ${instances.filter((each) => each.role === role).length}`)
  expect(`${counts.join(', ')}, on ${hosts.length}`).toBe(shape)
})

it('names the known presets when there is no such one', async () => {
  await expect(readPreset(PRESETS, '../releases/metis-0.3.0')).rejects.toThrow(InstallerError)
  const problems = await readPreset(PRESETS, 'minimall').catch((error: InstallerError) => error.problems)
  expect(problems).toEqual([
    {
      code: 'topology.unknown-preset',
      severity: 'error',
      where: {},
      details: { name: 'minimall', known: names.join(', '), nearest: 'minimal' },
    },
  ])
})

describe.each(releases)('release $id', (release) => {
  it('has artifacts for every role and tells variants of one id apart by CPU', () => {
    for (const role of ROLES) {
      expect(release.artifacts.filter(({ roles }) => roles.includes(role))).not.toEqual([])
    }
    const ids = release.artifacts.map(({ id, cpu }) => `${id} ${cpu ?? ''}`)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

it('has the artifacts of 0.3.0 that services ask for', () => {
  const release = releases.find(({ id }) => id === 'metis-0.3.0')
  expect(release?.artifacts.map(({ id, file }) => `${id} ${file}`)).toEqual([
    'consul consul_1.10.4_linux_amd64.zip',
    'carrier carrier',
    'via via',
    'admin-jar admin.jar',
    'admin-web admin.tar',
    'admin-schema admin.sql',
    'metis-wheel metis_dcv-0.9.1-py3-none-any.whl',
    'channel-sdk channel_sdk-2.0.0-cp37-cp37m-linux_x86_64.whl',
    'rosetta avx2/latticex_rosetta-1.0.0-cp37-cp37m-linux_x86_64.whl',
    'rosetta no_avx2/latticex_rosetta-1.0.0-cp37-cp37m-linux_x86_64.whl',
    'python cpython-3.7-linux-x86_64.tar.gz',
    'wheelhouse metis-wheelhouse-0.3.0.tar.gz',
  ])
})
