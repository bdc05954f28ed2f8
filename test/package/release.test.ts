import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scratchCopy } from '../scratch-copy.js'

/** A release from a copy of this checkout, with a repository of its own. */
let copy: ReturnType<typeof scratchCopy>

const AUTHOR = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@b',
}
const NO_CI = { ACTIONS_ID_TOKEN_REQUEST_URL: undefined, SIGSTORE_ID_TOKEN: undefined }

beforeEach(async () => {
  copy = scratchCopy()
  // Only a folder is ignored by `node_modules/`, and here it is a link.
  writeFileSync(join(copy.folder, '.git-ignore'), 'node_modules\n')
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('config', 'core.excludesFile', '.git-ignore')
  await commit('Begin')
})
afterEach(() => copy.remove())

test('a release that nobody confirmed says what it would do, and writes nothing', async () => {
  const { stdout, exitCode } = await release(['7.0.0'])
  expect(stdout).toMatch(
    /^0\.1\.0 -> 7\.0\.0, \d{4}-\d\d-\d\d, \d+ files as recorded, tag v7\.0\.0\nNothing was written/,
  )
  expect(exitCode).toBe(0)
  expect(await git('status', '--porcelain')).toBe('')
  expect(await git('tag')).toBe('')
})

test('a release writes version, lock and changelog, commits and tags them, and says how it is published', async () => {
  const { stdout, exitCode } = await release(['7.0.0', '--yes'])
  expect(stdout).toMatch(/git push --follow-tags\n {4}npm publish {4}\(in CI .*--provenance\)$/)
  expect(exitCode).toBe(0)
  expect(await git('status', '--porcelain')).toBe('')
  expect(await git('log', '-1', '--format=%s', 'v7.0.0')).toBe('Release 7.0.0')
  expect(await git('cat-file', '-t', 'v7.0.0')).toBe('tag')
  expect((await git('show', '--name-only', '--format=', 'HEAD')).split('\n')).toEqual([
    'CHANGELOG.md',
    'package-lock.json',
    'package.json',
  ])
  expect(textOf('package.json')).toContain('"version": "7.0.0"')
  expect(JSON.parse(textOf('package-lock.json'))).toMatchObject({
    version: '7.0.0',
    packages: { '': { version: '7.0.0' } },
  })
  expect(textOf('CHANGELOG.md')).toMatch(/\n## Unreleased\n\n## 7\.0\.0 - \d{4}-\d\d-\d\d\n\n### Added\n/)
})

test('CI that identifies itself to the registry publishes with provenance, a version before the final one apart', async () => {
  const { stdout } = await release(['7.0.0-rc.1', '--yes'], {
    ACTIONS_ID_TOKEN_REQUEST_URL: 'https://ci.example',
  })
  expect(stdout).toMatch(/\n {4}npm publish --tag next --provenance$/)
})

test('a file that nobody recorded, and one that is gone, are refused by name', async () => {
  writeFileSync(join(copy.folder, 'presets/notes.txt'), 'a note\n')
  rmSync(join(copy.folder, 'docs/air-gap.md'))
  await commit('Surprise')
  const { stderr, exitCode } = await release(['7.0.0', '--yes'])
  expect(stderr.split('\n')).toEqual([
    'in the files of package.json, but nothing of it is packed: docs/air-gap.md',
    'packed, but not recorded in release/packed-files.txt: presets/notes.txt',
    'recorded in release/packed-files.txt, but not packed: docs/air-gap.md',
  ])
  expect(exitCode).toBe(1)
  expect(await git('tag')).toBe('')
})

test('neither a version that does not come next, nor a tag that is there, nor changes that are not committed', async () => {
  expect((await release(['0.1.0'])).stderr).toBe('0.1.0 does not come after 0.1.0')
  expect((await release([])).stderr).toBe(' is no version: it takes the form 1.2.3 or 1.2.3-rc.1')
  await git('tag', 'v7.0.0')
  expect((await release(['7.0.0'])).stderr).toBe('There is a tag v7.0.0 already')
  writeFileSync(join(copy.folder, 'LICENSE'), 'mine\n')
  expect((await release(['8.0.0'])).stderr).toBe('Commit first: the tree has changes')
})

const textOf = (path: string) => readFileSync(join(copy.folder, path), 'utf8')

function release(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const command = ['--import', 'tsx', 'release/run.ts', ...args]
  return execa(process.execPath, command, {
    cwd: copy.folder,
    reject: false,
    env: { ...AUTHOR, ...NO_CI, ...env },
  })
}

async function git(...args: string[]): Promise<string> {
  return (await execa('git', args, { cwd: copy.folder, env: AUTHOR })).stdout
}

async function commit(subject: string): Promise<void> {
  await git('add', '--all')
  await git('commit', '--quiet', '--message', subject)
}
