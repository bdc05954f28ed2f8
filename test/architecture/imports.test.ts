import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

interface Layer {
  readonly imports: readonly string[]
  readonly uses: readonly string[]
}

/** The table of docs/architecture.md: who may import whom, and which packages. Types count. */
function readLayers(): { layers: Map<string, Layer>; pure: readonly string[] } {
  const text = readFileSync('docs/architecture.md', 'utf8')
  const line = text.indexOf('*purity line*')
  const rows = [...text.matchAll(/^\| `([a-z0-9-]+)` \|[^|]*\|([^|]*)\|([^|]*)\|$/gm)]
  const pure = rows.filter(({ index }) => index < line).map(([, name = '']) => name)
  const words = (cell = '') => cell.split(' ').filter((word) => word !== '')
  const named = (word: string) => (word === 'pure' ? pure : [word])
  return {
    pure,
    layers: new Map(
      rows.map(([, name = '', imports, uses]) => [
        name,
        { imports: words(imports).flatMap(named), uses: words(uses) },
      ]),
    ),
  }
}

const { layers, pure } = readLayers()

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

/** The simulated service of a role lies in its room, and is of another layer. */
const layerOf = (path: string) => {
  if (/^src\/roles\/\w+\/rehearsed/.test(path)) return 'rehearsed'
  return path.startsWith('steps/') ? 'steps' : (path.split('/')[1] ?? '')
}

const importsOf = (file: string): { name: string; isLazy: boolean }[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import\b|export\b|\}).*\bfrom '([^']+)'$|\bimport\('([^']+)'\)/gm,
    ),
  ].map(([, name, lazy]) => ({ name: name ?? lazy ?? '', isLazy: lazy !== undefined }))

const all = [...files('src'), ...files('steps')].map((file) => ({
  file,
  layer: layerOf(file),
  imports: importsOf(file),
}))

const sourceOf = (path: string) => {
  const stem = path.replace(/\.js$/, '')
  return all.some(({ file }) => file === `${stem}.tsx`) ? `${stem}.tsx` : `${stem}.ts`
}

test('steps and every folder of src have a line in the table', () => {
  expect([...new Set(all.map(({ layer }) => layer))].filter((layer) => !layers.has(layer))).toEqual([])
})

test('no file imports from a layer that its own may not know', () => {
  const wrong = all.flatMap(({ file, layer, imports }) =>
    imports
      .filter(({ name }) => name.startsWith('.'))
      .map(({ name, isLazy }) => ({ target: layerOf(relative('.', join(dirname(file), name))), isLazy }))
      .filter(({ target }) => target !== layer)
      .filter(
        ({ target, isLazy }) =>
          !(layers.get(layer)?.imports ?? []).some(
            (may) => may === 'all' || may === target || (isLazy && may === `(${target})`),
          ),
      )
      .map(({ target }) => `${file} imports ${target}`),
  )
  expect(wrong).toEqual([])
})

test('no file uses a package that its layer may not use', () => {
  const wrong = all.flatMap(({ file, layer, imports }) =>
    imports
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('.'))
      .filter(
        (name) =>
          !(layers.get(layer)?.uses ?? []).some(
            (may) => may === '*' || may === name || (may === 'node:*' && name.startsWith('node:')),
          ),
      )
      .map((name) => `${file} uses ${name}`),
  )
  expect(wrong).toEqual([])
})

test('no import goes round in a circle', () => {
  const graph = new Map(
    all.map(({ file, imports }) => [
      file,
      imports
        .filter(({ name }) => name.startsWith('.'))
        .map(({ name }) => sourceOf(relative('.', join(dirname(file), name)))),
    ]),
  )
  const circles: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' > '))
    if (done.has(file) || path.includes(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
  expect(circles).toEqual([])
})

test('the pure folders know no clock, no chance and no process', () => {
  const impure =
    /\bDate\.now\(|new Date\(\)|Math\.random\(|\bprocess\.(env|argv|std|cwd|exit|pid|on)|randomBytes|randomUUID/
  const wrong = all
    .filter(({ layer }) => pure.includes(layer))
    .filter(({ file }) => impure.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')))
    .map(({ file }) => file)
  expect(wrong).toEqual([])
})
