import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fault } from '../../src/errors/problem.js'
import { jsonLines, presetText, rehearsedWorld, type Said } from './rehearsed-world.js'

const runsIn = (said: Said) =>
  jsonLines(said)
    .filter(({ type }) => type === 'logged-run')
    .map(({ command, generation, outcomes }) => [command, generation, outcomes])

const everywhere = (what: string) => ({ h1: what, h2: what, h3: what })

test('every host logs the runs that changed it, and history lists them', async () => {
  const { rehearsal, run } = await rehearsedWorld(await presetText('data-provider'))
  expect((await run('history', '--runs')).stdout).toContain('No run is logged')
  await run('apply')
  await run('plan')
  await run('apply')
  await run('restart', 'data')
  await appendFile(join(rehearsal.folder, 'org.yaml'), '\nports: { via: 10131 }\n')
  await run('apply')
  expect(runsIn(await run('history', '--runs', '--json'))).toEqual([
    ['apply', 2, everywhere('done')],
    ['restart', 1, { h3: 'done' }],
    ['apply', 1, everywhere('done')],
  ])
  expect(runsIn(await run('history', '2', '--runs', '--json'))).toHaveLength(1)
  const { stdout, exitCode } = await run('history', '--runs')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^\d{4}\S+Z {2}\S+@\S+ {2}apply +2 {2}done: h1 h2 h3$/m)
})

test('a run that failed says so on every host, and one that was lost on the way has no end there', async () => {
  const { run } = await rehearsedWorld(await presetText('data-provider'), ['host-lost@fighters:h3'])
  expect((await run('apply')).exitCode).toBe(1)
  expect(runsIn(await run('history', '--runs', '--json'))).toEqual([
    ['apply', 1, { h1: 'failed', h2: 'failed', h3: 'begun' }],
  ])
  expect((await run('history', '--runs')).stdout.replace(/\s+/g, ' ')).toContain(
    'no end (cut off, or still at work): h3',
  )
})

test('a removal takes the log with it, and leaves it where data is kept', async () => {
  const { run } = await rehearsedWorld(await presetText('data-provider'))
  await run('apply')
  expect((await run('destroy', '--confirm', 'rehearsal')).exitCode).toBe(0)
  expect(runsIn(await run('history', '--runs', '--json')).map(([command]) => command)).toEqual([
    'destroy',
    'destroy',
    'destroy',
    'apply',
  ])
  expect((await run('apply')).exitCode).toBe(0)
  expect((await run('destroy', '--confirm', 'rehearsal', '--delete-data')).exitCode).toBe(0)
  expect(runsIn(await run('history', '--runs', '--json'))).toEqual([])
})

test('where no host answers, that is all that is said', async () => {
  const { rehearsal, runOn } = await rehearsedWorld(await presetText('data-provider'))
  const away = {
    ...rehearsal.machines,
    connect: async ({ name: host }: { name: string }) => {
      throw fault('connection.refused', { host }, { host })
    },
  }
  const { exitCode, stdout } = await runOn(away, rehearsal.folder, 'history', '--runs')
  expect([exitCode, stdout.split('\n')[0]]).toEqual([1, 'No host answered: what ran there is not known.'])
})
