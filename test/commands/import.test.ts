import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseYaml } from '../../src/catalog/parse-yaml.js'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import type { Problem } from '../../src/errors/problem.js'
import { explain } from '../../src/i18n/explain.js'
import { LANGUAGES } from '../../src/i18n/language.js'
import { GENERATED_SECRETS } from '../../src/roles/secret-names.js'
import { formatPath } from '../../src/topology/document.js'
import { fakeWorld } from './fake-world.js'

interface Case {
  title: string
  /** Lines by file; `inventory.ini` below one that gives 10.0.0.1 all roles, where `added` says so. */
  files?: Record<string, string[]>
  added?: string[]
  /** Paths to import; absent: the folder. */
  paths?: string[]
  vault?: string
  /** Of org.yaml; null: it is not there. Absent: nothing may be written. */
  values?: Record<string, unknown>
  /** `severity code file:line`, without what `validate` says. */
  told: string[]
  passwords?: string[]
}

const presetsDirectory = fileURLToPath(new URL('../../presets', import.meta.url))
const folder = fileURLToPath(new URL('../cases/inventories/', import.meta.url))
const BASE = ['via', 'carrier', 'admin', 'data', 'compute', 'consul'].flatMap((role) => [
  `[${role}]`,
  '10.0.0.1',
])
const ADDRESSES = [
  '[all:vars]',
  'ansible_user = ops',
  'carrier_external_ip = 8.8.4.4',
  'via_external_ip = 8.8.4.4',
]
/** Lines of an added part begin behind it. */
const ONE_HOST = [...BASE, ...ADDRESSES]

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'import-'))
})
afterEach(() => rmSync(home, { recursive: true }))

async function imported(argv: readonly string[]) {
  const { world, ...fake } = fakeWorld({ presetsDirectory, workingDirectory: home })
  const exitCode = await runCommandLine(['import', ...argv, '--into', 'out', '--json'], world)
  const lines = fake.json() as unknown as readonly (Problem & { type: string; name?: string })[]
  return { exitCode, lines, all: fake.stdout() + fake.stderr() }
}

function write(files: Readonly<Record<string, readonly string[]>>): void {
  for (const [name, lines] of Object.entries(files)) {
    mkdirSync(dirname(join(home, 'old', name)), { recursive: true })
    writeFileSync(join(home, 'old', name), lines.join('\n'))
  }
}

const TEMPLATE = { 'roles/carrier_deploy/templates/carrier.yml.j2': ['bootstrap-node: ["enr:-a"]'] }

describe.each(readdirSync(folder))('%s', (name) => {
  const cases = JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as Case[]

  it.each(cases)('$title', async ({ files, added, paths = ['.'], vault, values, told, passwords }) => {
    write({
      ...TEMPLATE,
      ...(added === undefined ? {} : { 'inventory.ini': [...ONE_HOST, ...added] }),
      ...files,
    })
    if (vault !== undefined) writeFileSync(join(home, 'vault'), vault, { mode: 0o600 })
    const { exitCode, lines, all } = await imported([
      ...paths.map((path) => join('old', path)),
      ...(vault === undefined ? [] : ['--vault-password-file', 'vault']),
    ])
    const problems = lines.filter(({ type }) => type === 'problem')
    const own = problems.filter(({ code }) => !code.startsWith('topology.'))
    expect(own.map(lineOf)).toEqual(told)
    expect(lines.filter(({ type }) => type === 'bug')).toEqual([])
    for (const problem of own)
      for (const language of LANGUAGES)
        expect(Object.values(explain(problem, language)).join('\n')).not.toMatch(/\{\w+\}|undefined/)
    expect(all).not.toMatch(/geheim/)
    if (passwords !== undefined)
      expect(lines.filter(({ type }) => type === 'to-rotate').map((one) => one.name)).toEqual(passwords)
    if (values === undefined) {
      expect([exitCode, readdirSync(home).includes('out')]).toEqual([3, false])
      return
    }
    const text = readFileSync(join(home, 'out', 'org.yaml'), 'utf8').replaceAll(home, '/home')
    expect(text).not.toMatch(/geheim/)
    const flat = flatten(parseYaml(text).value)
    for (const [path, value] of Object.entries(values))
      expect([path, flat[path] ?? null]).toEqual([path, value])
  })
})

describe('import', () => {
  it('asks for the password of a vault, and tries it with the next file', async () => {
    const { files } = caseOf('yaml.json', 'opens vault files')
    const sealed = files?.['group_vars/all.yml'] ?? []
    write({
      ...TEMPLATE,
      'inventory.ini': ONE_HOST,
      'group_vars/all.yml': sealed,
      'group_vars/data.yml': sealed,
    })
    const answers = ['wrong', 'opensesame']
    const { world, ...fake } = fakeWorld({ presetsDirectory, workingDirectory: home, answers })

    expect(await runCommandLine(['import', 'old', '--into', 'out'], world)).toBe(3)
    expect(fake.asked).toEqual(Array(2).fill("Password of Ansible's vault for old/group_vars/all.yml: "))
    expect(readFileSync(join(home, 'out', 'org.yaml'), 'utf8')).toContain('user: ana # group_vars/data.yml:1')
  })

  it('writes org.yaml with the origin of every value, and never over another one', async () => {
    write({ ...TEMPLATE, ...caseOf('ini.json', 'takes a whole organisation').files })
    const { world, ...fake } = fakeWorld({ presetsDirectory, workingDirectory: home })

    expect(await runCommandLine(['import', 'old'], world)).toBe(0)
    await expect(readFileSync(join(home, 'bank-a', 'org.yaml'), 'utf8')).toMatchFileSnapshot(
      'imported-org.yaml',
    )
    expect(fake.stdout()).toContain('The carrier keeps the key that it has: none was made.')
    const { secrets } = JSON.parse(readFileSync(join(home, 'bank-a', 'secrets.json'), 'utf8'))
    const wanted = Object.keys(GENERATED_SECRETS).filter((name) => name !== 'carrier-key')
    expect(Object.keys(secrets).sort()).toEqual(wanted.sort())
    expect(fake.stdout()).not.toMatch(/^ +\d\. create-metis-node apply/m)
    expect(await runCommandLine(['import', 'old'], world)).toBe(3)
    expect(fake.stderr() + fake.stdout()).toContain('command.exists-already')
  })
})

function caseOf(file: string, title: string): Case {
  const cases = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Case[]
  const found = cases.find((one) => one.title === title)
  if (found === undefined) throw new Error(title)
  return found
}

function lineOf({ severity, code, where: { file = '', line } }: Problem): string {
  const path = file === '' ? '' : ` ${relative(home, file)}`
  return `${severity} ${code}${path}${line === undefined ? '' : `:${line}`}`
}

function flatten(value: unknown, path: readonly (string | number)[] = []): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return { [formatPath(path)]: value }
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return Object.assign({}, ...entries.map(([key, one]) => flatten(one, [...path, key])))
}
