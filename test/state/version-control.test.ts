import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { organisationFolder } from '../../src/state/organisation-folder.js'
import { versionControlProblems } from '../../src/state/version-control.js'
import { temporaryFolder } from './temporary-folder.js'

let repository = ''
let directory = ''
beforeEach(() => {
  repository = temporaryFolder()
  directory = join(repository, 'acme')
  mkdirSync(directory)
  write('acme/secrets.json', '{}')
})
afterEach(() => vi.unstubAllEnvs())

const write = (file: string, text: string) => writeFileSync(join(repository, file), text)
const git = (...args: string[]) => execFileSync('git', args, { cwd: repository })
const found = async () => {
  const problems = await versionControlProblems(organisationFolder(join(directory, 'org.yaml')))
  return problems.map(({ code, severity }) => `${severity} ${code}`)
}
const NOT_IGNORED = ['warning state.secrets-not-ignored']

test('in a work tree git says whether the secrets are tracked, ignored, or neither', async () => {
  git('init', '-q')
  expect(await found()).toEqual(NOT_IGNORED)
  write('.gitignore', 'acme/*.json\n')
  expect(await found()).toEqual([])
  git('add', '--force', 'acme/secrets.json')
  expect(await found()).toEqual(['warning state.secrets-tracked'])
})

test('elsewhere a .gitignore counts that does not name them', async () => {
  expect(await found()).toEqual([])
  write('acme/.gitignore', '*.swp\n')
  expect(await found()).toEqual(NOT_IGNORED)
  write('acme/.gitignore', '*.swp\r\n/secrets.json\r\n')
  expect(await found()).toEqual([])
})

test('nothing is said where git is missing, or does not know what this is', async () => {
  write('.git', 'not a repository')
  expect(await found()).toEqual([])
  vi.stubEnv('PATH', directory)
  expect(await found()).toEqual([])
})

test('no program is run that a repository names', async () => {
  git('init', '-q')
  const ran = join(repository, 'ran')
  git('config', 'core.fsmonitor', `touch ${ran}; false`)
  expect(await found()).toEqual(NOT_IGNORED)
  expect(execFileSync('ls', [repository], { encoding: 'utf8' })).toBe('acme\n')
})
