import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { Action } from '../../src/actions/action.js'
import { sh } from '../../src/lib/command.js'
import { fill } from '../../src/lib/text.js'
import type { PlanNode } from '../../src/planner/plan.js'
import { batchScript } from '../../src/runner/batch.js'
import { PATIENCE_MILLISECONDS } from '../patience.js'
import { temporaryFolder } from '../state/temporary-folder.js'

const UNIT = 'metis-via.service'
const OWNER = { organisation: 'acme', receipts: '/nowhere' }

/** A host in a folder: a service runs from what its configuration said when it was started, and is well when that is good. */
function host() {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder, name)
  for (const name of ['bin', 'releases/1/tree', 'releases/2/tree']) mkdirSync(at(name), { recursive: true })
  writeFileSync(at('config'), 'good 1')
  writeFileSync(at('running'), 'good 1')
  writeFileSync(at('releases/1/tree/file'), 'one')
  symlinkSync('releases/1', at('current'))
  program(at('bin/systemctl'), [
    `echo "$*" >>"${at('said')}"`,
    `case "$*" in restart*) cp "${at('config')}" "${at('running')}";; *is-active*) exit 1;; esac`,
  ])
  // The last three words are what it is to run.
  program(at('bin/systemd-run'), [`"\${@: -3}" </dev/null >/dev/null 2>&1 &`, `echo $! >>"${at('watches')}"`])
  program(at('bin/journalctl'), [])
  onTestFinished(() => {
    for (const pid of read(at('watches')).split('\n')) if (pid !== '') kill(Number(pid))
    rmSync(folder, { recursive: true, force: true })
  })
  const former = at('.former/via')
  const arm = node('former', {
    kind: 'keep-former',
    ...{ former, unit: UNIT, readers: ['nginx.service'] },
    paths: ['config', 'current', 'releases/1/tree', 'new'].map(at),
    health: sh`read -r word _ <${at('running')}; echo "it is $word"; [ "$word" = good ]`,
  })
  const guard = { former, unit: UNIT, wave: ['h1 ready:via'] }
  const step = (id: string, script: string, after: string) => ({
    ...node(id, { kind: 'run', name: id, command: { script: [script] }, inputs: '' }, [after]),
    guard,
  })
  const start = {
    ...node('start', { kind: 'unit', unit: UNIT, state: 'running', inputs: '' }, ['change']),
    guard,
  }
  const health = sh`read -r word _ <${at('running')}; echo "it is $word"; [ "$word" = good ]`
  const ready = {
    ...node('h1 ready:via', { kind: 'wait', health, unit: UNIT, timeoutSeconds: 2 }, ['start']),
    guard,
  }
  const change = (to: string) =>
    step(
      'change',
      `echo ${to} >"${at('config')}"; ln -sfn releases/2 "${at('current')}"; echo x >"${at('new')}"
mv "${at('releases/1/tree')}" "${at('old')}"; mkdir "${at('releases/1/tree')}"; echo two >"${at('releases/1/tree/file')}"`,
      'former',
    )
  const now = () => ({
    config: read(at('config')).trim(),
    running: read(at('running')).trim(),
    release: readlinkSync(at('current')),
    tree: read(at('releases/1/tree/file')).trim(),
    new: existsSync(at('new')),
    kept: existsSync(former),
  })
  const begin = (nodes: readonly PlanNode[], { staysConnected = false, owner = OWNER } = {}) => {
    const script = fill(batchScript(nodes, owner, '#').script, () => '')
    const child = spawn('bash', ['-s'], { env: { ...process.env, PATH: `${at('bin')}:${process.env.PATH}` } })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    if (staysConnected) child.stdin.write(`(\n${script}\n)\nread -r\n`)
    else child.stdin.end(script)
    const over = new Promise<string[]>((resolve) =>
      child.on('close', () => resolve(output.split('\n').filter((line) => line !== ''))),
    )
    return { over, kill: () => child.kill('SIGKILL') }
  }
  return { at, arm, start, ready, change, step, now, begin, said: () => read(at('said')) }
}

/** The shell that changes the host is gone in the middle. */
const CUT = 'kill -KILL $$'

const FORMER = {
  config: 'good 1',
  running: 'good 1',
  release: 'releases/1',
  tree: 'one',
  new: false,
  kept: false,
}

test('what gets well stays as it was changed, and nothing is kept', async () => {
  const { arm, change, start, ready, now, begin } = host()
  expect(await begin([arm, change('good 2'), start, ready]).over).toContain('# end 3 0')
  expect(now()).toEqual({
    ...{ config: 'good 2', running: 'good 2', release: 'releases/2', tree: 'two', new: true, kept: false },
  })
})

test('what does not get well is put back: files, link, tree, and what was not there; then it says how it is', async () => {
  const { arm, change, start, ready, now, begin, said } = host()
  const output = await begin([arm, change('bad'), start, ready]).over
  expect(output.slice(-2)).toEqual(['put back: it is good', '# end 3 1'])
  expect(now()).toEqual(FORMER)
  expect(said()).toContain('reload-or-restart nginx.service')
})

test('a step that fails before it is started again starts nothing', async () => {
  const { arm, change, step, now, begin, said } = host()
  const output = await begin([arm, change('bad'), step('broken', 'false', 'change')]).over
  expect(output.slice(-2)).toEqual(['put back: it is good', '# end 2 1'])
  expect(now()).toEqual(FORMER)
  expect(said()).not.toContain('restart metis-via')
})

test('cut off after its start, it stays when it is well', { timeout: PATIENCE_MILLISECONDS }, async () => {
  const { arm, change, start, step, now, begin } = host()
  const run = begin([arm, change('good 2'), start, step('hangs', 'sleep 1000', 'start')])
  await until(() => now().running === 'good 2')
  run.kill()
  await until(() => !now().kept)
  expect(now().config).toBe('good 2')
})

test('cut off before its start, it goes back by itself', { timeout: PATIENCE_MILLISECONDS }, async () => {
  const { arm, change, step, now, begin } = host()
  const run = begin([arm, change('bad'), step('hangs', 'sleep 1000', 'change')])
  await until(() => now().new)
  run.kill()
  await until(() => !now().kept)
  expect(now()).toEqual(FORMER)
})

test('a run that has other work before the start is not cut off', {
  timeout: PATIENCE_MILLISECONDS,
}, async () => {
  const [connected, gone] = [host(), host()]
  const run = connected.begin([connected.arm, connected.change('good 2')], { staysConnected: true })
  await until(() => connected.now().new)
  await gone.begin([gone.arm, gone.change('good 2')]).over
  await until(() => !gone.now().kept)
  expect(gone.now()).toEqual(FORMER)
  expect(connected.now()).toMatchObject({ config: 'good 2', kept: true })
  run.kill()
  await until(() => !connected.now().kept)
  expect(connected.now()).toEqual(FORMER)
})

test('a start that nobody guards ends the watch that an earlier run has left, and keeps nothing of that', async () => {
  const { at, arm, change, step, start, begin, said, now } = host()
  await begin([arm, change('half'), step('cut', CUT, 'change')]).over
  const { guard: _, ...unguarded } = start
  const owner = { organisation: 'acme', receipts: at('.') }
  await begin([{ ...unguarded, after: [] }], { owner }).over
  expect(said().split('\n')).toContain('--quiet is-active former-metis-via')
  expect(now()).toMatchObject({ config: 'half', running: 'half', kept: false })
})

test('of a change that was cut off, the run that goes on puts back what was before both', async () => {
  const { arm, change, step, start, ready, now, begin } = host()
  await begin([arm, change('half'), step('cut', CUT, 'change')]).over
  expect(now()).toMatchObject({ config: 'half', running: 'good 1', kept: true })
  const rest = goesOn({ ...arm, action: { ...arm.action, paths: [] } } as PlanNode)
  const output = await begin([rest, { ...start, after: ['former'] }, ready]).over
  expect(output.slice(-2)).toEqual(['put back: it is good', '# end 2 1'])
  expect(now()).toEqual(FORMER)
})

test('what was kept before a change that has come to its end is not what a later one goes back to', async () => {
  const { at, arm, change, step, start, ready, now, begin } = host()
  await begin([arm, change('good 2'), start, step('cut', CUT, 'start')]).over
  await begin([arm, step('change', `echo bad >"${at('config')}"`, 'former'), start, ready]).over
  expect(now()).toMatchObject({ config: 'good 2', running: 'good 2', tree: 'two', kept: false })
})

test('cut off before what went on from a start is started again, it is started as it was', {
  timeout: PATIENCE_MILLISECONDS,
}, async () => {
  const { arm, change, step, start, now, begin } = host()
  await begin([arm, change('bad'), start, step('cut', CUT, 'start')]).over
  expect(now()).toMatchObject({ config: 'bad', running: 'bad', kept: true })
  await begin([goesOn(arm), change('good 2'), step('cut', CUT, 'change')]).over
  await until(() => !now().kept)
  expect(now()).toEqual(FORMER)
})

test('wherever runs are cut off one after the other, what is put back is what was well', {
  timeout: PATIENCE_MILLISECONDS,
}, async () => {
  const writes = ['config', 'current', 'tree', 'new'] as const
  const cutRun = fc.record({ writes: fc.subarray([...writes]), isStarted: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(cutRun, { minLength: 1, maxLength: 3 }), async (runs) => {
      const { at, arm, start, ready, step, now, begin } = host()
      const script = {
        config: `echo bad >"${at('config')}"`,
        current: `ln -sfn releases/2 "${at('current')}"`,
        tree: `mv "${at('releases/1/tree')}" "${at('old')}-$RANDOM"; mkdir "${at('releases/1/tree')}"; echo x >"${at('releases/1/tree/file')}"`,
        new: `echo x >"${at('new')}"`,
      }
      for (const run of runs) {
        // A run knows only what is left to be changed.
        const paths = run.writes.map((name) => at(name === 'tree' ? 'releases/1/tree' : name))
        const partly = goesOn({ ...arm, action: { ...arm.action, paths } } as PlanNode)
        const change = step('change', [...run.writes.map((one) => script[one]), ':'].join('\n'), 'former')
        const isBad = run.isStarted && now().config === 'bad'
        await begin([partly, change, ...(isBad ? [start] : []), step('cut', CUT, isBad ? 'start' : 'change')])
          .over
      }
      const last = step('change', `${script.config}\n${script.new}`, 'former')
      await begin([goesOn(arm), last, start, ready]).over
      expect(now()).toEqual(FORMER)
    }),
    { numRuns: 4 },
  )
})

test('a change that was put back meanwhile is not gone on with', async () => {
  const { arm, change, start, ready, now, begin } = host()
  await begin([arm, change('bad'), start, ready]).over
  expect(await begin([{ ...start, after: [] }, ready]).over).toEqual([
    '# begin 0',
    'put back: while nobody was connected',
    '# end 0 1',
    '# skip 1',
  ])
  expect(now()).toEqual(FORMER)
})

function goesOn(arm: PlanNode): PlanNode {
  return { ...arm, action: { ...arm.action, goesOn: true } as Action }
}

function node(id: string, action: Action, after: readonly string[] = []): PlanNode {
  const where = { phase: 'via', host: 'h1', instance: 'via' }
  return { id, ...where, action, after, because: { word: 'reason.former' } }
}

function program(path: string, lines: readonly string[]): void {
  writeFileSync(path, ['#!/bin/bash', ...lines, ''].join('\n'))
  chmodSync(path, 0o755)
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

function kill(pid: number): void {
  try {
    process.kill(pid)
  } catch {}
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await delay(50)
}
