import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseYaml } from '../../../src/catalog/parse-yaml.js'
import { readReleases } from '../../../src/catalog/presets.js'
import { runCommandLine } from '../../../src/commands/program/command-line.js'
import { parseTopology } from '../../../src/org-file/parse-topology.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { fakeWorld } from '../fake-world.js'

const presetsDirectory = fileURLToPath(new URL('../../../presets', import.meta.url))
const ORGANISATION = `organisation: acme
release: metis-0.3.0
hosts: { h1: { address: 10.0.0.11, user: ops } }
roles: { consul: h1, carrier: { host: h1, externalAddress: 9.8.7.6 }, admin: h1 }
`

function folderWith(hooks: string) {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'org.yaml'), ORGANISATION + hooks)
  const env = { ...process.env, XDG_STATE_HOME: temporaryFolder() }
  const run = async (argv: readonly string[], answers?: readonly string[]) => {
    const given = answers === undefined ? {} : { answers }
    const fake = fakeWorld({ presetsDirectory, workingDirectory: folder, env, ...given })
    return { code: await runCommandLine(['hooks', ...argv], fake.world), ...fake }
  }
  return { folder, run }
}

test('shows them, has them confirmed once, and tries one', async () => {
  const { folder, run } = folderWith('hooks: { done: [sh, -c, "cat >told"] }\n')

  expect((await run([])).code).toBe(3)
  const refused = await run([], ['n'])
  expect([refused.code, refused.stdout()]).toEqual([1, expect.stringContaining('They do not run.')])
  const confirmed = await run([], ['y'])
  expect(confirmed.code).toBe(0)
  expect(confirmed.stdout()).toContain("  done  sh -c 'cat >told'")
  const tried = await run(['--try', 'done'])
  expect(tried.code).toBe(0)
  expect(JSON.parse(readFileSync(join(folder, 'told'), 'utf8'))).toMatchObject({
    event: 'done',
    organisation: 'acme',
    trial: true,
  })
  expect((await run(['--try', 'begun'])).code).toBe(3)
})

test('an org.yaml without any says so', async () => {
  const { run } = folderWith('')
  const { code, stdout } = await run([])
  expect([code, stdout()]).toEqual([0, 'org.yaml names no hooks.\n'])
})

const releases = await readReleases(presetsDirectory)

test.each([
  ['done: notify', 'topology.expected-list', 'hooks.done'],
  ['done: []', 'topology.hook-words', 'hooks.done'],
  ['done: [""]', 'topology.hook-words', 'hooks.done'],
  ['done: [echo, "a\\nb"]', 'topology.hook-words', 'hooks.done[1]'],
  ['ended: [echo]', 'topology.unknown-key', 'hooks.ended'],
])('%s is no hook', (text, code, path) => {
  const { ok, problems } = parseTopology(parseYaml(`${ORGANISATION}hooks: { ${text} }\n`), releases)
  expect(ok).toBe(false)
  expect(problems.map((found) => [found.code, found.where.path])).toEqual([[code, path]])
})
