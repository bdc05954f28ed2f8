import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { followedRun } from '../../../src/commands/run/run-handles.js'
import { processOf, thisProcess } from '../../../src/state/process-identity.js'
import { runningChild } from '../../state/running-child.js'
import { temporaryFolder } from '../../state/temporary-folder.js'
import { node, onePlan, startOf } from '../fake-world.js'
import { viewOf } from '../view.js'

const at = '2026-01-31T12:00:00.000Z'

function following(writer: ReturnType<typeof thisProcess>) {
  const directory = temporaryFolder()
  const path = join(directory, 'apply.output')
  const leave = new AbortController()
  onTestFinished(() => leave.abort())
  writeFileSync(path, '')
  const say = (...lines: object[]) =>
    appendFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  const folder = { lock: join(directory, '.lock') }
  return {
    say,
    run: followedRun({ path, folder, writer, signal: leave.signal }),
    begun: { type: 'begun', at, command: 'apply', ...writer },
  }
}

it('sees a run of another process from its first line to its end', async () => {
  const { say, run, begun } = following(thisProcess())
  expect([run.snapshot().state, run.canDetach]).toEqual(['starting', true])
  say(begun, { type: 'stage', at, stage: 'looking' })
  expect((await viewOf(run, ({ stage }) => stage !== undefined)).stage).toEqual({ id: 'looking' })
  say(startOf(onePlan, 'apply'), { type: 'started', at, node: node.id })
  const { progress } = await viewOf(run, ({ state }) => state === 'running')
  expect(progress.total.running).toBe(1)
  say({ type: 'ended', at, exitCode: 1 })
  expect((await viewOf(run, ({ state }) => state === 'failed')).problems).toEqual([])
})

it('sees that the process was killed', async () => {
  const child = await runningChild()
  const { say, run, begun } = following(processOf(child.pid))
  say(begun, startOf(onePlan, 'apply'))
  await viewOf(run, ({ state }) => state === 'running')
  await child.kill()
  const { problems } = await viewOf(run, ({ state }) => state === 'lost')
  expect(problems.map(({ code }) => code)).toEqual(['run.process-lost'])
})

it('hands on the wish to stop, and the wish to stop at once when the first was heard', async () => {
  const child = await runningChild()
  const { say, run, begun } = following(processOf(child.pid))
  say(begun, startOf(onePlan, 'apply'))
  await viewOf(run, ({ state }) => state === 'running')
  const first = child.hears()
  run.abort()
  expect(await first).toBe('SIGINT')
  const second = child.hears()
  say({ type: 'stopping', at, running: [] })
  expect(await second).toBe('SIGINT')
})

it('tells why it can not be stopped from here', async () => {
  const { run } = following({ pid: 7, host: 'another-machine', user: 'ann' })
  run.stop()
  const { problems } = await viewOf(run, ({ problems }) => problems.length > 0)
  expect(problems.map(({ code }) => code)).toContain('state.runs-elsewhere')
})
