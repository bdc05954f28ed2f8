import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scratchCopy } from '../scratch-copy.js'

/** Adds a toy to a copy of this checkout as the table of CONTRIBUTING.md says, and by nothing else; shows it at work. */
let copy: ReturnType<typeof scratchCopy>
let touched: string[]

beforeEach(() => {
  copy = scratchCopy()
  touched = []
})
afterEach(() => copy.remove())

test('a check is a file, a line and its title', async () => {
  add(
    'src/preflight/checks/toy.ts',
    `import { problem } from '../../errors/problem.js'
import type { Check } from '../../roles/check.js'

/** Nobody's clock is good enough. */
export const toy: Check = ({ topology }) =>
  topology.hosts.map(({ name: host }) => problem('preflight.clock-unsynchronised', { host }, { host }, 'warning'))
`,
  )
  insert('src/preflight/index.ts', 'import { units }', "import { toy } from './checks/toy.js'\n")
  insert('src/preflight/index.ts', "  ['units', units],", "  ['toy', toy],\n")
  insert('src/i18n/en/cli.ts', "  'check.clock':", "  'check.toy': 'toy',\n")
  insert('src/i18n/zh/cli.ts', "  'check.clock':", "  'check.toy': '玩具',\n")
  expectNamed('a check', 'check')

  await expectWorks(`import { checkSummary, preflight } from '../src/preflight/index.js'
import { organisationOn } from '../src/commands/rehearse/rehearsal-order.js'
import { freshOrganisation } from './planner/organisation.js'

test('the toy finds something on the one host', () => {
  const input = { ...freshOrganisation(organisationOn(1, 'metis-0.3.0')), reach: [] }
  expect(preflight(input)).toContainEqual(
    expect.objectContaining({ code: 'preflight.clock-unsynchronised', where: { host: 'h1' } }),
  )
  expect(checkSummary(input).h1?.toy).toBe('warning')
})
`)
})

test('a screen is a file, its places among the steps, and its title', async () => {
  add(
    'steps/toy.tsx',
    `import { Text } from 'ink'
import { Screen } from '../src/ui/screen/screen.js'
import type { Step } from '../src/ui/screen/step.js'

/** Something to play with before the end. */
export const toy: Step = {
  View: () => (
    <Screen question="language" hints={[]}>
      <Text>A toy to play with</Text>
    </Screen>
  ),
}
`,
  )
  insert('src/wizard/steps.ts', "  'done',\n", "  'toy',\n")
  insert('src/wizard/steps.ts', '  done: [],\n', "  toy: ['hosts'],\n")
  insert('steps/index.ts', 'import { welcome }', "import { toy } from './toy.js'\n")
  insert('steps/index.ts', '  done,\n', '  toy,\n')
  insert('src/i18n/en/screens.ts', "  'step.done':", "  'step.toy': 'Toy',\n")
  insert('src/i18n/zh/screens.ts', "  'step.done':", "  'step.toy': '玩具',\n")
  expectNamed('a screen', 'step')

  await expectWorks(`import { steps } from '../steps/index.js'
import { benchWith, draftAt, showStep } from './steps/show-step.js'

test.each([['en', 'Toy'], ['zh', '玩具']] as const)('the toy is one of the steps, with its title (%s)', async (language, title) => {
  const { shows } = showStep(steps, { draft: draftAt('toy', { language }), bench: benchWith({}) })
  const frame = await shows('A toy to play with')
  expect(frame.split('\\n')[0]).toContain(' 10/11 ' + title)
})
`)
})

test('a command is a file, its id, its shape and its line in the help', async () => {
  add(
    'src/commands/toy.ts',
    `import { EXIT, type ExitCode } from './program/exit-code.js'
import type { Session } from './program/session.js'

/** Plays. */
export async function toy({ print }: Session): Promise<ExitCode> {
  print('played')
  return EXIT.done
}
`,
  )
  insert('src/commands/command-ids.ts', "  'schema',\n", "  'toy',\n")
  insert(
    'src/commands/index.ts',
    '  schema: {',
    "  toy: { summary: 'help.toy', load: async () => (await import('./toy.js')).toy },\n",
  )
  insert('src/i18n/en/help.ts', "  'help.schema':", "  'help.toy': 'play a little',\n")
  insert('src/i18n/zh/help.ts', "  'help.schema':", "  'help.toy': '玩一会儿',\n")
  insert('.github/ISSUE_TEMPLATE/bug.yml', '        - schema\n', '        - toy\n')
  expectNamed('a command', 'command')

  await expectWorks(
    `import { runCommandLine } from '../src/commands/program/command-line.js'
import { fakeWorld } from './commands/fake-world.js'

test.each([
  [['toy', '--help', '--lang', 'en'], 'play a little'],
  [['--help', '--lang', 'zh'], '玩一会儿'],
  [['toy'], 'played'],
])('%j tells it', async (argv, told) => {
  const { world, stdout } = fakeWorld()
  expect(await runCommandLine(argv, world)).toBe(0)
  expect(stdout()).toContain(told)
})
`,
    'test/forms',
  )
})

function add(path: string, text: string): void {
  touched.push(path)
  mkdirSync(dirname(join(copy.folder, path)), { recursive: true })
  writeFileSync(join(copy.folder, path), text)
}

/** Puts a line before the one place where this text is. */
function insert(path: string, before: string, line: string): void {
  const parts = readFileSync(join(copy.folder, path), 'utf8').split(before)
  expect(parts, `${before} in ${path}`).toHaveLength(2)
  add(path, `${parts[0]}${line}${before}${parts[1]}`)
}

/** The row of the table names every file that was touched; what is for both languages it names once. */
function expectNamed(what: string, placeholder: string): void {
  const row = readFileSync('CONTRIBUTING.md', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`| ${what} |`))
  const told = (path: string) =>
    path.startsWith('.github/')
      ? 'issue form'
      : `\`${path.replace('/zh/', '/en/').replace('/toy.', `/<${placeholder}>.`)}\``
  expect(touched.filter((path) => row?.includes(told(path)) !== true)).toEqual([])
}

/** Types hold, and this test passes in the copy, with others that are named. */
async function expectWorks(toyTest: string, ...others: readonly string[]): Promise<void> {
  const path = 'test/toy.test.ts'
  writeFileSync(join(copy.folder, path), `import { expect, test } from 'vitest'\n${toyTest}`)
  const node = (...args: string[]) =>
    execa(process.execPath, args, { cwd: copy.folder, reject: false, all: true })
  const types = await node('node_modules/typescript/bin/tsc', '--noEmit')
  expect(types.all).toBe('')
  const tests = await node('node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', path, ...others)
  expect(tests.all).toMatch(/\n[1-9]\d* passed, 0 failed$/)
}
