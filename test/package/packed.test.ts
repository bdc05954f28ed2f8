import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The package as npm would publish it, and `npx` in an empty folder. Needs the npm registry for its dependencies. */
let folder: string
let tarball: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packed-'))
  const { stdout } = await execa('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder])
  const [packed] = Object.values(JSON.parse(stdout) as Record<string, { filename: string }>)
  tarball = join(folder, packed?.filename ?? '')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** npx without this checkout in sight: empty folder, cache of its own. */
const npx = (...args: string[]) =>
  execa('npx', ['--yes', '--package', tarball, 'create-metis-node', ...args], {
    cwd: folder,
    reject: false,
    env: { npm_config_cache: join(folder, 'cache'), LANG: 'C.UTF-8' },
  })

test('npx of the package writes an organisation in an empty folder and checks it', async () => {
  const init = await npx('init', 'bank-a', '--preset', 'minimal')
  expect(init.stderr).not.toMatch(/Error/)
  expect(init.exitCode).toBe(0)
  expect((await readdir(join(folder, 'bank-a'))).sort()).toEqual([
    '.gitignore',
    'org.schema.json',
    'org.yaml',
    'secrets.json',
  ])
  const validate = await npx('validate', '-f', 'bank-a/org.yaml')
  expect(validate.exitCode).toBe(3)
  expect(validate.stderr + validate.stdout).toContain('topology.unfilled-hole')
})

test('the package holds the program and its presets, and nothing of its tests', async () => {
  const { stdout } = await execa('tar', ['-tf', tarball])
  const files = stdout.split('\n')
  expect(files).toEqual(
    expect.arrayContaining([
      'package/bin/create-metis-node.js',
      'package/dist/main.js',
      'package/dist/screens.js',
      'package/dist/third-party-licences.txt',
      'package/presets/releases/metis-0.3.0.yaml',
      'package/presets/topologies/single-host.yaml',
      'package/LICENSE',
      'package/README.md',
    ]),
  )
  expect(files.filter((file) => /^package\/(test|src|bench|node_modules|\.ci)\//.test(file))).toEqual([])
})
