import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findRuns, runOf } from '../../src/state/find-runs.js'
import { processStart, thisProcess } from '../../src/state/process-identity.js'
import { problemsOf } from './problem-of.js'
import { runningChild } from './running-child.js'
import { temporaryFolder } from './temporary-folder.js'

const at = '2026-01-31T23:59:59.000Z'

function emptyFolder() {
  const directory = temporaryFolder()
  const runs = join(directory, 'runs')
  mkdirSync(runs)
  const write = (name: string, ...lines: object[]) => {
    const path = join(runs, name)
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    return path
  }
  return { runs, lock: join(directory, '.lock'), write }
}

const begunBy = (process: object, command = 'apply') => ({ type: 'begun', at, command, ...process })

test('there is none in a folder that nothing has run in', () => {
  const directory = temporaryFolder()
  expect(findRuns({ runs: join(directory, 'runs'), lock: join(directory, '.lock') })).toEqual([])
})

test('a run that has ended tells how, and when', () => {
  const folder = emptyFolder()
  const long = { type: 'output', at, node: 'h1 dir', line: 'x'.repeat(20_000) }
  const path = folder.write('20260131T235959123Z-apply.jsonl', begunBy(thisProcess()), long, {
    type: 'ended',
    at,
    exitCode: 1,
  })
  const begun = { ...thisProcess(), at }
  expect(findRuns(folder)).toEqual([
    { path, kind: 'jsonl', command: 'apply', begun, isAlive: false, exitCode: 1, endedAt: at },
  ])
})

test('a run is alive as long as its process is', async () => {
  const folder = emptyFolder()
  const child = await runningChild()
  const start = processStart(child.pid)
  const running = {
    pid: child.pid,
    host: hostname(),
    user: 'ann',
    ...(start === undefined ? {} : { processStart: start }),
  }
  const path = folder.write('20260131T235959123Z-destroy.jsonl', begunBy(running, 'destroy'))
  appendFileSync(path, '{"type":"ended","at":"2026-0')
  expect(findRuns(folder)).toMatchObject([{ path, command: 'destroy', isAlive: true }])
  expect(runOf(folder, running)?.path).toBe(path)
  expect(runOf(folder, thisProcess())).toBeUndefined()
  await child.kill()
  expect(findRuns(folder)).toMatchObject([{ path, isAlive: false }])
})

test("another machine's run is alive as long as it holds the lock", () => {
  const folder = emptyFolder()
  const other = { pid: 7, host: 'another-machine', user: 'ann' }
  folder.write('20260131T235959123Z-apply.jsonl', begunBy(other))
  expect(findRuns(folder)).toMatchObject([{ isAlive: false }])
  writeFileSync(folder.lock, JSON.stringify({ ...other, since: at, command: 'apply' }))
  expect(findRuns(folder)).toMatchObject([{ isAlive: true }])
})

test('a file that can not be read is told, not passed over', () => {
  const folder = emptyFolder()
  mkdirSync(join(folder.runs, '20260131T235959123Z-apply.jsonl'))
  expect(problemsOf(() => findRuns(folder))[0]?.code).toBe('state.file-unreadable')
})

test('the newest is first, and a process is told once, by all that it said', () => {
  const folder = emptyFolder()
  const worker = { pid: 7, processStart: '5', host: 'desk', user: 'ann' }
  const earlier = { ...worker, processStart: '4' }
  folder.write('20260131T235959123Z-apply.output', begunBy(worker))
  folder.write('20260131T235959999Z-apply.jsonl', begunBy(worker))
  folder.write('20260130T000000000Z-restart.jsonl', begunBy(earlier, 'restart'))
  folder.write('20260130T000000000Z-restart-2.jsonl')
  expect(findRuns(folder).map(({ kind, command, begun }) => [kind, command, begun?.processStart])).toEqual([
    ['output', 'apply', '5'],
    ['jsonl', 'restart', undefined],
    ['jsonl', 'restart', '4'],
  ])
})
