import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { installerFiles } from '../../src/packing/installer-files.js'
import { craftedElf } from './crafted-elf.js'

let top: string
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'installer-'))
})
afterEach(() => rmSync(top, { recursive: true }))

function write(files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true })
    writeFileSync(join(top, path), content)
  }
}

const own = (folder: string) => ({
  [`${folder}/package.json`]: '{"version":"1.0.0"}',
  [`${folder}/LICENSE`]: '',
  [`${folder}/bin/create-metis-node.js`]: '',
  [`${folder}/dist/main.js`]: 'const a = () => import("./chunks/a-B1.js")',
  [`${folder}/dist/chunks/former-A0.js`]: '',
  [`${folder}/dist/chunks/a-B1.js`]: '',
  [`${folder}/dist/screens.js`]: '',
  [`${folder}/presets/bundle/launcher.sh`]: '',
  [`${folder}/src/main.ts`]: '',
  [`${folder}/.git/config`]: '',
})

const library = (folder: string, needs: readonly string[] = []) => ({
  [`${folder}/package.json`]: JSON.stringify({
    dependencies: Object.fromEntries(needs.map((name) => [name, '1'])),
  }),
  [`${folder}/LICENSE`]: '',
  [`${folder}/lib/index.js`]: '',
  [`${folder}/test/index.js`]: '',
  [`${folder}/README.md`]: '',
})

const OWN = [
  'LICENSE',
  'bin/create-metis-node.js',
  'dist/chunks/a-B1.js',
  'dist/main.js',
  'dist/screens.js',
  'package.json',
  'presets/bundle/launcher.sh',
]
const of = (name: string) =>
  ['LICENSE', 'lib/index.js', 'package.json'].map((path) => `node_modules/${name}/${path}`)

it.each([
  ['a checkout or a bundle', 'here', 'here/node_modules'],
  ['npx or a global installation', 'node_modules/create-metis-node', 'node_modules'],
])('finds the program and its library as in %s', async (_, folder, modules) => {
  write({
    ...own(folder),
    ...library(`${modules}/ssh2`, ['asn1']),
    ...library(`${modules}/asn1`, ['safer-buffer']),
    ...library(`${modules}/safer-buffer`),
    ...library(`${modules}/vitest`),
  })

  const files = await installerFiles(join(top, folder))

  expect(files.map(({ path }) => path).toSorted()).toEqual(
    [...OWN, ...of('asn1'), ...of('safer-buffer'), ...of('ssh2')].toSorted(),
  )
  expect(files.find(({ path }) => path === 'dist/main.js')?.local).toBe(join(top, folder, 'dist/main.js'))
})

it('finds what lies below the library that needs it, and follows no links out of the package', async () => {
  write({
    ...own('here'),
    ...library('here/node_modules/ssh2', ['asn1']),
    ...library('here/node_modules/ssh2/node_modules/asn1'),
    'elsewhere/secret': '',
  })
  symlinkSync(join(top, 'elsewhere'), join(top, 'here/presets/elsewhere'))

  const paths = (await installerFiles(join(top, 'here'))).map(({ path }) => path)

  expect(paths.toSorted()).toEqual([...OWN, ...of('asn1'), ...of('ssh2')].toSorted())
})

it('takes nothing of a library that only its makers run', async () => {
  const modules = 'here/node_modules/ssh2'
  write({ ...own('here'), ...library(modules), [`${modules}/tests.js`]: '', [`${modules}/.eslintrc.js`]: '' })

  const paths = (await installerFiles(join(top, 'here'))).map(({ path }) => path)

  expect(paths.toSorted()).toEqual([...OWN, ...of('ssh2')].toSorted())
})

it('puts a file that says no in the place of every module that is asked for and not brought', async () => {
  const modules = 'here/node_modules'
  write({
    ...own('here'),
    'here/presets/bundle/absent.js': 'throw new Error()',
    'here/dist/main.js': 'import { a } from "@a/b/c.js";\nimport {\n  d\n} from "d";\n__require2("e")',
    ...library(`${modules}/ssh2`, ['asn1']),
    [`${modules}/ssh2/lib/index.js`]: `try { require('cpu-features')() } catch {}; require('asn1'); require('fs/promises')`,
    ...library(`${modules}/asn1`),
    ...library(`${modules}/cpu-features`),
  })

  const files = await installerFiles(join(top, 'here'))

  const absent = files.filter(({ local }) => local === join(top, 'here/presets/bundle/absent.js'))
  expect(absent.map(({ path }) => path)).toEqual([
    'presets/bundle/absent.js',
    'node_modules/@a/b/index.js',
    'node_modules/cpu-features/index.js',
    'node_modules/d/index.js',
    'node_modules/e/index.js',
  ])
})

it('says so when the file that says no is wanted and not there', async () => {
  write({ ...own('here'), ...library('here/node_modules/ssh2') })
  write({ 'here/node_modules/ssh2/lib/index.js': `require('cpu-features')` })

  await expect(installerFiles(join(top, 'here'))).rejects.toMatchObject({
    problems: [
      { code: 'bundle.installer-incomplete', details: { path: join(top, 'here/presets/bundle/absent.js') } },
    ],
  })
})

it('takes along native parts that every site can load, and no others', async () => {
  const modules = 'here/node_modules/ssh2'
  write({
    ...own('here'),
    ...library(modules),
    [`${modules}/lib/crypto/build/Release/old.node`]: craftedElf(['libc.so.6'], ['GLIBC_2.14']),
    [`${modules}/lib/crypto/build/Release/new.node`]: craftedElf(['libc.so.6'], ['GLIBC_2.34']),
    [`${modules}/lib/crypto/build/Release/obj.target/old.node`]: craftedElf(['libc.so.6'], ['GLIBC_2.14']),
  })

  const native = (await installerFiles(join(top, 'here'))).filter(({ path }) => path.endsWith('.node'))

  expect(native.map(({ path }) => path)).toEqual(['node_modules/ssh2/lib/crypto/build/Release/old.node'])
})

it.each(['dist/screens.js', 'node_modules/ssh2/package.json'])(
  'says so when %s is not there',
  async (path) => {
    write({ ...own('here'), ...library('here/node_modules/ssh2') })
    rmSync(join(top, 'here', path))

    await expect(installerFiles(join(top, 'here'))).rejects.toMatchObject({
      problems: [{ code: 'bundle.installer-incomplete' }],
    })
  },
)
