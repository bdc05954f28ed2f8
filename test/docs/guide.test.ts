import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { listPresets, readRelease } from '../../src/catalog/presets.js'
import { COMMANDS } from '../../src/commands/command-ids.js'
import { commands } from '../../src/commands/index.js'
import { EXIT } from '../../src/commands/program/exit-code.js'
import { CODES } from '../../src/errors/codes/index.js'
import { parseTopology } from '../../src/org-file/parse-topology.js'
import { topologyJsonSchema } from '../../src/org-file/schema.js'
import { FAULTS } from '../../src/rehearsal/faults.js'
import { portsOf } from '../../src/roles/ports.js'
import { artifactKey } from '../../src/topology/release.js'

const pathOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const guide = readFileSync(pathOf('docs/guide.md'), 'utf8')
const readme = readFileSync(pathOf('README.md'), 'utf8')
const presets = pathOf('presets')
const release = await readRelease(presets, 'metis-0.3.0')

describe('the guide', () => {
  it('has one example of org.yaml, which is valid as it stands', () => {
    const blocks = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text)
    expect(blocks).toHaveLength(1)
    for (const text of blocks) {
      expect(parseTopology(parseYaml(text, 'org.yaml'), [release])).toMatchObject({ ok: true, problems: [] })
    }
  })

  it('explains every key of org.yaml, and no other', () => {
    const told = rows('key').map(([key = '']) => key.replaceAll('`', ''))
    expect(told.toSorted()).toEqual(keysOf(topologyJsonSchema(), '').toSorted())
  })

  it('names every exit code', () => {
    const codes = rows('exit code').map(([code]) => Number(code))
    expect(codes).toEqual(Object.values(EXIT))
  })

  it('names every preset', async () => {
    const told = rows('preset').map(([name = '']) => name.replaceAll('`', ''))
    expect(told.toSorted()).toEqual(await listPresets(presets))
  })

  it('names every example', () => {
    const told = rows('example').map(([name = '']) => name.replaceAll('`', ''))
    expect(told.toSorted()).toEqual(readdirSync(pathOf('examples')).toSorted())
  })

  it('names every fault that can be rehearsed', () => {
    expect(rows('fault').map(([name = '']) => name.replaceAll('`', ''))).toEqual([...FAULTS])
  })

  it('names every artifact with its file', () => {
    const told = rows('id').map(([id = '', file = '']) =>
      [id, file.split(',')[0]].join(' ').replaceAll('`', ''),
    )
    expect(told).toEqual(release.artifacts.map((artifact) => `${artifactKey(artifact)} ${artifact.file}`))
  })

  it('lists the ports that the services themselves tell', () => {
    const parsed = parseTopology(parseYaml(EVERY_ROLE, 'org.yaml'), [release])
    const instances = parsed.ok ? parsed.topology.instances : []
    const expected = instances.flatMap((instance) =>
      portsOf(instance).map(({ port, to, protocol, purpose, from }) => [
        instance.name,
        `${port}${to === undefined ? '' : `-${to}`}/${protocol}`,
        purpose,
        from.join(', '),
      ]),
    )
    expect(rows('instance')).toEqual(expected)
  })

  it('speaks of codes that exist', () => {
    const domains = [...new Set(CODES.map((code) => code.split('.')[0]))].join('|')
    const told = [...guide.matchAll(new RegExp(`\\b(?:${domains})\\.[a-z]+-[a-z-]+`, 'g'))].map(
      ([code]) => code,
    )
    expect(told.length).toBeGreaterThan(3)
    expect(told.filter((code) => !CODES.some((known) => known === code))).toEqual([])
  })
})

describe.each([
  ['the guide', guide],
  ['the README', readme],
])('%s', (_, text) => {
  it('names only commands that exist', () => {
    const told = [...text.matchAll(/create-metis-node ([a-z]+)\b/g)].map(([, command]) => command)
    expect(told.length).toBeGreaterThan(2)
    expect(told.filter((command) => !COMMANDS.some((known) => known.split(' ')[0] === command))).toEqual([])
  })

  it('names only options that exist', () => {
    const inText = [...text.matchAll(/create-metis-node[^`\n]*|`--[a-z-]+[^`\n]*`/g)].join('\n')
    const told = [...inText.matchAll(/(?<=[\s`])--[a-z-]+/g)].map(([option]) => option)
    const known = Object.values(commands).flatMap(({ options = [] }) => options.map(([flags]) => flags))
    const all = [...known.join(' ').matchAll(/--[a-z-]+/g)].map(([option]) => option)
    expect(told.filter((option) => ![...all, ...COMMON].includes(option))).toEqual([])
  })
})

const COMMON = [
  '--file',
  '--lang',
  '--json',
  '--yes',
  '--verbose',
  '--accept-new-host-keys',
  '--ssh-password-file',
  '--sudo-password-file',
  '--credentials-from-stdin',
  '--bundle',
  '--bundle-key',
]

const EVERY_ROLE = `organisation: acme
release: metis-0.3.0
hosts:
  h1: { address: 10.0.0.11, user: ops }
roles:
  consul: h1
  carrier: { host: h1, externalAddress: 9.8.7.6 }
  admin: { host: h1, tls: { certificate: a.crt, key: a.key } }
  via: { host: h1, externalAddress: 9.8.7.6 }
  data: h1
  compute: h1
`

/** The rows of the table whose first column has this title. */
function rows(title: string): string[][] {
  const lines = guide.split('\n')
  const first = lines.findIndex((line) => line.startsWith(`| ${title} |`)) + 2
  const end = lines.findIndex((line, i) => i >= first && !line.startsWith('|'))
  return lines.slice(first, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
}

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node | boolean
  readonly anyOf?: readonly Node[]
  readonly items?: Node
}

/** Keys of the schema that hold a value, and those that are a host or a mapping alike. */
function keysOf(node: Node, path: string): string[] {
  const below = (key: string) => (path === '' ? key : `${path}.${key}`)
  const branches = [...(node.anyOf ?? []), ...(node.items === undefined ? [] : [node.items])]
  const inside = [
    ...branches.flatMap((branch) => keysOf(branch, path).filter((key) => key !== path)),
    ...Object.entries(node.properties ?? {}).flatMap(([key, child]) => keysOf(child, below(key))),
    ...(typeof node.additionalProperties === 'object'
      ? keysOf(node.additionalProperties, below(path === 'hosts' ? 'NAME' : 'ID'))
      : []),
  ]
  const isValue = node.properties === undefined && typeof node.additionalProperties !== 'object'
  return [...new Set([...(isValue && path !== '' ? [path] : []), ...inside])]
}
