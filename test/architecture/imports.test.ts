import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

/** Folders that think only: no clock, disk, network, chance, process or terminal. */
const PURE = [
  'src/lib',
  'src/errors',
  'src/topology',
  'src/actions',
  'src/facts',
  'src/events',
  'src/services',
  'src/preflight',
  'src/planner',
  'src/bundle',
  'src/i18n',
  'src/kit',
  'src/wizard',
]
const PURE_AND_UI = [...PURE, 'src/ui']

/**
 * Who may import whom, and which packages: what the layers stand on. Types count. `docs/architecture.md` explains
 * the table; this keeps it true.
 */
const LAYERS: Readonly<Record<string, { imports: readonly string[]; uses: readonly string[] }>> = {
  'src/lib': { imports: [], uses: ['node:crypto'] },
  'src/errors': { imports: [], uses: [] },
  'src/topology': { imports: ['src/lib', 'src/errors'], uses: ['zod', 'fastest-levenshtein'] },
  'src/actions': { imports: ['src/lib'], uses: [] },
  'src/facts': { imports: ['src/lib', 'src/actions'], uses: [] },
  'src/events': { imports: ['src/lib', 'src/errors'], uses: ['zod'] },
  'src/services': { imports: ['src/lib', 'src/topology', 'src/actions'], uses: [] },
  'src/preflight': {
    imports: ['src/lib', 'src/errors', 'src/topology', 'src/facts', 'src/services'],
    uses: [],
  },
  'src/planner': {
    imports: ['src/lib', 'src/topology', 'src/actions', 'src/facts', 'src/services'],
    uses: [],
  },
  'src/bundle': {
    imports: ['src/lib', 'src/errors', 'src/topology', 'src/services', 'src/planner', 'src/facts'],
    uses: ['zod'],
  },
  'src/i18n': { imports: ['src/errors', 'src/topology', 'src/planner', 'src/preflight'], uses: [] },
  'src/kit': {
    imports: [
      'src/lib',
      'src/errors',
      'src/topology',
      'src/actions',
      'src/facts',
      'src/services',
      'src/planner',
      'src/i18n',
    ],
    uses: [],
  },
  'src/wizard': {
    imports: [
      'src/lib',
      'src/errors',
      'src/topology',
      'src/actions',
      'src/facts',
      'src/services',
      'src/preflight',
      'src/planner',
      'src/events',
      'src/i18n',
    ],
    uses: ['zod'],
  },
  'src/transports': {
    imports: [
      'src/lib',
      'src/errors',
      'src/topology',
      'src/actions',
      'src/facts',
      'src/preflight',
      'src/planner',
    ],
    uses: ['ssh2', 'execa', 'node:*'],
  },
  'src/artifacts': { imports: ['src/lib', 'src/errors', 'src/topology'], uses: ['node:*', 'fflate', 'zod'] },
  'src/apt': {
    imports: ['src/lib', 'src/errors', 'src/topology', 'src/artifacts', 'src/catalog'],
    uses: ['node:*', 'openpgp', 'tar-stream', 'xz-decompress', 'zod'],
  },
  'src/packing': {
    imports: ['src/lib', 'src/errors', 'src/topology', 'src/artifacts', 'src/apt', 'src/bundle', 'src/state'],
    uses: ['node:*', 'tar-stream', 'zod'],
  },
  'src/catalog': { imports: ['src/lib', 'src/errors', 'src/topology'], uses: ['node:*', 'yaml'] },
  'src/state': {
    imports: [
      'src/lib',
      'src/errors',
      'src/topology',
      'src/planner',
      'src/events',
      'src/services',
      'src/wizard',
    ],
    uses: ['node:*', 'zod'],
  },
  'src/runner': {
    imports: [
      'src/lib',
      'src/errors',
      'src/topology',
      'src/actions',
      'src/facts',
      'src/planner',
      'src/preflight',
      'src/services',
      'src/events',
      'src/transports',
    ],
    uses: ['node:crypto', 'node:timers/promises'],
  },
  'src/rehearsal': {
    imports: [
      'src/lib',
      'src/errors',
      'src/topology',
      'src/actions',
      'src/facts',
      'src/preflight',
      'src/planner',
      'src/events',
      'src/transports',
    ],
    uses: ['node:*', 'yaml'],
  },
  'src/ui': {
    imports: PURE,
    uses: ['diff', 'string-width', 'node:util', 'node:stream', 'ink', 'ink-select-input', 'react'],
  },
  'src/commands': { imports: ['src'], uses: ['*'] },
  steps: { imports: PURE_AND_UI, uses: ['ink', 'react', 'string-width'] },
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

const layerOf = (path: string) =>
  path.startsWith('steps/') ? 'steps' : path.split('/').slice(0, 2).join('/')

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import\b|export\b|\}).*\bfrom '([^']+)'$|\bimport\('([^']+)'\)/gm,
    ),
  ].map(([, name, lazy]) => name ?? lazy ?? '')

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
  expect([...new Set(all.map(({ layer }) => layer))].filter((layer) => LAYERS[layer] === undefined)).toEqual(
    [],
  )
})

test('no file imports from a layer that its own may not know', () => {
  const wrong = all.flatMap(({ file, layer, imports }) =>
    imports
      .filter((name) => name.startsWith('.'))
      .map((name) => layerOf(relative('.', join(dirname(file), name))))
      .filter((target) => target !== layer)
      .filter((target) => !(LAYERS[layer]?.imports ?? []).some((may) => may === 'src' || may === target))
      .map((target) => `${file} imports ${target}`),
  )
  expect(wrong).toEqual([])
})

test('no file uses a package that its layer may not use', () => {
  const wrong = all.flatMap(({ file, layer, imports }) =>
    imports
      .filter((name) => !name.startsWith('.'))
      .filter(
        (name) =>
          !(LAYERS[layer]?.uses ?? []).some(
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
        .filter((name) => name.startsWith('.'))
        .map((name) => sourceOf(relative('.', join(dirname(file), name)))),
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
    .filter(({ layer }) => PURE.includes(layer))
    .filter(({ file }) => impure.test(readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')))
    .map(({ file }) => file)
  expect(wrong).toEqual([])
})
