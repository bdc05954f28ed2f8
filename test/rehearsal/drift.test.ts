import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommandLine } from '../../src/commands/program/command-line.js'
import { fakeWorld } from '../commands/fake-world.js'
import {
  jsonLines,
  PRESETS,
  presetText,
  type RehearsedWorld,
  rehearsedWorld,
  type Said,
} from './rehearsed-world.js'

async function installed(...faults: string[]): Promise<RehearsedWorld> {
  const world = await rehearsedWorld(await presetText('data-provider'), faults)
  expect((await world.run('apply')).exitCode).toBe(0)
  return world
}

const codes = (said: Said) =>
  jsonLines(said).flatMap(({ type, code, severity }) =>
    type === 'problem' && severity !== 'advice' ? [String(code)] : [],
  )

test.each([
  ['drop-in:h1', 'upkeep.drop-ins', 0],
  ['unit-masked:h1', 'upkeep.unit-masked', 1],
  ['unit-died:h2', 'upkeep.restarted', 0],
])('%s is told by status as %s, and is no work for apply', async (fault, code, exitCode) => {
  const { run } = await installed(fault)

  const said = await run('status', '--json')

  expect([codes(said), said.exitCode]).toEqual([[code], exitCode])
  expect(jsonLines(said).at(-1)).toMatchObject({
    type: 'status',
    state: exitCode === 0 ? 'warned' : 'ill',
    next: { code },
  })
  expect((await run('plan')).exitCode).toBe(0)
})

test('a disk that has filled for days is told with the days that are left', async () => {
  const { world, rehearsal } = await installed('disk-fills:h3')
  const fake = fakeWorld({ presetsDirectory: PRESETS, workingDirectory: rehearsal.folder })
  const { connect, open, env } = world
  // The clocks of simulated hosts go as this computer's does.
  const now = () => new Date()
  expect(await runCommandLine(['status', '--json'], { ...fake.world, connect, open, env, now })).toBe(0)
  const found = fake.json().find(({ code }) => code === 'upkeep.disk-fills')
  expect(found).toMatchObject({ where: { host: 'h3' }, severity: 'warning', details: { days: 7 } })
})

test('an organisation that nobody touched is well', async () => {
  const { run } = await installed()
  const said = await run('status', '--json')
  expect([codes(said), said.exitCode]).toEqual([[], 0])
  expect(jsonLines(said).at(-1)).toMatchObject({ type: 'status', state: 'well', unhealthy: 0, unknown: 0 })
  expect(jsonLines(said).filter(({ type }) => type === 'host')).toMatchObject(
    ['h1', 'h2', 'h3'].map((host) => ({ host, disk: { fullInDays: 'unknown' }, generation: 1 })),
  )
  const compared = await run('check', '--drift', '--json')
  expect(codes(compared).filter((code) => code.startsWith('upkeep'))).toEqual([])
})

test('an edit that keeps size and time is seen by check --drift alone, and put right by apply --drift', async () => {
  const { run } = await installed('file-edited:h1')
  expect(codes(await run('status', '--json'))).toEqual([])

  const said = await run('check', '--drift', '--json')

  const found = jsonLines(said).find(({ code }) => code === 'upkeep.content-changed')
  expect(found).toMatchObject({ where: { host: 'h1' }, details: { count: 1 } })
  expect(said.exitCode).toBe(0)

  expect([(await run('plan')).exitCode, (await run('plan', '--drift')).exitCode]).toEqual([0, 2])
  const mended = await run('apply', '--drift')
  expect(mended.exitCode).toBe(0)
  expect((await run('plan', '--drift')).exitCode).toBe(0)
  expect(codes(await run('check', '--drift', '--json'))).not.toContain('upkeep.content-changed')
})

test('what apply would put right is told as that, and apply does', async () => {
  const text = (await presetText('data-provider')).replace(
    /admin: h1/,
    'admin: { host: h1, tls: { certificate: ./rehearsal.crt, key: ./rehearsal.key } }',
  )
  const world = await rehearsedWorld(text, ['certificate-renewed:h1'])
  const { run, rehearsal } = world
  const { writeCertificate } = await import('../../src/commands/rehearse/rehearsal-order.js')
  await writeCertificate(rehearsal.folder)
  expect((await run('apply')).exitCode).toBe(0)

  const said = await run('status', '--json')

  expect(codes(said)).toEqual(['upkeep.files-changed', 'upkeep.certificate-not-loaded'])
  expect(said.exitCode).toBe(1)
  expect((await run('apply')).exitCode).toBe(0)
  expect(codes(await run('status', '--json'))).toEqual([])
})

test('a look is a file as well, whole and complete', async () => {
  const { run, rehearsal } = await installed('drop-in:h1')
  const path = join(rehearsal.folder, 'status.json')
  writeFileSync(path, 'what was there before')

  expect((await run('status', '--once', '--watch-file', 'status.json')).exitCode).toBe(0)

  const seen = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  expect(seen).toMatchObject({
    version: 1,
    organisation: 'rehearsal',
    state: 'warned',
    hosts: [{ host: 'h1' }, { host: 'h2' }, { host: 'h3' }],
    problems: [{ code: 'upkeep.drop-ins', message: { what: expect.stringContaining('is changed by') } }],
    next: { code: 'upkeep.drop-ins', fix: expect.stringContaining('systemctl cat') },
  })
  expect(seen.instances).toHaveLength(5)
})
