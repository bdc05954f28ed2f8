import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { execa } from 'execa'
import { beforeEach, expect, test } from 'vitest'
import { type InstallerFile, installerFiles } from '../../src/packing/installer-files.js'
import { temporaryFolder } from '../state/temporary-folder.js'

/** The libraries that are really brought, around a program of one line. */
const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url))

let files: readonly InstallerFile[]
/** The folder of a bundle, with the installer in it. */
let bundle: string

beforeEach(async () => {
  const top = temporaryFolder()
  const here = join(top, 'here')
  write(join(here, 'package.json'), '{}')
  write(join(here, 'bin/create-metis-node.js'), "require('ssh2')")
  write(join(here, 'dist/main.js'), '')
  write(join(here, 'dist/screens.js'), '')
  mkdirSync(join(here, 'presets/bundle'), { recursive: true })
  cpSync(join(CHECKOUT, 'presets/bundle/absent.js'), join(here, 'presets/bundle/absent.js'))
  symlinkSync(join(CHECKOUT, 'node_modules'), join(here, 'node_modules'))
  files = await installerFiles(here)
  bundle = join(top, 'bundle')
  for (const { path, local } of files) {
    mkdirSync(dirname(join(bundle, 'installer', path)), { recursive: true })
    cpSync(local, join(bundle, 'installer', path))
  }
})

test('every module that the installer asks for by name is of Node.js or in its own node_modules', async () => {
  const asked = await modulesAskedFor()
  expect(asked).toContain('cpu-features')
  const elsewhere = asked.filter(
    (name) => !isBuiltin(name) && !existsSync(join(bundle, 'installer/node_modules', name)),
  )
  expect(elsewhere).toEqual([])
})

test('nothing runs that somebody has put beside the installer or above the bundle', async () => {
  const foreign = (await modulesAskedFor()).filter((name) => !isBuiltin(name))
  for (const folder of [bundle, dirname(bundle)]) {
    for (const name of foreign)
      write(join(folder, 'node_modules', name, 'index.js'), "console.log('foreign')")
  }
  const { stdout } = await execa('node', [join(bundle, 'installer/bin/create-metis-node.js')])
  expect(stdout).toBe('')
})

test('what was not brought is not there for those who ask, by require and by import', async () => {
  const ask = `
    const told = []
    try { require('cpu-features') } catch ({ code }) { told.push(code) }
    import('cpu-features').catch(({ code }) => console.log(...told, code))`
  write(join(bundle, 'installer/ask.cjs'), ask)
  const { stdout } = await execa('node', [join(bundle, 'installer/ask.cjs')])
  expect(stdout).toBe('ERR_MODULE_NOT_FOUND ERR_MODULE_NOT_FOUND')
})

/** Names as a compiler finds them in all files that are packed. */
async function modulesAskedFor(): Promise<string[]> {
  const asked = new Set<string>()
  await build({
    entryPoints: files.map(({ path }) => path).filter((path) => path.endsWith('.js')),
    absWorkingDir: join(bundle, 'installer'),
    bundle: true,
    write: false,
    outdir: 'out',
    platform: 'node',
    loader: { '.node': 'empty' },
    logLevel: 'silent',
    plugins: [
      {
        name: 'names',
        setup: ({ onResolve }) => {
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
            if (kind === 'entry-point') return undefined
            asked.add(path)
            return { path, external: true }
          })
        },
      },
    ],
  })
  return [...asked]
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
