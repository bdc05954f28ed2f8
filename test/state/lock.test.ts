import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { acquireLock, readLock } from '../../src/state/lock.js'
import { thisProcess } from '../../src/state/process-identity.js'
import { problemsOf } from './problem-of.js'
import { temporaryFolder } from './temporary-folder.js'

const since = new Date('2026-01-31T23:59:59.000Z')
const HOLDER = { pid: 1, host: hostname(), user: 'ann', since: '2026-01-31T22:00:00.000Z', command: 'apply' }

test('a second installer is told who works there, since when, and what to do', () => {
  const lock = join(temporaryFolder(), '.lock')
  const held = acquireLock({ lock }, { command: 'apply', since })
  const [problem] = problemsOf(() => acquireLock({ lock }, { command: 'destroy', since }))
  expect(problem?.code).toBe('state.locked')
  expect(problem?.details).toEqual({
    pid: process.pid,
    host: hostname(),
    user: userInfo().username,
    since: '2026-01-31T23:59:59.000Z',
    command: 'apply',
    quoted: `'${lock.replace("'", `'\\''`)}'`,
  })
  held.release()
  acquireLock({ lock }, { command: 'destroy', since }).release()
})

test('a link in its place is refused, also one that leads nowhere', () => {
  const lock = join(temporaryFolder(), '.lock')
  symlinkSync('/nowhere', lock)
  const [problem] = problemsOf(() => acquireLock({ lock }, { command: 'apply', since }))
  expect([problem?.code, problem?.details.reason]).toEqual(['state.file-unreadable', 'ELOOP'])
})

test('leaves nothing in the folder after its release', () => {
  const folder = temporaryFolder()
  const held = acquireLock({ lock: join(folder, '.lock') }, { command: 'apply', since })
  expect(readdirSync(folder)).toEqual(['.lock'])
  held.release()
  held.release()
  expect(readdirSync(folder)).toEqual([])
})

test('takes over from a process of this machine that has died', () => {
  const lock = join(temporaryFolder(), '.lock')
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(lock, JSON.stringify({ ...HOLDER, pid }))
  acquireLock({ lock }, { command: 'apply', since })
  expect(JSON.parse(readFileSync(lock, 'utf8')).pid).toBe(process.pid)
})

test.runIf(existsSync('/proc/self/stat'))('takes over when the process id belongs to a later process', () => {
  const lock = join(temporaryFolder(), '.lock')
  writeFileSync(lock, JSON.stringify({ ...HOLDER, pid: process.pid, processStart: '1' }))
  acquireLock({ lock }, { command: 'apply', since })
  expect(JSON.parse(readFileSync(lock, 'utf8')).user).toBe(userInfo().username)
})

test('takes over a lock that a power cut has emptied', () => {
  const lock = join(temporaryFolder(), '.lock')
  writeFileSync(lock, '')
  acquireLock({ lock }, { command: 'apply', since })
  expect(JSON.parse(readFileSync(lock, 'utf8')).pid).toBe(process.pid)
})

test('never takes over from another machine, whose processes it cannot see', () => {
  const lock = join(temporaryFolder(), '.lock')
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(lock, JSON.stringify({ ...HOLDER, pid, host: 'another-machine' }))
  const [problem] = problemsOf(() => acquireLock({ lock }, { command: 'apply', since }))
  expect(problem?.details).toMatchObject({ host: 'another-machine', user: 'ann' })
})

test('a release leaves a lock alone that somebody else has taken meanwhile', () => {
  const lock = join(temporaryFolder(), '.lock')
  const held = acquireLock({ lock }, { command: 'apply', since })
  writeFileSync(lock, JSON.stringify(HOLDER))
  held.release()
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(HOLDER)
})

test('tells who holds it, and nobody once that process has died', () => {
  const lock = join(temporaryFolder(), '.lock')
  expect(readLock({ lock })).toBeUndefined()
  const held = acquireLock({ lock }, { command: 'apply', since })
  expect(readLock({ lock })).toEqual({
    ...thisProcess(),
    since: '2026-01-31T23:59:59.000Z',
    command: 'apply',
  })
  held.release()
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(lock, JSON.stringify({ ...HOLDER, pid }))
  expect(readLock({ lock })).toBeUndefined()
  writeFileSync(lock, JSON.stringify({ ...HOLDER, pid, host: 'another-machine' }))
  expect(readLock({ lock })?.host).toBe('another-machine')
})
