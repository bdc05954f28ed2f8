import { existsSync, writeFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { processStart } from '../../src/state/process-identity.js'
import { askProcess, askWorking } from '../../src/state/request-stop.js'
import { problemsOf } from './problem-of.js'
import { runningChild } from './running-child.js'
import { temporaryFolder } from './temporary-folder.js'

const HOLDER = { host: hostname(), user: 'ann', since: '2026-01-31T22:00:00.000Z', command: 'apply' }

function lockOf(pid: number, changes: object = {}) {
  const folder = temporaryFolder()
  const lock = join(folder, '.lock')
  writeFileSync(lock, JSON.stringify({ pid, processStart: processStart(pid), ...HOLDER, ...changes }))
  return { lock, runs: join(folder, 'runs') }
}

test('asks the process that holds the lock, as Ctrl-C in its terminal does', async () => {
  const child = await runningChild()
  const heard = child.hears()
  expect(askWorking(lockOf(child.pid))).toMatchObject({ pid: child.pid, command: 'apply' })
  expect(await heard).toBe('SIGINT')
})

test('says that nothing runs, also when whoever held the lock was killed', async () => {
  const child = await runningChild()
  const folder = lockOf(child.pid)
  await child.kill()
  expect(problemsOf(() => askWorking(folder))[0]?.code).toBe('state.nothing-runs')
  const empty = temporaryFolder()
  const nobody = { lock: join(empty, '.lock'), runs: join(empty, 'runs') }
  expect(problemsOf(() => askWorking(nobody))[0]?.code).toBe('state.nothing-runs')
})

test.runIf(existsSync('/proc/self/stat'))('leaves a later process alone that has got the same id', () => {
  const folder = lockOf(process.pid, { processStart: '1' })
  expect(problemsOf(() => askWorking(folder))[0]?.code).toBe('state.nothing-runs')
})

test('names the machine whose process it can not reach', () => {
  const [problem] = problemsOf(() => askWorking(lockOf(process.pid, { host: 'another-machine' })))
  expect(problem).toMatchObject({
    code: 'state.runs-elsewhere',
    details: { host: 'another-machine', pid: process.pid, user: 'ann' },
  })
})

test('says that Windows can not do it', () => {
  const { pid } = process
  const running = { pid, host: hostname(), user: userInfo().username }
  expect(problemsOf(() => askProcess(running, 'stop', 'win32'))[0]?.code).toBe('state.stop-unsupported')
})
