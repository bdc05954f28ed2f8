import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { scratchCopy } from '../scratch-copy.js'

/** A notary: any number of them, each with a port of its own, kept apart from nobody. */
const ROOM = `import type { Command } from '../../lib/command.js'
import { sh } from '../../lib/command.js'
import { text } from '../../lib/text.js'
import { instancePaths } from '../../topology/host-paths.js'
import type { Instance, RoleOf } from '../../topology/topology.js'
import { servicePort } from '../../topology/values.js'
import { CONSUL } from '../consul/settings.js'
import { listening } from '../health.js'
import type { Room } from '../role.js'
import type { ServiceInput } from '../service.js'
import { roleWords } from '../words.js'

interface NotaryInstance extends Instance {
  readonly ports: { readonly rpc: number }
}
const NOTARY: RoleOf<NotaryInstance> = 'notary'
type Input = ServiceInput<NotaryInstance>
const program = (input: Input) => \`\${instancePaths(input).config}/notary\`
const ready = (input: Input): Command =>
  sh\`\${listening(instancePaths(input).unit, input.instance.ports.rpc)}
echo 'listens'\`

export const notary: Room<NotaryInstance> = {
  id: NOTARY,
  phase: 'notary',
  settings: {
    count: 'at most one',
    about: 'Signs what was agreed',
    entry: {},
    ports: [
      {
        key: 'rpc',
        at: ['notary'],
        usual: 10077,
        value: servicePort,
        protocols: ['tcp'],
        purpose: 'seals',
        from: ['carrier', 'world'],
      },
    ],
  },
  service: {
    needs: [{ role: CONSUL }],
    restarts: 'together',
    moves: 'afresh',
    packages: () => [],
    artifacts: () => [],
    config: (input) => [
      {
        path: \`\${instancePaths(input).config}/notary.yml\`,
        content: text\`port: \${String(input.instance.ports.rpc)}\\n\`,
      },
      { path: program(input), isScript: true, content: text\`#!/bin/sh\\nexec sleep infinity\\n\` },
    ],
    unit: (input) => ({ start: program(input), after: [], stopSeconds: 5, hostNeeds: {} }),
    ready,
    usualSeconds: { low: 1, high: 2 },
    readyTimeoutSeconds: 20,
    keep: () => [{ kind: 'path', path: 'data', what: 'data' }],
  },
  words: roleWords({
    en: {
      question: { what: 'It seals.', usual: '', seenBy: '', breaks: '', flag: '', yaml: 'roles: { notary: h1 }' },
      count: 'One seal is enough.',
      texts: {},
    },
    zh: {
      question: { what: '它负责盖章。', usual: '', seenBy: '', breaks: '', flag: '', yaml: 'roles: { notary: h1 }' },
      count: '一枚印章就够了。',
      texts: {},
    },
  }),
  picture: { tier: 'upper', place: 9 },
  placing: { order: 9, wanted: ({ present }) => present('notary') },
  rehearsed: () => import('./rehearsed.js'),
}
`

const USED = `import { expect, test } from 'vitest'
import { organisationOn } from '../src/commands/rehearse/rehearsal-order.js'
import { explainQuestion } from '../src/i18n/explain.js'
import { topologyJsonSchema } from '../src/org-file/schema.js'
import { addRole, addableRoles, moveRole, removeRole } from '../src/wizard/edit-roles.js'
import { firewallOf } from '../src/roles/firewall.js'
import { draftFileOf, fileValue } from '../src/wizard/file-value.js'
import { placementsOn } from '../src/wizard/placements.js'
import { portSettings, setPort } from '../src/wizard/port-settings.js'
import { drawTopology, plainLine } from '../src/ui/picture/picture.js'
import { parseYaml } from '../src/catalog/parse-yaml.js'
import { readReleases } from '../src/catalog/presets.js'
import { parseTopology } from '../src/org-file/parse-topology.js'
import { rehearsedEngine } from './rehearsal/rehearsed-engine.js'

const text = organisationOn(4, 'metis-0.3.0') + '  notary: h3\\n'

test('it is planned and rehearsed', async () => {
  const { plan, run } = await rehearsedEngine(text)
  const planned = await plan()
  expect(planned.nodes.map(({ id }) => id)).toContain('h3 unit:metis-notary.service')
  expect((await run(planned)).outcome.problems).toEqual([])
  expect((await plan()).nodes).toEqual([])
})

test('it is in the schema, the picture, the ports and the firewall, and asked about', async () => {
  const releases = await readReleases('presets')
  const parsed = parseTopology(parseYaml(text), releases)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  expect(JSON.stringify(topologyJsonSchema())).toContain('Signs what was agreed')
  const look = { columns: 120, rows: 60, charset: 'box', language: 'en' } as const
  const { lines } = drawTopology({ topology: parsed.topology }, look)
  expect(lines.map(plainLine).join('\\n')).toContain('notary')
  const rules = firewallOf(parsed.topology).flatMap((host) => host.rules)
  expect(rules).toContainEqual({ owner: 'notary', purpose: 'seals', protocol: 'tcp', port: 10077, to: 10077, from: 'any' })
  expect(explainQuestion('role/notary', 'zh').what).toBe('它负责盖章。')
  const file = draftFileOf(parseYaml(text).value)
  expect(portSettings(file, releases).map(({ key }) => key)).toContain('ports.notary')
  expect(fileValue(setPort(file, 'ports.notary', '10078')).ports).toEqual({ notary: 10078 })
})

test('it is edited on the screen of the roles', async () => {
  const known = { releases: await readReleases('presets'), facts: {} }
  const file = draftFileOf(parseYaml(organisationOn(4, 'metis-0.3.0')).value)
  expect(addableRoles(file, 'h1')).toContain('notary')
  const added = addRole(file, 'notary', 'h1', known)
  expect(addableRoles(added, 'h1')).not.toContain('notary')
  const moved = moveRole(added, { role: 'notary', index: 0, host: 'h1' }, 'h2', known)
  expect(placementsOn(moved, 'h2').map(({ role }) => role)).toContain('notary')
  expect(fileValue(moved).roles).toMatchObject({ notary: 'h2' })
  expect(fileValue(removeRole(moved, { role: 'notary', index: 0, host: 'h2' }))).toEqual(fileValue(file))
})
`

const REHEARSED = `import { healthBy, listensAt, well } from '../../rehearsal/health.js'
import type { Rehearsed } from '../../rehearsal/simulation.js'
import { readYamlConfig } from '../../rehearsal/yaml-config.js'

interface Config {
  readonly port: number
}

export const rehearsed: Rehearsed = {
  programs: {
    notary: async (process) => {
      const config = readYamlConfig(process, '/opt/metis/notary/config/notary.yml') as Config
      if (!(await process.listen('0.0.0.0', config.port))) return 1
      await process.serve()
      return 0
    },
  },
  ready: (at) => healthBy<Config>(at, 'notary.yml', async ({ port }) => listensAt(at, port) ?? well('listens')),
}
`

test('a role is one folder and its line in the list of roles, and nothing else', async () => {
  const copy = scratchCopy()
  onTestFinished(copy.remove)
  const at = (path: string) => join(copy.folder, path)
  mkdirSync(at('src/roles/notary'))
  writeFileSync(at('src/roles/notary/index.ts'), ROOM)
  writeFileSync(at('src/roles/notary/rehearsed.ts'), REHEARSED)
  writeFileSync(at('test/notary.test.ts'), USED)
  const list = readFileSync(at('src/roles/index.ts'), 'utf8')
  const listed = list
    .replace('import { via }', "import { notary } from './notary/index.js'\nimport { via }")
    .replace('data, compute]', 'data, compute, notary]')
  writeFileSync(at('src/roles/index.ts'), listed)

  const node = (...args: string[]) =>
    execa(process.execPath, args, { cwd: copy.folder, reject: false, all: true })
  expect((await node('node_modules/typescript/bin/tsc', '--noEmit')).all).toBe('')
  const tests = await node(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'unit',
    'test/notary.test.ts',
  )
  expect(tests.all).toMatch(/\n[1-9]\d* passed, 0 failed$/)
})
