import { lstat, readdir, readFile, realpath } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname, join, posix } from 'node:path'
import { elfNeeds } from '../artifacts/elf-needs.js'
import { fault, type InstallerError } from '../errors/problem.js'
import { unfitForSites } from './unfit-for-sites.js'

/** What of this program's own package runs at a site, or is read there. */
const OWN = ['bin', 'dist', 'presets', 'docs', 'package.json', 'CHANGELOG.md', 'LICENSE', 'README.md']
/** What `bin` loads. */
const ENTRIES = ['dist/main.js', 'dist/screens.js']
/** The only library that is not inside of `dist`. */
const OUTSIDE = 'ssh2'
/** Stands for every module that is asked for and not brought, so that none is looked for above the bundle. */
const ABSENT = 'presets/bundle/absent.js'

/**
 * The program as it runs now, from wherever that is: npx, a global installation, a checkout, a bundle. `directory` is
 * its package's. Throws `bundle.installer-incomplete`.
 */
export async function installerFiles(directory: string): Promise<InstallerFile[]> {
  const own = (await Promise.all(OWN.map((entry) => filesBelow(directory, entry)))).flat()
  const loaded = await loadedFrom(directory, ENTRIES)
  const files = own
    // Builds before this one may have left chunks that nothing loads.
    .filter((path) => !/^dist\/.*\.js$/.test(path) || loaded.has(path))
    .map((path) => ({ path, local: join(directory, path) }))
    .concat(await libraryFiles(OUTSIDE, await realpath(directory)))
  const absent = await absentModules(files)
  const needed = [
    'bin/create-metis-node.js',
    ...ENTRIES,
    'package.json',
    ...(absent.length > 0 ? [ABSENT] : []),
  ]
  for (const path of needed) {
    if (!files.some((file) => file.path === path)) throw incomplete(join(directory, path))
  }
  const local = join(directory, ABSENT)
  return [...files, ...absent.map((name) => ({ path: `node_modules/${name}/index.js`, local }))]
}

/** These modules and all that they import, sooner or later. */
async function loadedFrom(directory: string, entries: readonly string[]): Promise<ReadonlySet<string>> {
  const loaded = new Set<string>()
  const load = async (path: string): Promise<void> => {
    if (loaded.has(path)) return
    loaded.add(path)
    const text = await readFile(join(directory, path), 'utf8').catch(() => '')
    const imports = [...text.matchAll(/["'](\.{1,2}\/[\w./-]+\.js)["']/g)]
    for (const [, name = ''] of imports) await load(posix.join(posix.dirname(path), name))
  }
  for (const entry of entries) await load(entry)
  return loaded
}

/** A library and all that it needs at run time, laid flat. */
async function libraryFiles(name: string, from: string): Promise<InstallerFile[]> {
  const found = new Map<string, string>()
  const find = async (wanted: string, near: string): Promise<void> => {
    if (found.has(wanted)) return
    const folder = await folderOf(wanted, near)
    found.set(wanted, folder)
    const { dependencies = {} } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>
    }
    for (const next of Object.keys(dependencies)) await find(next, folder)
  }
  await find(name, from)
  const files = [...found].map(async ([library, folder]) => {
    const paths = await Promise.all((await filesBelow(folder, '')).map((path) => runsAtSites(folder, path)))
    return paths
      .flat()
      .map((path) => ({ path: `node_modules/${library}/${path}`, local: join(folder, path) }))
  })
  return (await Promise.all(files)).flat()
}

/** As Node.js looks for it: in `node_modules` here, then in every folder above. */
async function folderOf(library: string, near: string): Promise<string> {
  for (let at = near; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', library)
    const found = await lstat(join(folder, 'package.json')).catch(() => undefined)
    if (found !== undefined) return realpath(folder)
    if (dirname(at) === at) throw incomplete(join(near, 'node_modules', library))
  }
}

const ASIDE =
  /\/((tests?|examples|util|src|deps|bench|benchmark|obj\.target|node_modules|\.[^/]+)\/|tests?\.js$|\.[^/]+$)/

/** Native parts are optional, and come along only where every site can load them. */
async function runsAtSites(folder: string, path: string): Promise<string[]> {
  if (ASIDE.test(`/${path}`)) return []
  if (/\.node$/.test(path)) {
    const needs = await elfNeeds(join(folder, path))
    return needs !== undefined && unfitForSites(needs) === undefined ? [path] : []
  }
  return /(\.js|^package\.json|^licen[cs]e[^/]*)$/i.test(path) ? [path] : []
}

/** Regular files only, with `/` between folders, in order; `entry` may be one, or not be there. */
async function filesBelow(folder: string, entry: string): Promise<string[]> {
  const stat = await lstat(join(folder, entry)).catch(() => undefined)
  if (stat?.isFile()) return [entry]
  if (!stat?.isDirectory()) return []
  const names = (await readdir(join(folder, entry))).filter((name) => name !== 'node_modules').sort()
  const below = await Promise.all(
    names.map((name) => filesBelow(folder, entry === '' ? name : `${entry}/${name}`)),
  )
  return below.flat()
}

function incomplete(path: string): InstallerError {
  return fault('bundle.installer-incomplete', { path }, { file: path })
}

/** `require` with a name, by whatever a build calls it, and imports that are calls. */
const CALLED = /(?:require\w*(?:\.resolve)?|\bimport)\s*\(\s*["'`]([^"'`]+)["'`]\s*\)/g
/** At the beginning of a line, or behind names that stand on lines of their own. */
const IMPORTED = /^\s*(?:(?:import|export)\b[^\n'"]*|\}\s*from\s*)["']([^"'\n]+)["']/gm
const PACKAGE = /^(?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*/i

/**
 * Packages that these files ask for by name, if only to see whether they are there, and that are not among them: in
 * order. Text that only looks like an import may add one.
 */
async function absentModules(files: readonly InstallerFile[]): Promise<string[]> {
  const paths = files.map(({ path }) => path)
  const asked = new Set<string>()
  for (const { path, local } of files) {
    if (!/\.[cm]?js$/.test(path)) continue
    const text = await readFile(local, 'utf8')
    for (const [, name = ''] of [...text.matchAll(CALLED), ...text.matchAll(IMPORTED)]) {
      const isName = /^[\w@./-]+$/.test(name) && !isBuiltin(name)
      const [wanted] = (isName && PACKAGE.exec(name)) || []
      if (wanted !== undefined) asked.add(wanted)
    }
  }
  return [...asked].filter((name) => !paths.some((path) => path.startsWith(`node_modules/${name}/`))).sort()
}

/** One of the files that the installer in a bundle is made of. */
export interface InstallerFile {
  /** Below `installer/` in the bundle. */
  readonly path: string
  /** On this machine, absolute. */
  readonly local: string
}
