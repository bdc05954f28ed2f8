import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** What the built program reads before it works: every library that a start doesn't need makes each start slower. */
const PROGRAM = fileURLToPath(new URL('../../bin/create-metis-node.js', import.meta.url))
/** Writes down the file of every ES module as Node.js loads it. */
const RECORDER = `
import { appendFileSync } from 'node:fs'
export async function load(url, context, next) {
  if (url.startsWith('file:')) appendFileSync(process.env.LOADED_MODULES, new URL(url).pathname + '\\n')
  return next(url, context)
}`

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-up-'))
  writeFileSync(join(folder, 'record.mjs'), RECORDER)
  writeFileSync(
    join(folder, 'register.mjs'),
    `import { register } from 'node:module'\nregister('./record.mjs', import.meta.url)`,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Libraries whose code was read, in the bundle or beside it, languages, and the kilobytes of the bundle that were. */
async function loaded(
  ...args: string[]
): Promise<{ libraries: string[]; languages: string[]; kilobytes: number }> {
  const record = join(folder, 'loaded')
  writeFileSync(record, '')
  await execa('node', ['--import', join(folder, 'register.mjs'), PROGRAM, ...args], {
    cwd: folder,
    reject: false,
    env: { LOADED_MODULES: record, LANG: 'C.UTF-8', METIS_SUDO_PASSWORD: 'none' },
  })
  const files = [...new Set(readFileSync(record, 'utf8').split('\n').filter(Boolean))]
  const chunks = files.filter((file) => file.includes('/dist/'))
  const texts = chunks.map((file) => readFileSync(file, 'utf8'))
  const inside = texts.flatMap((text) => [
    ...text.matchAll(/^\s*\/\/ \S*node_modules\/((?:@[^/\s]+\/)?[^/\s]+)/gm),
  ])
  const beside = files.flatMap((file) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [])
  const spoken = texts.flatMap((text) => [...text.matchAll(/^\s*\/\/ src\/i18n\/(\w+)\//gm)])
  return {
    languages: [...new Set(spoken.flatMap(([, language]) => language ?? []))].sort(),
    libraries: [...new Set([...inside.flatMap(([, name]) => name ?? []), ...beside])].sort(),
    kilobytes: Math.round(texts.join('').length / 1000),
  }
}

test('help needs the command line and the words of it, and nothing else', async () => {
  const { libraries, languages, kilobytes } = await loaded('--help')
  expect([libraries, languages]).toEqual([['commander'], ['en']])
  expect(kilobytes).toBeLessThan(180)
})

test('a plan needs what reads its file and shows it: no screens, no bundles, no archives, one language', async () => {
  writeFileSync(join(folder, 'org.yaml'), ORGANISATION)
  const { libraries, languages, kilobytes } = await loaded('plan')
  expect(languages).toEqual(['en'])
  expect(libraries).toEqual([
    'ansi-regex',
    'commander',
    'diff',
    'fastest-levenshtein',
    'get-east-asian-width',
    'string-width',
    'strip-ansi',
    'yaml',
    'zod',
  ])
  expect(kilobytes).toBeLessThan(1850)
  expect((await loaded('validate', '--lang', 'zh')).languages).toEqual(['zh'])
})

/** A plan asks hosts once it has the artifacts, whose folder is not there: by then it has loaded all but SSH. */
const ORGANISATION = `organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.255.0.1, user: operator }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 8.8.4.4 }
  admin: h1
  via: { host: h1, externalAddress: 8.8.4.4 }
  data: h1
artifacts:
  source: ./nowhere
`
