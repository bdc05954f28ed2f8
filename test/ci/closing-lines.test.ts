import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'

const VERSIONS = ['20.1.0', '22.2.0', '24.3.0', '26.4.0']

test('a version of Node.js is told with what ran on it, and the last line adds them up', async () => {
  const { stdout, exitCode } = await checkNode(
    `echo '  12 passed, 0 failed of something'; echo '10 passed, 0 failed, 2 skipped'`,
  )
  expect(stdout).toBe(
    `${VERSIONS.map((version) => `Node.js ${version}: 10 passed, 0 failed, 2 skipped\n`).join('')}\n40 passed, 0 failed, 8 skipped`,
  )
  expect(exitCode).toBe(0)
})

test('a version that can not be had counts as skipped, and says why', async () => {
  const { stdout, exitCode } = await checkNode(`echo '10 passed, 0 failed'`, {
    '24.3.0': `echo 'npm error code ETARGET'; exit 1`,
    '26.4.0': 'echo v25.0.0',
  })
  expect(stdout.split('\n').slice(2)).toEqual([
    "Node.js 24.3.0 can't be had here: npm error code ETARGET",
    'Node.js 24.3.0: 0 passed, 0 failed, 1 skipped',
    "Node.js 26.4.0 can't be had here: v25.0.0",
    'Node.js 26.4.0: 0 passed, 0 failed, 1 skipped',
    '',
    '20 passed, 0 failed, 2 skipped',
  ])
  expect(exitCode).toBe(0)
})

test('what fails on one version is shown, and fails the whole', async () => {
  const { stdout, exitCode } = await checkNode(
    `case $* in *@22*) echo 'it is not so'; echo '9 passed, 1 failed'; exit 1;; *) echo '10 passed, 0 failed';; esac`,
  )
  expect(stdout).toContain('it is not so\n9 passed, 1 failed\nNode.js 22.2.0: 9 passed, 1 failed\n')
  expect(stdout).toMatch(/\n39 passed, 1 failed$/)
  expect(exitCode).toBe(1)
})

test('a test run that dies without a closing line, or runs nothing, is a failure', async () => {
  const { stdout, exitCode } = await checkNode(
    `case $* in *@22*) echo 'Segmentation fault'; exit 139;; *@24*) ;; *) echo '10 passed, 0 failed';; esac`,
  )
  expect(stdout).toMatch(/\n20 passed, 2 failed$/)
  expect(exitCode).toBe(1)
})

test('shared out, each version has another part of the suite', async () => {
  const { stdout } = await checkNode(`echo "$*"; echo '9 passed, 1 failed'; exit 1`, {}, ['--shares'])
  expect([...stdout.matchAll(/--shard=(\d)\/4/g)].map(([, part]) => part).sort()).toEqual([
    '1',
    '2',
    '3',
    '4',
  ])
})

test('CI ends with one line that counts the whole suite and the versions', async () => {
  const env = programs(`case $* in
    test) echo 'one passed'; echo '100 passed, 0 failed, 3 skipped';;
    'run check:node:shares') echo 'Node.js 22: 10 passed, 0 failed'; echo '40 passed, 0 failed';;
  esac`)
  const { stdout, exitCode } = await execa('bash', ['.ci/run'], { env })
  expect(stdout).toMatch(/^npm ci && npm run lab:prepare && npm test\n/)
  expect(stdout).toMatch(/\n40 passed, 0 failed\n\n140 passed, 0 failed, 3 skipped$/)
  expect(exitCode).toBe(0)
})

test('CI fails with a version of Node.js, and says in its last line how many tests did', async () => {
  const env = programs(`case $* in
    test) echo '100 passed, 0 failed';;
    'run check:node:shares') echo '38 passed, 2 failed'; exit 1;;
  esac`)
  const { stdout, exitCode } = await execa('bash', ['.ci/run'], { env, reject: false })
  expect(stdout).toMatch(/\n138 passed, 2 failed$/)
  expect(exitCode).toBe(1)
})

test('CI stops at a suite that fails, whose line is the last one', async () => {
  const env = programs(`case $* in test) echo '99 passed, 1 failed'; exit 1;; *shares) echo 'never';; esac`)
  const { stdout, exitCode } = await execa('bash', ['.ci/run'], { env, reject: false })
  expect(stdout).toMatch(/\n99 passed, 1 failed$/)
  expect(exitCode).toBe(1)
})

/** `check-node.ts` with an npm that says for each version what a real one would: `--version`, then the tests. */
function checkNode(tests: string, versions: Readonly<Record<string, string>> = {}, options: string[] = []) {
  const cases = VERSIONS.map(
    (version) => `*@${version}*--version) ${versions[version] ?? `echo v${version}`};;`,
  )
  const env = programs(`case $* in ${cases.join('\n')} *) ${tests};; esac`)
  const args = ['--import', 'tsx', 'check-node.ts', ...options, ...VERSIONS]
  return execa(process.execPath, args, { env, reject: false })
}

/** A PATH on which `npm` is this script, and `npx` does nothing. */
function programs(npm: string): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'programs-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, script] of Object.entries({ npm, npx: 'true' })) {
    writeFileSync(join(folder, name), `#!/bin/bash\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return { PATH: `${folder}:${process.env.PATH}` }
}
